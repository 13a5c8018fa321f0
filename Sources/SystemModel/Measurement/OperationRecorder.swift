import Simulator

/// Latency and ledgers of one operation in one region.
///
/// Ledgers are summed by latency bucket (eight to the octave), so that the tail's make-up can be told for any percentile
/// once the run is over.
struct OperationRecorder {
  static let bucketsPerOctave = 8
  static let bucketCount = 44 * bucketsPerOctave
  static let kinds = TimeKind.allCases.count
  static let cells = Component.allCases.count * kinds
  static let noColumn = UInt8.max
  private static let foldedAhead = 6
  /// Words of a note before its ledger entries: latency, number of entries, start, straggling.
  private static let noteHead = 4

  private(set) var batches: [LatencyHistogram] = []
  /// The batch that is not over; its samples count, but it makes no interval.
  private(set) var current = LatencyHistogram()
  private(set) var counts = [Int64](repeating: 0, count: bucketCount)
  /// Nanoseconds by which slowest branches lagged median ones, by bucket.
  private(set) var straggling = [Int64](repeating: 0, count: bucketCount)
  /// Sums by bucket and column. A (component, kind) gets a column when it first occurs, so that a request touches one or
  /// two lines of memory.
  private(set) var ledgers: [Int64] = []
  private(set) var columns = 0
  private(set) var exemplars = ExemplarKeeper()
  /// Nil unless something is asked of this operation.
  var whatIf: WhatIfRecorder?
  /// Samples that are not counted yet: latency, number of ledger entries, start, straggling, packed entries.
  private var notes = InlineArray<256, UInt64>(repeating: 0)
  private var notedWords = 0
  private(set) var columnOfCell = [UInt8](repeating: noColumn, count: cells)

  /// Notes a sample; `fold` counts it later, with others.
  mutating func record<let pairs: Int>(
    _ latency: SimDuration, from startedAt: SimTime, straggling: SimDuration = .zero,
    _ ledger: inout BoundedLedger<pairs>
  ) {
    if notedWords + pairs + Self.noteHead > notes.count { fold() }
    let count = ledger.count
    notes[notedWords] = UInt64(bitPattern: latency.nanoseconds)
    notes[notedWords &+ 1] = UInt64(truncatingIfNeeded: count)
    notes[notedWords &+ 2] = UInt64(bitPattern: startedAt.nanoseconds)
    notes[notedWords &+ 3] = UInt64(bitPattern: straggling.nanoseconds)
    for index in 0..<count { notes[notedWords &+ Self.noteHead &+ index] = ledger.packedEntry(index) }
    notedWords &+= Self.noteHead &+ count
  }

  /// Counts the samples noted so far; needed before anything is read. The lines of memory of one sample are asked for
  /// while the samples before it are counted.
  mutating func fold() {
    var (ahead, next) = (0, 0)
    for _ in 0..<Self.foldedAhead where ahead < notedWords { ahead = prefetchNote(at: ahead) }
    while next < notedWords {
      if ahead < notedWords { ahead = prefetchNote(at: ahead) }
      next = countNote(at: next)
    }
    notedWords = 0
  }

  private mutating func prefetchNote(at place: Int) -> Int {
    let latency = SimDuration(nanoseconds: Int64(bitPattern: notes[place]))
    current.prefetch(latency)
    let row = Self.bucket(of: latency) &* columns
    ledgers.withUnsafeBufferPointer { ledgers in
      for column in stride(from: 0, to: columns, by: 8) { LargeMemory.prefetch(ledgers.baseAddress! + row + column) }
    }
    return place &+ Self.noteHead &+ Int(truncatingIfNeeded: notes[place &+ 1])
  }

