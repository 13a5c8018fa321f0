import Reports
import Simulator

/// What each job of an experiment left; jobs are handed out replication by replication, round all variants.
struct RunTable: Sendable {
  struct Entry: Sendable {
    var measurements: RunMeasurements
    var stopped: StopReason?
  }

  /// By variant, then by replication.
  private(set) var entries: [[Entry?]]
  private(set) var stopped: StopReason?
  private(set) var error: (any Error)?
  private var handedOut = 0
  private var jobs: Int

  init(variants: Int, replications: Int) {
    entries = Array(repeating: Array(repeating: nil, count: replications), count: variants)
    jobs = variants * replications
  }

  var replications: Int { entries[0].count }

  /// Makes room for more replications.
  mutating func grow(to replications: Int) {
    for variant in entries.indices {
      entries[variant] += Array(repeating: nil, count: replications - entries[variant].count)
    }
    jobs = entries.count * replications
  }

  mutating func next() -> Int? {
    let isFirstRound = handedOut < entries.count
    let goesOn = stopped == nil || stopped == .wallLimit && isFirstRound
    guard goesOn, error == nil, handedOut < jobs else { return nil }
    defer { handedOut += 1 }
    return handedOut
  }

  mutating func store(_ outcome: Result<Entry, any Error>, _ variant: Int, _ replication: Int) {
    switch outcome {
    case .success(let entry):
      entries[variant][replication] = entry
      if let reason = entry.stopped { stop(reason) }
    case .failure(let failure): error = error ?? failure
    }
  }

  mutating func stop(_ reason: StopReason) { if stopped != .interrupted { stopped = reason } }

  /// By variant: the first replications, without a gap, that ended by themselves in every variant; those cut short only when there is nothing else.
  var measured: [[RunMeasurements]] {
    let full = (0..<replications).prefix { replication in
      entries.allSatisfy { $0[replication]?.stopped == nil && $0[replication] != nil }
    }
    let kept = entries.map { entries in
      full.isEmpty ? entries.compactMap { $0 }.prefix(1).map(\.measurements) : full.map { entries[$0]!.measurements }
    }
    return kept.map { runs in runs.filter { $0.measured > .zero } }
  }
}
