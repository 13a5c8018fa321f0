// swift-tools-version: 6.1
import Foundation
import PackageDescription

/// Whether the machine that builds has 256-bit vectors (AVX2, most processors since 2013): 6 % of a run at full scale. Results
/// are the same bytes without them. DARKROOM_PORTABLE=1 builds for any processor.
func hasVectorUnit() -> Bool {
  if ProcessInfo.processInfo.environment["DARKROOM_PORTABLE"] != nil { return false }
  guard let processor = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return false }
  let flags = Set(processor.split(separator: "\n").first { $0.hasPrefix("flags") }?.split(separator: " ") ?? [])
  return flags.isSuperset(of: ["avx2", "bmi1", "bmi2", "fma", "f16c", "movbe", "abm"])
}

let librarySettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .unsafeFlags(
    ["-cross-module-optimization"] + (hasVectorUnit() ? ["-target-cpu", "haswell"] : []),
    .when(configuration: .release)),
]

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: librarySettings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude,
    swiftSettings: [.enableUpcomingFeature("ExistentialAny")])
}

let package = Package(
  name: "Darkroom",
  products: [
    .executable(name: "darkroom", targets: ["darkroom"]),
    .library(name: "Simulator", targets: ["Simulator"]),
    .library(name: "Workloads", targets: ["Workloads"]),
    .library(name: "SystemModel", targets: ["SystemModel"]),
    .library(name: "Caching", targets: ["Caching"]),
    .library(name: "Scenarios", targets: ["Scenarios"]),
    .library(name: "Experiments", targets: ["Experiments"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", exact: "0.2.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "CProcessor"),
    .target(name: "CReportAssets"),
    library("Simulator", ["CGSL", "CProcessor", .product(name: "Histogram", package: "hdrhistogram-swift")]),
    library("Theory", ["CGSL"]),
    library("Workloads", ["Simulator"]),
    library("Caching", ["Simulator"]),
    library("SystemModel", ["Simulator", "Workloads", "Caching"]),
    library("Scenarios", ["Simulator", "Workloads", "Caching", "SystemModel", "Yams"]),
    library("Reports", ["Simulator", "CCrypto", "CReportAssets"]),
    library("CacheLab", ["Simulator", "Caching", "Reports", "CZlib", "CZstd"]),
    library(
      "Experiments", ["Simulator", "Theory", "Workloads", "Caching", "CacheLab", "SystemModel", "Scenarios", "Reports"]),
    library("Archive", ["Simulator", "Reports", .product(name: "GRDB", package: "GRDB.swift")]),
    .executableTarget(
      name: "darkroom",
      dependencies: [
        "Experiments", "Archive", "Scenarios", "Reports", "CacheLab", "Caching", "SystemModel", "Workloads",
        "Simulator",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: librarySettings),
    tests("SimulatorTests", ["Simulator", "Theory"]),
    tests("TheoryTests", ["Theory"]),
    tests("WorkloadsTests", ["Workloads", "Simulator"]),
    tests("CachingTests", ["Caching", "Simulator"]),
    tests(
      "CacheLabTests", ["CacheLab", "Caching", "Reports", "Simulator", "CZlib", "CZstd"], exclude: ["Golden"]),
    tests("SystemModelTests", ["SystemModel", "Caching", "Workloads", "Simulator"]),
    tests(
      "ScenariosTests", ["Scenarios", "SystemModel", "Workloads", "Simulator"], exclude: ["Broken", "Golden"]),
    tests("ReportsTests", ["Reports", "Simulator"], exclude: ["Golden", "Parsers"]),
    tests(
      "ExperimentsTests",
      [
        "Experiments", "Scenarios", "Reports", "CacheLab", "Caching", "SystemModel", "Workloads", "Simulator", "Theory",
      ]),
    .target(
      name: "ArchiveTestSupport", dependencies: ["Reports", "Simulator"], path: "Tests/ArchiveTestSupport"),
    .executableTarget(
      name: "ArchiveCrashProbe", dependencies: ["Archive", "ArchiveTestSupport"], path: "Tests/ArchiveCrashProbe"),
    tests(
      "ArchiveTests",
      ["Archive", "ArchiveTestSupport", "Reports", "Simulator", .product(name: "GRDB", package: "GRDB.swift")]),
    tests("ArchitectureTests", []),
  ],
  swiftLanguageModes: [.v6]
)
