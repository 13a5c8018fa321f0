import Simulator
import Testing
import Workloads

@testable import SystemModel

@Suite struct CounterPartsTests {
  private struct Pending: Equatable {
    var post: PostID
    var amount: Int64
    var oldestAt: SimTime
  }

  /// Random increments and flushes against lists searched from end to end.
  @Test func buffersGatherByPostAndFlushInOrderOfFirstIncrement() {
    for seed in 0..<100 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 0)
      var buffers = CounterBuffers(shards: 4)
      var shadow = [[Pending]](repeating: [], count: 4)
      for step in 0..<400 as Range<UInt64> {
        let shard = Int(draws.index(4, step))
        let now = SimTime(nanoseconds: Int64(step))
        if draws.index(20, step, 1) == 0 {
          var flushed: [Pending] = []
          buffers.flush(shard: UInt32(shard)) { post, amount, oldestAt in
            flushed.append(Pending(post: post, amount: amount, oldestAt: oldestAt))
          }
          #expect(flushed == shadow[shard], "seed \(seed), step \(step)")
          shadow[shard] = []
        } else {
          // A post belongs to one shard.
          let post = PostID(draws.index(10, step, 2) * 4 + UInt64(shard))
          buffers.increment(post, shard: UInt32(shard), at: now)
          if let place = shadow[shard].firstIndex(where: { $0.post == post }) {
            shadow[shard][place].amount += 1
          } else {
            shadow[shard].append(Pending(post: post, amount: 1, oldestAt: now))
          }
        }
        let buffered = buffers.bufferedLikes
        #expect(buffered == shadow.joined().reduce(0) { $0 + $1.amount })
      }
    }
  }

  @Test func durableCountsAddUpOverRows() {
    var counts = DurableCounts(reserving: 8)
    for number in 1...100 as ClosedRange<Int64> { counts.add(number, to: PostID(UInt64(number % 7))) }
    let (total, rows) = (counts.total, counts.sumOverRows)
    #expect(total == 5_050 && rows == 5_050)
  }
}
