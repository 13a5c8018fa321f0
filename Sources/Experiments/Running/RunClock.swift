import Simulator

/// How fast an experiment ran, told apart by what it did: preparing the world, warming up, measuring. Times of the wall come
/// from outside, in seconds; sums are over variants and replications.
public struct RunClock: Sendable {
  private struct Marks {
    var startedAt = 0.0
    var preparedAt: Double?
    var warmAt: Double?
    var lastAt = 0.0
    var warmTime = SimTime.zero
    var lastTime = SimTime.zero
    var isStarted = false
  }

  private let warmUps: [SimDuration]
  private var marks: [[Marks]]

  public init(_ experiment: Experiment) {
    warmUps = experiment.variants.map(\.warmUp)
    marks = Array(
      repeating: Array(repeating: Marks(), count: experiment.maxReplications), count: experiment.variants.count)
  }

  /// A run tells of itself when it starts, when it is prepared (both at time zero), and after each window.
  public mutating func update(_ progress: RunProgress, at wall: Double) {
    var own = marks[progress.variant][progress.replication]
    defer { marks[progress.variant][progress.replication] = own }
    if !own.isStarted {
      own.isStarted = true
      (own.startedAt, own.lastAt) = (wall, wall)
      return
    }
    if own.preparedAt == nil { own.preparedAt = wall }
    if progress.simulated > own.lastTime || own.lastTime == .zero {
      (own.lastTime, own.lastAt) = (progress.simulated, wall)
    }
    if own.warmAt == nil && progress.simulated >= .zero + warmUps[progress.variant] {
      (own.warmTime, own.warmAt) = (progress.simulated, wall)
    }
  }

  /// Wall seconds before the first event.
  public var preparationSeconds: Double { sum { ($0.preparedAt ?? $0.lastAt) - $0.startedAt } }

  /// Wall seconds of the simulated warm-up.
  public var warmUpSeconds: Double { sum { ($0.warmAt ?? $0.lastAt) - ($0.preparedAt ?? $0.lastAt) } }

  /// Wall seconds after the warm-up.
  public var measuringSeconds: Double { sum { $0.lastAt - ($0.warmAt ?? $0.lastAt) } }

  /// Simulated seconds after the warm-up.
  public var measuredSeconds: Double { sum { $0.warmAt == nil ? 0 : ($0.lastTime - $0.warmTime).seconds } }

  /// Simulated seconds per wall second, after the warm-up; 0 when nothing was measured.
  public var realTimeFactor: Double { measuringSeconds > 0 ? measuredSeconds / measuringSeconds : 0 }

  private func sum(_ part: (Marks) -> Double) -> Double {
    marks.joined().reduce(0) { $0 + ($1.isStarted ? part($1) : 0) }
  }
}
