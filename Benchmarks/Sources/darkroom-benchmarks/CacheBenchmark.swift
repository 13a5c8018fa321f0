import CReference
import Caching
import Foundation
import Simulator

/// Accesses to a full cache under Zipf 0.8: the platform's policies beside the same algorithm in bare C++, hit for hit.
enum CacheBenchmark {
  /// Every object has the same size, so that a cache holds a known number of them.
  static let objectBytes: UInt32 = 100_000

  static func run(residentObjects: [Int], rounds: Int, quick: Bool) {
    print(
      "cache: ns per access, processor time, median of \(rounds) rounds, Zipf 0.8 over ten times the resident objects; "
        + "Swift : C++ within a round (median) and of the best rounds")
    for objects in residentObjects {
      measure(LRU<HashedTable>.self, "LRU", objects, movesHits: true, rounds: rounds, quick: quick)
      measure(FIFO<HashedTable>.self, "FIFO", objects, movesHits: false, rounds: rounds, quick: quick)
    }
  }

  private static func measure<Policy: EvictionPolicy & ~Copyable>(
    _: Policy.Type, _ name: String, _ objects: Int, movesHits: Bool, rounds: Int, quick: Bool
  ) where Policy.Key == UInt64 {
    let capacity = Int64(objects) * Int64(objectBytes)
    var stream = KeyStream(keys: 10 * objects)
    var policy = Policy(CacheLimits(capacityBytes: capacity, expectedObjects: objects))
    let reference = reference_cache_create(capacity, UInt64(objects), movesHits)
    defer { reference_cache_destroy(reference) }
    var hits = (swift: 0, reference: 0 as UInt64)
    let batch = quick ? 20_000 : 1_000_000
    // Full, and then turned over once: the most popular keys arrive last.
    for first in stride(from: objects, to: 0, by: -batch) {
      let keys = (max(0, first - batch)..<first).reversed().map { KeyStream.key(ofRank: $0 + 1) }
      _ = access(&policy, keys)
      _ = reference_cache_access(reference, keys, UInt64(keys.count), objectBytes)
    }
    var timing = PairedTiming(contenders: 2)
    for round in -max(1, 2 * objects / batch)..<rounds {
      let keys = stream.next(batch)
      var found = (swift: 0, reference: 0 as UInt64)
      for turn in 0..<2 {
        let contender = (turn + round) & 1
        let nanoseconds = nanosecondsPerOperation(batch) {
          if contender == 0 {
            found.swift = access(&policy, keys)
          } else {
            found.reference = reference_cache_access(reference, keys, UInt64(batch), objectBytes)
          }
        }
        if round >= 0 { timing.record(nanoseconds, contender: contender) }
      }
      precondition(found.swift == Int(found.reference), "\(found.swift) hits in Swift, \(found.reference) in C++")
      if round >= 0 { hits = (hits.swift + found.swift, hits.reference + found.reference) }
    }
    policy.checkInvariants()
    let ratio = timing.ratio(0, to: 1)
    print(
      "  \(name.padding(toLength: 5, withPad: " ", startingAt: 0))"
        + String(
          format: "%9d objects  Swift %6.1f  C++ %6.1f  ratio %.2f (%.2f)  hit ratio %.4f, %d hits in both",
          policy.storedObjects, timing.median(0), timing.median(1), ratio.median, ratio.best,
          Double(hits.swift) / Double(rounds * batch), hits.swift))
  }

  /// Accesses each key once; returns the hits.
  static func access<Policy: EvictionPolicy & ~Copyable>(_ policy: inout Policy, _ keys: [UInt64]) -> Int
  where Policy.Key == UInt64 {
    var hits = 0
    for key in keys where policy.access(CacheRequest(key, sizeBytes: objectBytes)) == .hit { hits += 1 }
    return hits
  }
}

/// Independent requests by Zipf 0.8 over 64-bit keys.
struct KeyStream {
  private let zipf: Zipf
  private var words = Draws(seed: 1, replication: 0).purpose("cache keys").sequence(0)

  init(keys: Int) { zipf = Zipf(ranks: keys, exponent: 0.8) }

  mutating func next(_ count: Int) -> [UInt64] {
    (0..<count).map { _ in KeyStream.key(ofRank: zipf.rank(&words)) }
  }

  static func key(ofRank rank: Int) -> UInt64 { Draws.mix(UInt64(rank) &* 0x9E37_79B9_7F4A_7C15) }
}
