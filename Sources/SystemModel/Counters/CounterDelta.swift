import Simulator
import Workloads

/// A change of one counter on its way to it: one increment, or all that a buffer shard gathered.
struct CounterDelta: Sendable {
  var counter: CounterID
  /// Net: increments less decrements.
  var amount: Int64
  /// Increments and decrements together.
  var changes: Int64
  /// When the first of these increments was accepted.
  var oldestAt: SimTime
  var identity: UInt64
  /// Who did it; of a flush, the first of those who did.
  var user: UserID
  /// Which of the counter's rows it is for.
  var shard: UInt32 = 0
  /// Whoever waits is answered there; nobody waits when `returnSlot` is .max.
  var returnRegion: UInt16
  var returnSlot: UInt32
  /// False when the change was given up: by a time-out, or after too many conflicts.
  var isCommitted = true
  var storeService = SimDuration.zero
  var storeQueueing = SimDuration.zero
  var lockWait = SimDuration.zero
  var rowHold = SimDuration.zero
  var backOff = SimDuration.zero

  var row: UInt64 { counter.row(shard) }
  var isAwaited: Bool { returnSlot != .max }
}

/// Changes by kind of counter, and their sum.
struct KindTotals: Sendable, Equatable {
  private var values = InlineArray<5, Int64>(repeating: 0)
  private(set) var total: Int64 = 0

  subscript(_ kind: CounterKind) -> Int64 { values[Int(kind.rawValue)] }

  mutating func add(_ amount: Int64, _ kind: CounterKind) {
    values[Int(kind.rawValue)] += amount
    total += amount
  }

  mutating func add(_ other: KindTotals) {
    for kind in CounterKind.allCases { add(other[kind], kind) }
  }

  static func == (a: KindTotals, b: KindTotals) -> Bool {
    CounterKind.allCases.allSatisfy { a[$0] == b[$0] }
  }
}
