import CacheLab
import Caching
import Simulator

/// Independent requests for objects of equal size with Zipf popularity, replayed through one policy.
struct ZipfCachePlan: ValidationPlan {
  enum Cache: Sendable {
    case policy(PolicyName)
    /// Holds the most popular objects for ever, which no policy can know.
    case perfectLFU
  }

  var cache: Cache
  var objects: Int
  var exponent: Double
  /// In objects.
  var capacity: Int
  var warmUp: Int
  var measured: Int

  func replicate(on list: EventListChoice, replication: UInt64) -> Observation {
    var stream = ZipfStream(objects: objects, exponent: exponent, replication: replication)
    var observation = Observation()
    var misses: Int64 = 0
    switch cache {
    case .perfectLFU:
      stream.forEachChunk(of: measured) { chunk in
        for request in chunk where Int(request.object) >= capacity { misses += 1 }
      }
      observation[.hitRatio] = 1 - Double(misses) / Double(measured)
    case .policy(let policy):
      let replay = CacheReplay(ZipfStream.plan(policy, objects: objects, capacity: capacity, warmUp: warmUp))
      stream.forEachChunk(of: warmUp + measured) { replay.advance($0) }
      misses = replay.counts.misses
      observation[.hitRatio] = 1 - replay.counts.missRatio
      observation.laws = [
        InvariantMeasurement(name: "requests counted", expected: Int64(measured), found: replay.counts.requests)
      ]
    }
    observation.fingerprint.absorb(UInt64(misses))
    return observation
  }
}

/// One stream of Zipf requests through several policies: how many neighbours of the list are in the wrong order.
struct PolicyOrderPlan: ValidationPlan {
  /// From the lowest to the highest hit ratio.
  var policies: [PolicyName]
  var objects: Int
  var exponent: Double
  var capacity: Int
  var measured: Int

  func replicate(on list: EventListChoice, replication: UInt64) -> Observation {
    let replays = policies.map {
      CacheReplay(ZipfStream.plan($0, objects: objects, capacity: capacity, warmUp: 0))
    }
    var stream = ZipfStream(objects: objects, exponent: exponent, replication: replication)
    stream.forEachChunk(of: measured) { chunk in
      for replay in replays { replay.advance(chunk) }
    }
    var observation = Observation()
    let misses = replays.map(\.counts.misses)
    // The published table is rounded to a tenth of a point: less than that is no order.
    let tenth = Int64(measured) / 1_000
    observation[.inversions] = Double(zip(misses, misses.dropFirst()).count { $0 + tenth < $1 })
    for count in misses { observation.fingerprint.absorb(UInt64(count)) }
    return observation
  }
}

/// Requests of size 1 for ranks 0 ..< objects.
private struct ZipfStream {
  private let zipf: Zipf
  private var words: DrawSequence
  private static let chunkRequests = 1 << 14

  init(objects: Int, exponent: Double, replication: UInt64) {
    zipf = Zipf(ranks: objects, exponent: exponent)
    words = Draws(seed: 1, replication: replication).purpose("cache.request").sequence(0)
  }

  static func plan(_ policy: PolicyName, objects: Int, capacity: Int, warmUp: Int) -> ReplayPlan {
    var plan = ReplayPlan(
      policy,
      CacheLimits(capacityBytes: Int64(capacity), expectedObjects: capacity, distinctObjects: objects))
    plan.warmUpRequests = warmUp
    return plan
  }

  mutating func forEachChunk(of requests: Int, _ body: (UnsafeBufferPointer<TraceRequest>) -> Void) {
    var chunk = [TraceRequest](repeating: TraceRequest(object: 0, sizeBytes: 1), count: Self.chunkRequests)
    var left = requests
    while left > 0 {
      let count = min(left, chunk.count)
      for index in 0..<count { chunk[index].object = UInt32(zipf.rank(&words) - 1) }
      chunk.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
      left -= count
    }
  }
}

/// A published trace through one policy and size: exact counts.
struct TraceCachePlan: ValidationPlan {
  var path: String
  var policy: PolicyName
  var capacityBytes: Int64

  func replicate(on list: EventListChoice, replication: UInt64) -> Observation {
    var observation = Observation()
    guard let trace = try? TraceReader.read(path: path) else { return observation }
    let plan = ReplayPlan(policy, capacity: capacityBytes, over: TraceFacts(trace), isCompatible: false)
    guard let counts = ReplaySet([plan]).run(over: trace)?.first else { return observation }
    observation[.misses] = Double(counts.misses)
    observation[.missedBytes] = Double(counts.missedBytes)
    observation.laws = [
      InvariantMeasurement(name: "requests of the trace", expected: 113_872, found: counts.requests),
      InvariantMeasurement(name: "bytes of the trace", expected: 4_368_040_448, found: counts.requestedBytes),
      InvariantMeasurement(name: "objects of the trace", expected: 48_974, found: Int64(trace.objectCount)),
    ]
    observation.fingerprint.absorb(UInt64(counts.misses))
    return observation
  }
}

/// Arithmetic without chance: the values are given.
struct ArithmeticPlan: ValidationPlan {
  var values: [(measure: Measure, value: Double)]
  var laws: [InvariantMeasurement] = []

  func replicate(on list: EventListChoice, replication: UInt64) -> Observation {
    var observation = Observation()
    for (measure, value) in values { observation[measure] = value }
    observation.laws = laws
    return observation
  }
}
