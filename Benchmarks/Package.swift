// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "DarkroomBenchmarks",
  dependencies: [.package(name: "Darkroom", path: "..")],
  targets: [
    .target(
      name: "CReference",
      cSettings: [.unsafeFlags(["-O3"], .when(configuration: .release))],
      cxxSettings: [.unsafeFlags(["-O3", "-fno-exceptions", "-fno-rtti"], .when(configuration: .release))]),
    .executableTarget(
      name: "darkroom-benchmarks",
      dependencies: [
        "CReference", .product(name: "Simulator", package: "Darkroom"),
        .product(name: "Workloads", package: "Darkroom"), .product(name: "SystemModel", package: "Darkroom"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
      ],
      // valgrind 3.19 gives up on the debug information of this compiler.
      linkerSettings: [.unsafeFlags(["-Xlinker", "--strip-debug"], .when(configuration: .release))]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
