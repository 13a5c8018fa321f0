import Caching
import Simulator

/// 20,000 requests: favoured objects, a scan through objects that come once or twice, some large objects, and some
/// sizes that change.
enum GoldenTrace {
  static let requests: [TraceRequest] = {
    let draws = Draws(seed: 2026, replication: 0)
    var numbers: [UInt64: UInt32] = [:]
    return (0..<20_000 as Range<UInt64>).map { step in
      let unit = draws.unit(step)
      let key = step % 5 == 0 ? 3_000 + step / 2 % 3_000 : UInt64(3_000 * unit * unit * unit)
      let ownSize = (1 + draws.index(60, key, 1)) * (key % 97 == 0 ? 20 : 1)
      let size = draws.index(50, step, 2) == 0 ? 1 + draws.index(90, step, 3) : ownSize
      let next = UInt32(numbers.count)
      let number = numbers[key, default: next]
      numbers[key] = number
      return TraceRequest(object: number, sizeBytes: UInt32(size))
    }
  }()

  static let objectCount = Int(requests.map(\.object).max()!) + 1

  /// Number of the next request for the same object, `.max` when there is none.
  static let nextUses: [UInt32] = {
    var (next, last) = (requests.map { _ in UInt32.max }, [UInt32](repeating: .max, count: objectCount))
    for step in requests.indices.reversed() {
      next[step] = last[Int(requests[step].object)]
      last[Int(requests[step].object)] = UInt32(step)
    }
    return next
  }()

  static func replay(_ plan: ReplayPlan, chunk: Int = 7_001) -> ReplayCounts {
    let replay = CacheReplay(plan)
    requests.withUnsafeBufferPointer { all in
      nextUses.withUnsafeBufferPointer { next in
        for start in stride(from: 0, to: all.count, by: chunk) {
          let part = UnsafeBufferPointer(rebasing: all[start..<min(all.count, start + chunk)])
          replay.advance(part, nextUses: next.baseAddress! + start)
        }
      }
    }
    replay.checkInvariants()
    return replay.counts
  }

  static func plan(_ policy: PolicyName, capacity: Int64, compatible: Bool, ignoresSize: Bool) -> ReplayPlan {
    var plan = ReplayPlan(
      policy, CacheLimits(capacityBytes: capacity, distinctObjects: objectCount, isCompatible: compatible))
    plan.ignoresSize = ignoresSize
    return plan
  }
}
