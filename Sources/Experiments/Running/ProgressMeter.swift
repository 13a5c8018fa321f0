import Reports
import Simulator

/// How far an experiment is, over all variants and replications; times of the wall come from outside.
public struct ProgressMeter: Sendable {
  private let names: [String]
  private var replications: Int
  private let simulatedTimes: [SimDuration]
  private var reached: [[SimDuration]]
  private var events: [[UInt64]]
  private var current = 0

  public init(_ experiment: Experiment) {
    names = experiment.variants.map(\.name)
    replications = experiment.replications
    simulatedTimes = experiment.variants.map(\.simulatedTime)
    reached = Array(repeating: Array(repeating: .zero, count: experiment.maxReplications), count: names.count)
    events = Array(repeating: Array(repeating: 0, count: experiment.maxReplications), count: names.count)
  }

  public mutating func update(_ progress: RunProgress) {
    replications = max(replications, progress.planned)
    reached[progress.variant][progress.replication] =
      progress.isFinished ? simulatedTimes[progress.variant] : progress.simulated - SimTime.zero
    events[progress.variant][progress.replication] = progress.executedEvents
    current = progress.variant
  }

  /// Simulated time reached, of all that is asked, 0…1.
  public var share: Double {
    let whole = simulatedTimes.reduce(0) { $0 + $1.seconds } * Double(replications)
    return whole == 0 ? 0 : min(1, simulatedSeconds / whole)
  }

  public var simulatedSeconds: Double { reached.joined().reduce(0) { $0 + $1.seconds } }

  public var executedEvents: UInt64 { events.joined().reduce(0, +) }

  /// `direct [########------------]  41 %  1.9 M events/s  12 s left`, for a run that is `wallSeconds` old.
  public func line(wallSeconds: Double) -> String {
    let filled = Int((share * 20).rounded(.down))
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: 20 - filled)
    var parts = ["\(names[current]) [\(bar)]"]
    if share == 0 { return parts[0] + "  preparing" }
    parts.append("\(Int(share * 100)) %")
    if wallSeconds > 0.5 {
      parts.append(Readable.count(Double(executedEvents) / wallSeconds) + " events/s")
      parts.append(Readable.seconds((wallSeconds * (1 - share) / share).rounded()) + " left")
    }
    return parts.joined(separator: "  ")
  }

  /// One line for a finished replication, where nothing may be animated.
  public func line(finished progress: RunProgress) -> String {
    let events = Readable.count(Double(progress.executedEvents))
    return "\(names[progress.variant]): replication \(progress.replication + 1) of \(replications), \(events) events"
  }
}
