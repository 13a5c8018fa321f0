import Caching
import Foundation

extension ValidationCases {
  /// Huang et al., SOSP 2013, San Jose edge: the policies on a stream whose popularity emerges from graph, sessions and age.
  static var photoStudy: [ValidationCase] {
    let gains: [(policy: PolicyName, gain: Double)] = [(.lfu, 0.020), (.lru, 0.036), (.s4lru, 0.085), (.belady, 0.181)]
    let tolerance = 0.015
    return [
      made("FIFO", Oracle(.hitRatio, PhotoCacheStudy.publishedHitRatio, tolerance: 0.002), remarks: remarks) {
        $0.hitRatio(.fifo)
      },
      made("infinite cache", Oracle(.hitRatio, 0.843, tolerance: tolerance)) { 1 - $0.infinite.missRatio },
      made("phone", Oracle(.hitRatioOfLayer0, 0.655, tolerance: tolerance)) { $0.phoneHitRatio },
    ]
      + gains.map { policy, gain in
        made(policy.rawValue, Oracle(.hitRatioGain, gain, tolerance: tolerance)) { $0.gain(policy) }
      }
      + [
        made("FIFO, LFU, LRU, S4LRU, Belady, infinite", Oracle(.inversions, 0)) { inversions(ladder($0)) },
        made("bytes below objects", Oracle(.inversions, 0)) {
          inversions([$0.byteHitRatio(.fifo), $0.hitRatio(.fifo)])
        },
        made("doubling: nothing, S4LRU, FIFO", Oracle(.inversions, 0)) {
          inversions([0, $0.gainOfDoubling(.s4lru), $0.gainOfDoubling(.fifo)])
        },
      ]
  }

  private static func made(
    _ name: String, _ oracle: Oracle, remarks: @escaping @Sendable (PhotoCacheStudy) -> [String] = { _ in [] },
    _ value: @escaping @Sendable (PhotoCacheStudy) -> Double
  ) -> ValidationCase {
    ValidationCase(
      "Photo study, \(name)", "one edge, 30 days, sized for FIFO's hit ratio",
      source: "Huang et al., SOSP 2013; workload of scenarios/photo-cache-study.yaml, no table of popularity", [oracle],
      replications: 2, PhotoStudyPlan(measure: oracle.measure, value: value, remarks: remarks))
  }

  private static func ladder(_ study: PhotoCacheStudy) -> [Double] {
    let ratios = [PolicyName.fifo, .lfu, .lru, .s4lru, .belady].map { study.hitRatio($0) }
    return ratios + [1 - study.infinite.missRatio]
  }

  private static func inversions(_ rising: [Double]) -> Double {
    Double(zip(rising, rising.dropFirst()).count { $0 >= $1 })
  }

  /// Published figures that the stream misses.
  private static func remarks(_ study: PhotoCacheStudy) -> [String] {
    func points(_ share: Double) -> String { String(format: "%+.1f", 100 * share) }
    let doublings = [PolicyName.fifo, .lru, .lfu, .s4lru].map { points(study.gainOfDoubling($0)) }
    return [
      "Photo study: twice the space adds \(doublings.joined(separator: ", ")) points under FIFO, LRU, LFU and S4LRU; "
        + "the study gives +5.8, +5.7, +5.6, +4.3. Hit ratios climb over a narrower span of sizes here, because views of a "
        + "photo fall in a narrower span of time: all daily users open the app equally often, so they see a new photo "
        + "within hours of each other. Users whose habits differ would spread them.",
      String(
        format: "Photo study: for the same reason S4LRU with a third of the space reaches %.1f %%, not FIFO's %.1f %%.",
        100 * (1 - study.segmentedThird.missRatio), 100 * study.hitRatio(.fifo)),
      String(
        format: "Photo study: bytes hit %.1f points less often than objects; the study, over all its edges, has 8.9. "
          + "Only large screens and opened photos ask for the largest size here; nothing else ties size to popularity.",
        100 * (study.hitRatio(.fifo) - study.byteHitRatio(.fifo))),
    ]
  }
}
