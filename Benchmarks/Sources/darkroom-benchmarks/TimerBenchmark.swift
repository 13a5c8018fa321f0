import Foundation
import Simulator

/// The three expiry indices with entries that live a day: what an insertion, a cancellation and an expiry cost, and a byte.
///
/// Entries come in over a day and are due 24 h later (`equal`) or up to a minute after that (`spread`: uploads of unlike
/// length). A tenth is cancelled in random order; then two hours expire minute by minute in batches of 1,000.
enum TimerBenchmark {
  static func run(entries counts: [Int], rounds: Int) {
    print(
      "timers: ns per operation, the least of \(rounds) rounds; entries due 24 h after insertion; wheel in ticks of a second, "
        + "buckets of an hour, tree exact")
    for isSpread in [false, true] {
      for count in counts {
        let rounds = count >= 30_000_000 ? 1 : rounds
        report("timing wheel", count, isSpread, rounds) { TimingWheel(granularity: .seconds(1)) }
        report("hour buckets", count, isSpread, rounds) { ExpiryBuckets(granularity: .hours(1)) }
        report("index scan, compacted", count, isSpread, rounds) { CompactedScan() }
        // Without compaction each batch steps over all that were expired before it.
        if count <= 1_000_000 { report("index scan", count, isSpread, rounds) { OrderedExpiryIndex() } }
      }
    }
  }

  private static func report<Index: ExpiryIndex & ~Copyable>(
    _ name: String, _ count: Int, _ isSpread: Bool, _ rounds: Int, _ make: () -> Index
  ) {
    var best = TimerTimes()
    for _ in 0..<rounds {
      var index = make()
      best = best.least(TimerTimes(&index, count: count, isSpread: isSpread))
    }
    let title = "\(name), \(count) \(isSpread ? "spread" : "equal")".padding(toLength: 40, withPad: " ", startingAt: 0)
    print(
      "  \(title)"
        + String(
          format: "insert %6.1f  cancel %6.1f  expire %6.1f  bytes per entry %5.1f", best.insert, best.cancel,
          best.expire,
          best.bytes))
  }
}

/// ns per operation, and bytes per entry when all are in.
private struct TimerTimes {
  var insert = Double.infinity
  var cancel = Double.infinity
  var expire = Double.infinity
  var bytes = 0.0

  init() {}

  init<Index: ExpiryIndex & ~Copyable>(_ index: inout Index, count: Int, isSpread: Bool) {
    let draws = Draws(seed: 1, replication: 0).purpose("timers")
    let gap = Int64(86_400e9) / Int64(count)
    func entry(_ number: Int) -> ExpiryEntry {
      let spread = isSpread ? Int64(draws.index(60_000_000_000, UInt64(number))) : 0
      return ExpiryEntry(
        due: .zero + .days(1) + SimDuration(nanoseconds: Int64(number) * gap + spread), key: UInt64(number))
    }
    let cancelled = max(1, count / 10)
    // Tickets of what will be cancelled: every tenth entry.
    var tickets = [UInt64](repeating: 0, count: cancelled)
    insert = nanosecondsPerOperation(count) {
      for number in 0..<count {
        let ticket = index.insert(entry(number))
        if number % 10 == 0 && number / 10 < cancelled { tickets[number / 10] = ticket }
      }
    }
    bytes = Double(index.bytes) / Double(count)
    var gone = 0
    cancel = nanosecondsPerOperation(cancelled) {
      for step in 0..<cancelled {
        // A stride that visits all of them in an order that no cache likes.
        let place = Int(UInt64(step) &* 2_654_435_761 % UInt64(cancelled))
        if index.cancel(entry(place * 10), ticket: tickets[place]) { gone += 1 }
      }
    }
    let batch = UnsafeMutableBufferPointer<ExpiryEntry>.allocate(capacity: 1_000)
    defer { batch.deallocate() }
    var expired = 0
    let spent = nanosecondsPerOperation(1) {
      for minute in 1...120 as ClosedRange<Int64> {
        var taken = 1_000
        while taken == 1_000 {
          taken = index.expire(upTo: .zero + .days(1) + .minutes(minute), into: batch)
          expired += taken
        }
      }
    }
    expire = spent / Double(max(1, expired))
    precondition(gone > cancelled / 2 && expired > count / 30, "\(gone) cancelled, \(expired) expired")
  }

  func least(_ other: TimerTimes) -> TimerTimes {
    var result = other
    (result.insert, result.cancel) = (min(insert, other.insert), min(cancel, other.cancel))
    result.expire = min(expire, other.expire)
    return result
  }
}

/// An ordered index that is compacted before the first search of each minute, as its store is.
private struct CompactedScan: ExpiryIndex, ~Copyable {
  var index = OrderedExpiryIndex()
  var minute: Int64 = 0
  var granularity: SimDuration { index.granularity }
  var count: Int { index.count }
  var bytes: Int { index.bytes }

  mutating func insert(_ entry: ExpiryEntry) -> UInt64 { index.insert(entry) }
  mutating func cancel(_ entry: ExpiryEntry, ticket: UInt64) -> Bool { index.cancel(entry, ticket: ticket) }
  mutating func expire(upTo now: SimTime, into batch: UnsafeMutableBufferPointer<ExpiryEntry>) -> Int {
    let present = now.nanoseconds / 60_000_000_000
    if present > minute { index.compact() }
    minute = present
    return index.expire(upTo: now, into: batch)
  }
  func checkInvariants() { index.checkInvariants() }
}