  private mutating func countNote(at place: Int) -> Int {
    let latency = SimDuration(nanoseconds: Int64(bitPattern: notes[place]))
    let end = place &+ Self.noteHead &+ Int(truncatingIfNeeded: notes[place &+ 1])
    current.record(latency)
    let bucket = Self.bucket(of: latency)
    counts[bucket] += 1
    let straggling = Int64(bitPattern: notes[place &+ 3])
    if straggling > 0 { self.straggling[bucket] += straggling }
    if latency > exemplars.slowestFloor { exemplars.keepSlow(kept(at: place, until: end)) }
    if counts[bucket] & (counts[bucket] &- 1) == 0 { exemplars.keepSample(kept(at: place, until: end), in: bucket) }
    if whatIf != nil { whatIf!.record(latency, (place + Self.noteHead..<end).map { notes[$0] }) }
    for index in place &+ Self.noteHead..<end {
      let entry = LedgerEntry(packed: notes[index])
      let cell = Self.cell(entry)
      if columnOfCell[cell] == Self.noColumn { addColumn(cell) }
      ledgers[bucket &* columns &+ Int(columnOfCell[cell])] += entry.nanoseconds
    }
    return end
  }

  @inline(never) private func kept(at place: Int, until end: Int) -> ExemplarKeeper.Kept {
    ExemplarKeeper.Kept(
      startedAt: SimTime(nanoseconds: Int64(bitPattern: notes[place + 2])),
      latency: SimDuration(nanoseconds: Int64(bitPattern: notes[place])),
      entries: (place + Self.noteHead..<end).map { notes[$0] })
  }

  /// The index of an entry's (component, kind).
  @inline(__always) static func cell(_ entry: LedgerEntry) -> Int { cell(entry.component, entry.kind) }

  @inline(__always) static func cell(_ component: UInt8, _ kind: TimeKind) -> Int {
    Int(component) &* kinds &+ Int(kind.rawValue)
  }

  /// Gives a cell the next column; eight more columns at a time, a line of memory.
  private mutating func addColumn(_ cell: Int) {
    let used = columnOfCell.count { $0 != Self.noColumn }
    columnOfCell[cell] = UInt8(used)
    if used < columns { return }
    var wider = [Int64](repeating: 0, count: Self.bucketCount * (columns + 8))
    for bucket in 0..<Self.bucketCount {
      for column in 0..<columns { wider[bucket * (columns + 8) + column] = ledgers[bucket * columns + column] }
    }
    ledgers = wider
    columns += 8
  }

  /// Requests recorded since the warm-up.
  var count: Int64 { batches.reduce(current.count) { $0 + $1.count } }

  mutating func endBatch() {
    fold()
    batches.append(current)
    current = LatencyHistogram()
  }

  /// Bucket by the leading bits of the latency in nanoseconds.
  static func bucket(of latency: SimDuration) -> Int {
    let value = max(UInt64(bitPattern: latency.nanoseconds), UInt64(bucketsPerOctave))
    let octave = 63 - value.leadingZeroBitCount
    let step = Int(value >> (octave - 3)) & (bucketsPerOctave - 1)
    return min(octave * bucketsPerOctave + step - 3 * bucketsPerOctave, bucketCount - 1)
  }

  /// Adds this region's ledger sums to `shares` (component × kind) for requests in the bucket of `floor` and slower.
  func addLedger(atLeast floor: SimDuration, into shares: inout [Int64]) -> Int64 {
    var requests: Int64 = 0
    for bucket in Self.bucket(of: floor)..<Self.bucketCount where counts[bucket] > 0 {
      requests += counts[bucket]
      for cell in 0..<Self.cells where columnOfCell[cell] != Self.noColumn {
        shares[cell] += ledgers[bucket * columns + Int(columnOfCell[cell])]
      }
    }
    return requests
  }

  static var emptyShares: [Int64] { [Int64](repeating: 0, count: cells) }

  static func named(_ shares: [Int64]) -> [LedgerShare] {
    var named: [LedgerShare] = []
    for component in Component.allCases {
      for kind in TimeKind.allCases {
        let sum = shares[Int(component.rawValue) * kinds + Int(kind.rawValue)]
        if sum > 0 { named.append(LedgerShare(component: component.name, kind: kind, nanoseconds: sum)) }
      }
    }
    return named.sorted { $0.nanoseconds > $1.nanoseconds }
  }
}
