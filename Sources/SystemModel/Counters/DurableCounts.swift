import Simulator

/// Committed counts, by row.
struct DurableCounts: ~Copyable {
  private var index: FlatMap
  private var counts: [Int64] = []
  private(set) var totals = KindTotals()
  /// Commits that left a row below zero; zero or a bug.
  private(set) var negativeRows: Int64 = 0

  init(reserving rows: Int) { index = FlatMap(reserving: rows) }

  @inline(__always) func prefetch(_ row: UInt64) { index.prefetch(row) }

  mutating func add(_ amount: Int64, to row: UInt64, _ kind: CounterKind) {
    let place = index.findOrInsert(row, UInt32(counts.count))
    if place.isNew { counts.append(0) }
    counts[Int(place.value)] += amount
    if counts[Int(place.value)] < 0 { negativeRows += 1 }
    totals.add(amount, kind)
  }

  func value(_ row: UInt64) -> Int64 { index.find(row).map { counts[Int($0)] } ?? 0 }

  var rowCount: Int { counts.count }

  /// Sum over the rows themselves, for the invariant.
  var sumOverRows: Int64 { counts.reduce(0, +) }
}
