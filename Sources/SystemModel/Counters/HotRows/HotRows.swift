import Simulator
import Workloads

/// The rows of a region on which writers waited longest: who, how long, when, and who wrote.
///
/// A sketch of fixed size (`SpaceSaving`): exact as long as no more rows were contended than it holds, which a report says.
struct HotRows: ~Copyable {
  static let mostRows = 1_024
  /// Waits are counted by their length: none, below 2¹⁷ ns (131 µs), and from then on doubling up to 34 s and more.
  static let waitBuckets = 20

  /// What is known of one row since it was first waited for.
  struct Row {
    var counter: CounterID
    var shard: UInt32
    var updates: Int64 = 0
    var waits: Int64 = 0
    var longestWait = SimDuration.zero
    var longestLine = 0
    var busyTime = SimDuration.zero
    /// Updates by the region that sent them.
    var writers = InlineArray<8, Int64>(repeating: 0)
  }

  private var sketch = SpaceSaving(capacity: mostRows)
  private(set) var rows: [Row] = []
  /// Lock wait that ended in each interval, in nanoseconds, by row and interval.
  private var waitSums: [Int64] = []
  /// The longest line that was seen in each interval, by row and interval.
  private var lines: [Int32] = []
  /// Waits by row, interval and length.
  private var heat: [UInt32] = []
  private let start: SimTime
  private let span: SimDuration
  let intervals: Int
  /// Waits and holds count from here on.
  private var clearedAt = SimTime.zero

  init(start: SimTime, measured: SimDuration, intervals: Int) {
    self.start = start
    self.intervals = intervals
    span = SimDuration(nanoseconds: max(1, measured.nanoseconds / Int64(intervals)))
  }

  var isExact: Bool { sketch.isExact }

  static func bucket(of wait: SimDuration) -> Int {
    let doubling = 63 - max(wait.nanoseconds, 1).leadingZeroBitCount
    return min(max(doubling - 16, 0), waitBuckets - 1)
  }

  /// Upper edges of the buckets; the last has none.
  static var edges: [SimDuration] { (0..<waitBuckets - 1).map { SimDuration(nanoseconds: 1 << ($0 + 17)) } }

  private func interval(_ now: SimTime) -> Int {
    min(max(Int((now - start).nanoseconds / span.nanoseconds), 0), intervals - 1)
  }

  /// A writer's wait is over, by a grant or a time-out; `line` writers waited, it included.
  mutating func waited(_ delta: CounterDelta, since askedAt: SimTime, line: Int, at now: SimTime) {
    let wait = now - max(askedAt, clearedAt)
    let (slot, change) = sketch.add(delta.row, weight: wait.nanoseconds)
    if change == .new {
      rows.append(Row(counter: delta.counter, shard: delta.shard))
      waitSums.append(contentsOf: repeatElement(0, count: intervals))
      lines.append(contentsOf: repeatElement(0, count: intervals))
      heat.append(contentsOf: repeatElement(0, count: intervals * Self.waitBuckets))
    } else if change == .replaced {
      forget(slot, delta)
    }
    rows[slot].waits += 1
    rows[slot].longestWait = max(rows[slot].longestWait, wait)
    rows[slot].longestLine = max(rows[slot].longestLine, line)
    let column = slot * intervals + interval(now)
    waitSums[column] += wait.nanoseconds
    lines[column] = max(lines[column], Int32(clamping: line))
    heat[column * Self.waitBuckets + Self.bucket(of: wait)] += 1
  }

  /// A writer has let go of the row.
  mutating func released(_ row: UInt64, since grantedAt: SimTime, at now: SimTime) {
    guard let slot = sketch.find(row) else { return }
    rows[slot].busyTime += now - max(grantedAt, clearedAt)
  }

  /// A change has been written into the row.
  mutating func updated(_ delta: CounterDelta) {
    guard let slot = sketch.find(delta.row) else { return }
    rows[slot].updates += 1
    rows[slot].writers[Int(delta.returnRegion)] += 1
  }

  private mutating func forget(_ slot: Int, _ delta: CounterDelta) {
    rows[slot] = Row(counter: delta.counter, shard: delta.shard)
    for column in slot * intervals..<(slot + 1) * intervals {
      waitSums[column] = 0
      lines[column] = 0
    }
    let cells = intervals * Self.waitBuckets
    for cell in slot * cells..<(slot + 1) * cells { heat[cell] = 0 }
  }

  /// The warm-up event.
  mutating func clear(at now: SimTime) {
    clearedAt = now
    sketch.removeAll()
    rows.removeAll(keepingCapacity: true)
    waitSums.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    heat.removeAll(keepingCapacity: true)
  }

  /// Slots of the rows with the longest total wait.
  func hottest(_ count: Int) -> [Int] { sketch.heaviest(count) }

  func entry(_ slot: Int) -> SpaceSaving.Entry { sketch.entries[slot] }

  func waitByInterval(_ slot: Int) -> [SimDuration] {
    waitSums[slot * intervals..<(slot + 1) * intervals].map { SimDuration(nanoseconds: $0) }
  }

  func linesByInterval(_ slot: Int) -> [Int] { lines[slot * intervals..<(slot + 1) * intervals].map { Int($0) } }

  /// Waits by interval, then by length.
  func heat(_ slot: Int) -> [[Int64]] {
    (0..<intervals).map { interval in
      let first = (slot * intervals + interval) * Self.waitBuckets
      return heat[first..<first + Self.waitBuckets].map { Int64($0) }
    }
  }
}
