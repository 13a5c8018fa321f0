import Simulator

/// Runs one replication of one variant. Implementations hold the scenario and the platform; calls may be concurrent.
public protocol VariantRunner: Sendable {
  /// `variant` and `replication` count from 0. `progress` is called before the first event and after each window with simulated time
  /// (warm-up included) and executed events; when it returns false the run ends there and says what it measured.
  func run(variant: Int, replication: Int, progress: (SimTime, UInt64) -> Bool) throws -> RunMeasurements
}
