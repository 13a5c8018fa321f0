import Reports
import Simulator

/// Many comparisons of the same two variants on draws of their own: how often is there a false alarm, how often is a
/// planted change found?
public struct ComparisonTrials: Sendable {
  public var trials: Int
  /// Pairs of each comparison.
  public var replications: Int
  /// B's draws are not A's; for comparisons of a variant with itself, which would find nothing otherwise.
  public var isDisjoint: Bool
  public var comparison: MetricComparison

  public init(trials: Int, replications: Int, isDisjoint: Bool, comparison: MetricComparison) {
    self.trials = trials
    self.replications = replications
    self.isDisjoint = isDisjoint
    self.comparison = comparison
  }

  /// All replications that the trials need: trial by trial, A's before B's.
  public func jobs(_ a: Int, _ b: Int) -> [(variant: Int, replication: Int)] {
    (0..<trials).flatMap { trial -> [(variant: Int, replication: Int)] in
      let first = trial * replications
      let other = isDisjoint ? first + trials * replications : first
      return (first..<first + replications).map { (a, $0) } + (other..<other + replications).map { (b, $0) }
    }
  }

  public func outcome(_ table: ReplicationTable) -> ComparisonTrialsOutcome {
    var outcome = ComparisonTrialsOutcome(trials: trials, replications: replications)
    for trial in 0..<trials {
      let start = trial * 2 * replications
      let a = Array(table.entries[start..<start + replications]).values
      let b = Array(table.entries[start + replications..<start + 2 * replications]).values
      outcome.add(comparison.differences(a, b))
    }
    return outcome
  }
}

/// What many comparisons found.
public struct ComparisonTrialsOutcome: Sendable {
  public let trials: Int
  public let replications: Int
  /// Comparisons with an alarm of any metric.
  public private(set) var withAlarm = 0
  /// Metrics that were tested in a comparison, on average over the trials.
  public var meanTested: Double { Double(tested) / Double(max(1, trials)) }
  private var tested = 0
  /// Alarms by metric, in the order of first alarm.
  public private(set) var byMetric: [(metric: String, worse: Int, all: Int)] = []

  public init(trials: Int, replications: Int) {
    self.trials = trials
    self.replications = replications
  }

  mutating func add(_ differences: [MetricDifference]) {
    tested += differences.count { $0.pValue != nil }
    let alarms = differences.filter { $0.verdict.isAlarm }
    if !alarms.isEmpty { withAlarm += 1 }
    for alarm in alarms {
      let worse = alarm.verdict == .worse ? 1 : 0
      if let known = byMetric.firstIndex(where: { $0.metric == alarm.metric }) {
        byMetric[known].worse += worse
        byMetric[known].all += 1
      } else {
        byMetric.append((alarm.metric, worse, 1))
      }
    }
  }

  public func alarms(of metric: String) -> (worse: Int, all: Int) {
    byMetric.first { $0.metric == metric }.map { ($0.worse, $0.all) } ?? (0, 0)
  }
}
