import Simulator

/// A question to every request of one operation: how long had it taken without its time in these cells of its ledger?
///
/// Nothing else is thought to change: no queue gets shorter, no other branch of a fork becomes the critical one.
public struct WhatIf: Sendable, Equatable {
  public struct Cell: Sendable, Equatable {
    public var component: Component
    public var kind: TimeKind

    public init(_ component: Component, _ kind: TimeKind) {
      self.component = component
      self.kind = kind
    }
  }

  public var operation: Operation
  /// What is taken away, by question.
  public var removed: [[Cell]]

  public init(_ operation: Operation, removed: [[Cell]]) {
    self.operation = operation
    self.removed = removed
  }
}

/// The latencies that remain, by question.
struct WhatIfRecorder {
  private let removed: [[Bool]]
  private(set) var remaining: [LatencyHistogram]

  init(_ questions: WhatIf) {
    removed = questions.removed.map { cells in
      var marks = [Bool](repeating: false, count: OperationRecorder.cells)
      for cell in cells {
        marks[OperationRecorder.cell(cell.component.rawValue, cell.kind)] = true
      }
      return marks
    }
    remaining = removed.map { _ in LatencyHistogram() }
  }

  mutating func record(_ latency: SimDuration, _ entries: [UInt64]) {
    for question in removed.indices {
      let gone = entries.reduce(Int64(0)) { sum, packed in
        let entry = LedgerEntry(packed: packed)
        return removed[question][OperationRecorder.cell(entry)] ? sum + entry.nanoseconds : sum
      }
      remaining[question].record(latency - SimDuration(nanoseconds: gone))
    }
  }
}
