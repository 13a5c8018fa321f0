import Testing

@testable import Simulator

/// The three expiry indices against a list that is searched from end to end, and against each other.
@Suite struct TimersTests {
  #if DEBUG
    static let seeds = 0..<60 as Range<UInt64>
  #else
    static let seeds = 0..<600 as Range<UInt64>
  #endif

  @Test func everyIndexEqualsAShadowOverManySeeds() {
    for seed in Self.seeds {
      let granularity = SimDuration(nanoseconds: [1, 7, 1_000, 250_000, 1_000_000_000][Int(seed % 5)])
      var wheel = TimingWheel(granularity: granularity)
      let byWheel = wheel.drive(seed: seed)
      var buckets = ExpiryBuckets(granularity: granularity)
      let byBuckets = buckets.drive(seed: seed)
      var tree = OrderedExpiryIndex()
      let byTree = tree.drive(seed: seed)
      var compacted = CompactedTree()
      let byCompacted = compacted.drive(seed: seed)
      // Of a partial batch each takes its own choice among equals.
      if seed.isMultiple(of: 2) { continue }
      #expect(byWheel == byBuckets && byTree == byCompacted, "seed \(seed)")
      if granularity.nanoseconds == 1 { #expect(byWheel == byTree, "seed \(seed)") }
    }
  }

  /// Batches follow the multiples of the granularity, and the tree's the instants themselves.
  @Test func batchesComeInOrder() {
    for seed in 0..<4 as Range<UInt64> {
      var wheel = TimingWheel(granularity: .seconds(1))
      var buckets = ExpiryBuckets(granularity: .hours(1))
      var tree = OrderedExpiryIndex()
      for ticks in [wheel.order(seed: seed), buckets.order(seed: seed), tree.order(seed: seed)] {
        #expect(ticks.count == 5_000 && ticks == ticks.sorted(), "seed \(seed)")
      }
    }
  }

  /// A day of entries with one time to live passes through all levels; rising instants fill a tree's leaves.
  @Test func manyEntriesPassThrough() {
    var wheel = TimingWheel(granularity: .seconds(1))
    var buckets = ExpiryBuckets(granularity: .hours(1))
    var tree = OrderedExpiryIndex()
    let entries = (0..<200_000 as Range<UInt64>).map {
      ExpiryEntry(due: SimTime(nanoseconds: Int64($0) * 432_000_000 + 1), key: $0)
    }
    for entry in entries {
      _ = wheel.insert(entry)
      _ = buckets.insert(entry)
      _ = tree.insert(entry)
    }
    let bytes = [wheel.bytes, buckets.bytes, tree.bytes].map { Double($0) / 200_000 }
    #expect(bytes[0] < 30 && bytes[1] < 19 && bytes[2] < 20, "bytes per entry \(bytes)")
    var sums = [0, 0, 0]
    for hour in 1...25 as ClosedRange<Int64> {
      let now = SimTime.zero + .hours(hour)
      sums[0] += wheel.takeAll(upTo: now, room: 1_000).count
      sums[1] += buckets.takeAll(upTo: now, room: 1_000).count
      sums[2] += tree.takeAll(upTo: now, room: 1_000).count
      #expect(Set(sums).count == 1, "hour \(hour): \(sums)")
    }
    #expect(sums[0] == 200_000)
    wheel.checkInvariants()
    buckets.checkInvariants()
    tree.checkInvariants()
  }

  /// A scan steps over every tombstone to its left, until compaction.
  @Test func tombstonesCostUntilCompaction() {
    var tree = OrderedExpiryIndex()
    for key in 0..<1_000 as Range<UInt64> {
      _ = tree.insert(ExpiryEntry(due: SimTime(nanoseconds: Int64(key)), key: key))
    }
    var costs: [Int64] = []
    for _ in 0..<5 { costs.append(tree.stepsOfScan()) }
    #expect(costs == [0, 100, 200, 300, 400])
    let tombstones = tree.tombstones
    #expect(tombstones == 500)
    tree.compact()
    tree.checkInvariants()
    let after = tree.stepsOfScan()
    #expect(after == 0)
  }
}

extension ExpiryIndex where Self: ~Copyable {
  /// Takes everything that is due at `now`, in batches of `room`.
  fileprivate mutating func takeAll(upTo now: SimTime, room: Int) -> [ExpiryEntry] {
    let batch = UnsafeMutableBufferPointer<ExpiryEntry>.allocate(capacity: room)
    var all: [ExpiryEntry] = []
    var taken = room
    while taken > 0 {
      taken = expire(upTo: now, into: batch)
      all += batch[0..<taken]
    }
    batch.deallocate()
    return all
  }

  /// When an entry comes due: the first multiple of the granularity at or after its instant.
  fileprivate func comesDue(_ entry: ExpiryEntry) -> Int64 {
    let (instant, tick) = (max(entry.due.nanoseconds, 0), granularity.nanoseconds)
    return (instant + tick - 1) / tick * tick
  }

