import Scenarios
import Simulator
import SystemModel

/// Runs the variants of a scenario on the platform.
public struct PlatformRunner: VariantRunner {
  public var variants: [ScenarioVariant]
  /// Threads that run the regions of one replication; changes speed only.
  public var regionThreads: Int

  public init(_ variants: [ScenarioVariant], regionThreads: Int = 1) {
    self.variants = variants
    self.regionThreads = regionThreads
  }

  public func run(variant: Int, replication: Int, progress: (SimTime, UInt64) -> Bool) throws -> RunMeasurements {
    let run = platform(variant, replication)
    run.prepare()
    _ = progress(.zero, 0)
    run.run { progress($0, run.executedEvents) }
    return run.measurements()
  }

  func platform(_ variant: Int, _ replication: Int) -> PlatformRun {
    PlatformRun(
      variants[variant].platformInputs, seed: UInt64(variants[variant].parameters.run.seed),
      replication: UInt64(replication), threads: regionThreads)
  }
}
