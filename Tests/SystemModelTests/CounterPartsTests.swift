import Simulator
import Testing
import Workloads

@testable import SystemModel

@Suite struct CounterPartsTests {
  /// Random increments, flushes and crashes against lists searched from end to end.
  @Test func buffersGatherByCounterAndFlushInOrderOfFirstIncrement() {
    for seed in 0..<100 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 0)
      var buffers = CounterBuffers(shards: 4)
      var shadow = [[CounterBuffers.Pending]](repeating: [], count: 4)
      var changes = [Int](repeating: 0, count: 4)
      var lost: Int64 = 0
      for step in 0..<400 as Range<UInt64> {
        let shard = Int(draws.index(4, step))
        let now = SimTime(nanoseconds: Int64(step))
        switch draws.index(20, step, 1) {
        case 0:
          var flushed: [CounterBuffers.Pending] = []
          buffers.take(shard: UInt32(shard), into: &flushed)
          #expect(flushed == shadow[shard], "seed \(seed), step \(step)")
          (shadow[shard], changes[shard]) = ([], 0)
        case 1:
          let gone = buffers.crash(shard: UInt32(shard)).total
          #expect(gone == shadow[shard].reduce(0) { $0 + $1.amount }, "seed \(seed), step \(step)")
          lost += gone
          (shadow[shard], changes[shard]) = ([], 0)
        default:
          // A counter belongs to one shard.
          let post = PostID(draws.index(10, step, 2) * 4 + UInt64(shard))
          let counter = draws.index(2, step, 3) == 0 ? CounterID.likes(of: post) : .comments(of: post)
          let amount: Int64 = draws.index(4, step, 4) == 0 ? -1 : 1
          let held = buffers.increment(counter, amount, by: UserID(7), shard: UInt32(shard), at: now)
          changes[shard] += 1
          #expect(held == changes[shard])
          if let place = shadow[shard].firstIndex(where: { $0.counter == counter }) {
            shadow[shard][place].amount += amount
            shadow[shard][place].changes += 1
          } else {
            shadow[shard].append(
              CounterBuffers.Pending(counter: counter, amount: amount, oldestAt: now, user: UserID(7)))
          }
        }
        let (total, unflushed) = (buffers.totals.total, buffers.unflushed)
        #expect(total == shadow.joined().reduce(0) { $0 + $1.amount } && unflushed == changes.reduce(0, +))
      }
    }
  }

  @Test func durableCountsAddUpOverRows() {
    var counts = DurableCounts(reserving: 8)
    for number in 1...100 as ClosedRange<Int64> { counts.add(number, to: UInt64(number % 7), .likes) }
    let (total, rows, value) = (counts.totals.total, counts.sumOverRows, counts.value(3))
    #expect(total == 5_050 && rows == 5_050 && value == (0..<14).reduce(0) { $0 + 3 + 7 * $1 })
    counts.add(-1, to: 99, .likes)
    let negative = counts.negativeRows
    #expect(negative == 1)
  }

  /// Appends, compactions that begin and end at random moments: nothing is lost or counted twice.
  @Test func tailsKeepWhatIsNotCompacted() {
    for seed in 0..<200 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 1)
      var tails = AppendedTails()
      var under: [AppendedTails.Tail] = []
      var (appended, compacted): (Int64, Int64) = (0, 0)
      for step in 0..<300 as Range<UInt64> {
        switch draws.index(6, step) {
        case 0: tails.takeDue(into: &under)
        case 1:
          if under.isEmpty { continue }
          let done = under.remove(at: Int(draws.index(UInt64(under.count), step, 1)))
          tails.compacted(done.counter, done.amount)
          compacted += done.amount
        default:
          let counter = CounterID.likes(of: PostID(draws.index(5, step, 2)))
          let amount: Int64 = draws.index(5, step, 3) == 0 ? -1 : 1
          tails.append(
            CounterDelta(
              counter: counter, amount: amount, changes: 1, oldestAt: .zero, identity: step, user: UserID(1),
              returnRegion: 0,
              returnSlot: .max))
          appended += amount
        }
        let left = tails.totals.total
        #expect(left == appended - compacted, "seed \(seed), step \(step)")
      }
      while tails.records > 0 {
        tails.takeDue(into: &under)
        for done in under { tails.compacted(done.counter, done.amount) }
        under = []
      }
      let left = tails.totals.total
      #expect(left == 0, "seed \(seed)")
    }
  }

  /// Whoever asks during a flush shares the next one; nobody is forgotten, and no flush is empty.
  @Test func commitsShareTheNextFlush() {
    var log = GroupCommit(shards: 2)
    let (first, second, third, other) = (
      log.join(1, shard: 0), log.join(2, shard: 0), log.join(3, shard: 0), log.join(9, shard: 1)
    )
    #expect(first && !second && !third && other)
    var batch: [UInt32] = []
    let goesOn = log.finish(shard: 0, into: &batch)
    #expect(goesOn && batch == [1])
    batch = []
    let goesOnStill = log.finish(shard: 0, into: &batch)
    #expect(!goesOnStill && batch == [2, 3])
    let (flushes, commits) = (log.flushes, log.commits)
    #expect(flushes == 3 && commits == 4)
  }

  /// A region's reports, in order, make the others' knowledge its total.
  @Test func reportsOfRegionsAddUp() {
    var counts = RegionalCounts(regions: 3)
    let counter = CounterID.likes(of: PostID(5))
    for (region, totals) in [(1, [3, 7]), (2, [1, 0, 4])] as [(UInt16, [Int64])] {
      for total in totals { counts.learn(RegionalReport(counter: counter, region: region, total: total)) }
    }
    let (known, unknown) = (counts.known(counter), counts.known(.likes(of: PostID(6))))
    #expect(known == 11 && unknown == 0)
  }

  @Test func sketchesGoBackToTheirSnapshot() {
    var parameters = CounterParameters()
    parameters.mode = .approximate
    var sketches = CounterSketches(parameters, draws: Draws(seed: 1, replication: 0))
    func add(_ count: Int, _ counter: CounterID) {
      for user in 0..<UInt32(count) {
        sketches.add(
          CounterDelta(
            counter: counter, amount: 1, changes: 1, oldestAt: .zero, identity: 0, user: UserID(user), returnRegion: 0,
            returnSlot: .max))
      }
    }
    let (post, story) = (CounterID.likes(of: PostID(5)), CounterID.views(of: PostID(6)))
    add(40, post)
    add(100, story)
    sketches.save()
    add(2, post)
    add(100, story)
    let (likes, viewers) = (sketches.estimate(post), sketches.estimate(story))
    #expect(likes == 42 && viewers == 100, "a viewer counts once")
    let lost = sketches.crash()
    let (after, viewersAfter) = (sketches.estimate(post), sketches.estimate(story))
    #expect(lost[.likes] == 2 && lost[.storyViews] == 100 && after == 40 && viewersAfter == 100)
  }

  /// Kinds with one subject are different counters, and so are a counter's rows.
  @Test func countersAndRowsHaveKeysOfTheirOwn() {
    var keys: [UInt64] = []
    for subject in 0..<500 as Range<UInt64> {
      for kind in CounterKind.allCases {
        for shard in 0..<4 as Range<UInt32> { keys.append(CounterID(kind: kind, subject: subject).row(shard)) }
      }
    }
    #expect(Set(keys).count == keys.count)
  }

  @Test func waitsFallIntoDoublingBuckets() {
    #expect(HotRows.bucket(of: .microseconds(100)) == 0 && HotRows.bucket(of: .microseconds(132)) == 1)
    #expect(HotRows.bucket(of: .hours(1)) == HotRows.waitBuckets - 1)
    for (bucket, edge) in HotRows.edges.enumerated() {
      #expect(HotRows.bucket(of: edge - SimDuration(nanoseconds: 1)) == bucket)
      #expect(HotRows.bucket(of: edge) == bucket + 1)
    }
  }
}
