/// One key of the scenario that the variants of a run set differently.
public struct ScenarioChange: Sendable, Equatable {
  /// Such as `system.counters.mode`.
  public var key: String
  /// One text per variant, in the order of the result.
  public var values: [String]

  public init(key: String, values: [String]) {
    self.key = key
    self.values = values
  }
}
