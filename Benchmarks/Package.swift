// swift-tools-version: 6.1
import Foundation
import PackageDescription

/// As in the main package, so that both sides of a comparison are built for the same processor.
func hasVectorUnit() -> Bool {
  if ProcessInfo.processInfo.environment["DARKROOM_PORTABLE"] != nil { return false }
  guard let processor = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return false }
  let flags = Set(processor.split(separator: "\n").first { $0.hasPrefix("flags") }?.split(separator: " ") ?? [])
  return flags.isSuperset(of: ["avx2", "bmi1", "bmi2", "fma", "f16c", "movbe", "abm"])
}

/// Without fused multiplications, which would round otherwise.
let processorFlags = hasVectorUnit() ? ["-march=haswell", "-ffp-contract=off"] : []

let package = Package(
  name: "DarkroomBenchmarks",
  dependencies: [.package(name: "Darkroom", path: "..")],
  targets: [
    .target(
      name: "CReference",
      cSettings: [.unsafeFlags(["-O3"] + processorFlags, .when(configuration: .release))],
      cxxSettings: [
        .unsafeFlags(["-O3", "-fno-exceptions", "-fno-rtti"] + processorFlags, .when(configuration: .release))
      ]),
    .executableTarget(
      name: "darkroom-benchmarks",
      dependencies: [
        "CReference", .product(name: "Simulator", package: "Darkroom"),
        .product(name: "Workloads", package: "Darkroom"), .product(name: "SystemModel", package: "Darkroom"),
        .product(name: "Caching", package: "Darkroom"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .unsafeFlags(
          ["-cross-module-optimization"] + (hasVectorUnit() ? ["-target-cpu", "haswell"] : []),
          .when(configuration: .release)),
      ],
      // valgrind 3.19 gives up on the debug information of this compiler.
      linkerSettings: [.unsafeFlags(["-Xlinker", "--strip-debug"], .when(configuration: .release))]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
