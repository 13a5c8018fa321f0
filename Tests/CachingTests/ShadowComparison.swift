import Simulator

@testable import Caching

/// Compares a policy with its shadow over seeded streams; tells the first difference.
struct ShadowComparison {
  #if DEBUG
    static let streams: UInt64 = 100
  #else
    static let streams: UInt64 = 1_500
  #endif

  var isCompatible: Bool
  /// Belady: which of the objects that never come again leaves first is nobody's business.
  var comparesContents = true
  /// Sizes up to this share of the capacity, in hundredths; above 100 some objects never fit.
  var largestSizePercent: UInt64 = 150

  private static let capacities: [Int64] = [0, 1, 2, 3, 7, 20, 50, 101, 400, 3_000]

  func firstDifference<Policy: EvictionPolicy & ~Copyable>(
    _: Policy.Type, shadow makeShadow: (Int64, Bool) -> NaiveCache, streams: UInt64 = streams
  ) -> String? {
    for seed in 0..<streams {
      let draws = Draws(seed: seed, replication: 0)
      let capacity = Self.capacities[Int(draws.index(UInt64(Self.capacities.count), 0))]
      let limits = CacheLimits(
        capacityBytes: capacity, expectedObjects: Int(draws.index(20, 1)), distinctObjects: Int(draws.index(30, 1, 1)),
        isCompatible: isCompatible)
      var policy = Policy(limits)
      let shadow = makeShadow(capacity, isCompatible)
      let requests = self.requests(draws, capacity)
      for (step, request) in requests.enumerated() {
        let key = Policy.Key(request.key)
        let isRemoved = step % 11 == 10 && draws.index(3, UInt64(step), 5) == 0
        if isRemoved {
          let removed = policy.remove(key)
          if removed != shadow.remove(request.key) { return "seed \(seed), step \(step): removed \(removed)" }
        }
        let outcome = policy.access(CacheRequest(key, sizeBytes: UInt32(request.size), nextUse: request.next))
        let expected = shadow.access(request.key, request.size, next: request.next)
        policy.checkInvariants()
        let found = (policy.storedBytes, policy.storedObjects, policy.evictions)
        let isEqual = found == (shadow.stored, shadow.count, shadow.evictions)
        if outcome != expected || (comparesContents && !isEqual) {
          return "seed \(seed), step \(step), capacity \(capacity): \(outcome) \(found), "
            + "expected \(expected) \((shadow.stored, shadow.count, shadow.evictions))"
        }
        if policy.holds(key) != (shadow.place(request.key).map { $0.list < shadow.storedLists } ?? policy.holds(key)) {
          return "seed \(seed), step \(step): holds \(policy.holds(key))"
        }
      }
    }
    return nil
  }

  /// 160 requests for few keys, some favoured; mostly the key's own size, sometimes a new one.
  private func requests(_ draws: Draws, _ capacity: Int64) -> [(key: UInt64, size: Int64, next: UInt64)] {
    let keys = 2 + draws.index(40, 2)
    let share = [1, 3, 12, 40, largestSizePercent][Int(draws.index(5, 3))]
    let largest = max(1, UInt64(capacity) * share / 100)
    let changes = [0, 8, 2][Int(draws.index(3, 4))] as UInt64
    var requests: [(key: UInt64, size: Int64, next: UInt64)] = []
    for step in 10..<170 as Range<UInt64> {
      let unit = draws.unit(step)
      let key = UInt64(Double(keys) * (draws.index(2, step, 4) == 0 ? unit : unit * unit * unit))
      let isChanged = changes > 0 && draws.index(changes, step, 1) == 0
      requests.append(
        (key, Int64(1 + (isChanged ? draws.index(largest, step, 2) : draws.index(largest, key, 3))), .max))
    }
    for index in requests.indices {
      let later = requests[(index + 1)...].firstIndex { $0.key == requests[index].key }
      requests[index].next = later.map(UInt64.init) ?? .max
    }
    return requests
  }
}
