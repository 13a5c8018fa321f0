import Reports

/// Something that one does about a hot row, as settings of the kind of counter that the row belongs to.
public enum Remedy: String, Sendable, CaseIterable {
  case buffered, sharded, merged, appended, regional, optimistic, fifo, grouped

  /// What one does.
  public var title: String {
    switch self {
    case .buffered: "buffering"
    case .sharded: "sharding the counter over \(Self.shards) rows"
    case .merged: "merging changes in the engine"
    case .appended: "appending and compacting"
    case .regional: "counting by region"
    case .optimistic: "optimistic retry"
    case .fifo: "first-come order"
    case .grouped: "grouped commit"
    }
  }

  private static let shards = 16

  /// `key=value`, as for `--set`.
  public func settings(for kind: CountedKind) -> [String] {
    let mode = kind == .likes ? "system.counters.mode" : "system.counters.\(kind.rawValue)"
    switch self {
    case .buffered, .merged, .appended, .regional, .optimistic: return ["\(mode)=\(rawValue)"]
    case .sharded: return ["\(mode)=\(rawValue)", "system.counters.shards=\(Self.shards)"]
    case .fifo: return ["system.counters.handOver=fifo"]
    case .grouped: return ["system.counters.commit=grouped"]
    }
  }

  func described(for kind: CountedKind) -> RemedyEffect.Remedy {
    RemedyEffect.Remedy(name: rawValue, title: title, settings: settings(for: kind))
  }
}