  /// In which order random entries of 25 hours come due.
  fileprivate mutating func order(seed: UInt64) -> [Int64] {
    let draws = Draws(seed: seed, replication: 6)
    for key in 0..<5_000 as Range<UInt64> {
      let due = SimTime(nanoseconds: Int64(draws.index(90_000_000_000_000, key)))
      _ = insert(ExpiryEntry(due: due, key: key))
    }
    var ticks: [Int64] = []
    for entry in takeAll(upTo: .zero + .days(2), room: 100) { ticks.append(comesDue(entry)) }
    return ticks
  }

  /// Random insertions (some late, some years away), cancellations (some of what is gone) and expiries (some partial).
  fileprivate mutating func drive(seed: UInt64) -> [[ExpiryEntry]] {
    let draws = Draws(seed: seed, replication: 5)
    var shadow: [(entry: ExpiryEntry, ticket: UInt64)] = []
    var gone: [(entry: ExpiryEntry, ticket: UInt64)] = []
    var now = SimTime.zero
    var drained: [[ExpiryEntry]] = []
    for step in 0..<250 as Range<UInt64> {
      switch draws.index(10, step) {
      case 0..<6:
        let span = [1_000, 100_000, 10_000_000, 3_000_000_000][Int(draws.index(4, step, 1))] as Int64
        let life = Int64(draws.index(UInt64(span), step, 2)) - span / 10
        let entry = ExpiryEntry(due: now + SimDuration(nanoseconds: life), key: step << 8 | draws.index(256, step, 3))
        shadow.append((entry, insert(entry)))
      case 6:
        if shadow.isEmpty { continue }
        let victim = shadow.remove(at: Int(draws.index(UInt64(shadow.count), step, 4)))
        let isThere = cancel(victim.entry, ticket: victim.ticket)
        #expect(isThere, "seed \(seed), step \(step): \(victim.entry) cannot be cancelled")
        gone.append(victim)
      case 7:
        if gone.isEmpty { continue }
        let victim = gone[Int(draws.index(UInt64(gone.count), step, 5))]
        let isThere = cancel(victim.entry, ticket: victim.ticket)
        #expect(!isThere, "seed \(seed), step \(step): \(victim.entry) is cancelled twice")
      default:
        now =
          now + SimDuration(nanoseconds: Int64(draws.index([2_000, 500_000, 4_000_000_000][Int(step % 3)], step, 6)))
        let isPartial = seed.isMultiple(of: 2) && draws.index(3, step, 7) == 0
        let room = 1 + Int(draws.index(20, step, 8))
        let due = shadow.filter { comesDue($0.entry) <= now.nanoseconds }
        let taken: [ExpiryEntry]
        if isPartial {
          let batch = UnsafeMutableBufferPointer<ExpiryEntry>.allocate(capacity: room)
          let count = expire(upTo: now, into: batch)
          taken = Array(batch[0..<count])
          batch.deallocate()
          #expect(taken.count == min(room, due.count), "seed \(seed), step \(step): a partial batch")
        } else {
          taken = takeAll(upTo: now, room: room)
          #expect(taken.count == due.count, "seed \(seed), step \(step): what is due")
          drained.append(taken.sorted())
        }
        for entry in taken {
          guard let place = shadow.firstIndex(where: { $0.entry == entry }) else {
            Issue.record("seed \(seed), step \(step): \(entry) was not there")
            continue
          }
          #expect(comesDue(entry) <= now.nanoseconds, "seed \(seed), step \(step): \(entry) is early")
          gone.append(shadow.remove(at: place))
        }
      }
      let count = count
      #expect(count == shadow.count, "seed \(seed), step \(step)")
      if step % 16 == 0 { checkInvariants() }
    }
    let rest = takeAll(upTo: now + .days(400), room: 64).sorted()
    #expect(rest == shadow.map(\.entry).sorted(), "seed \(seed): the rest")
    checkInvariants()
    return drained
  }
}

/// A tree that is compacted before each search.
private struct CompactedTree: ExpiryIndex, ~Copyable {
  var tree = OrderedExpiryIndex()
  var granularity: SimDuration { tree.granularity }
  var count: Int { tree.count }
  var bytes: Int { tree.bytes }

  mutating func insert(_ entry: ExpiryEntry) -> UInt64 { tree.insert(entry) }
  mutating func cancel(_ entry: ExpiryEntry, ticket: UInt64) -> Bool { tree.cancel(entry, ticket: ticket) }
  mutating func expire(upTo now: SimTime, into batch: UnsafeMutableBufferPointer<ExpiryEntry>) -> Int {
    tree.compact()
    return tree.expire(upTo: now, into: batch)
  }
  func checkInvariants() { tree.checkInvariants() }
}

extension OrderedExpiryIndex {
  /// Tombstones that a search for a hundred due entries meets.
  fileprivate mutating func stepsOfScan() -> Int64 {
    let before = steppedOver
    let batch = UnsafeMutableBufferPointer<ExpiryEntry>.allocate(capacity: 100)
    let taken = expire(upTo: SimTime(nanoseconds: 5_000), into: batch)
    batch.deallocate()
    return taken == 100 ? steppedOver - before : -1
  }
}
