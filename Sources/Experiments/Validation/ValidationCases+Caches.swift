import Caching
import Simulator
import Theory

extension ValidationCases {
  private struct ZipfRow {
    var objects: Int
    var exponent: Double
    var capacity: Int
    /// Of S4LRU, from a simulation of 20 M requests, to a tenth of a point.
    var segmented: Double
    var isQuick = false

    var words: String { "\(objects) objects, Zipf \(exponent), room for \(capacity)" }
  }

  private static let zipfRows = [
    ZipfRow(objects: 100_000, exponent: 0.8, capacity: 1_000, segmented: 0.308, isQuick: true),
    ZipfRow(objects: 100_000, exponent: 0.8, capacity: 10_000, segmented: 0.552),
    ZipfRow(objects: 100_000, exponent: 1.0, capacity: 1_000, segmented: 0.590),
    ZipfRow(objects: 100_000, exponent: 1.0, capacity: 10_000, segmented: 0.785),
    ZipfRow(objects: 100_000, exponent: 1.2, capacity: 1_000, segmented: 0.835),
    ZipfRow(objects: 500_000, exponent: 0.99, capacity: 500, segmented: 0.452),
  ]

  /// Independent Zipf requests; computed once, because the closed forms need a while.
  static let zipfCaches: [ValidationCase] = zipfRows.flatMap { row in
    let chances = ZipfPopularity.probabilities(objects: row.objects, exponent: row.exponent)
    func plan(_ cache: ZipfCachePlan.Cache, warmUp: Int, measured: Int) -> ZipfCachePlan {
      ZipfCachePlan(
        cache: cache, objects: row.objects, exponent: row.exponent, capacity: row.capacity, warmUp: warmUp,
        measured: measured)
    }
    func made(_ name: String, _ source: String, _ oracle: Oracle, _ replications: Int, _ plan: ZipfCachePlan)
      -> ValidationCase
    {
      ValidationCase(
        "Cache, Zipf, \(name)", row.words, source: source, [oracle], replications: replications, isQuick: row.isQuick,
        plan)
    }
    return [
      made(
        "LRU", "Che, Tung & Wang 2002",
        Oracle(.hitRatio, CacheHitRatio.leastRecentlyUsed(chances, capacity: row.capacity)), 32,
        plan(.policy(.lru), warmUp: 20 * row.capacity, measured: 100_000)),
      made(
        "FIFO", "Martina, Garetto & Leonardi 2014",
        Oracle(.hitRatio, CacheHitRatio.firstInFirstOut(chances, capacity: row.capacity)), 32,
        plan(.policy(.fifo), warmUp: 20 * row.capacity, measured: 100_000)),
      made(
        "perfect LFU", "sum of the largest probabilities",
        Oracle(.hitRatio, CacheHitRatio.perfectLFU(chances, capacity: row.capacity)), 32,
        plan(.perfectLFU, warmUp: 0, measured: 100_000)),
      made(
        "S4LRU", "simulation of 20 M requests, ± 0.1 point", Oracle(.hitRatio, row.segmented, tolerance: 0.001), 32,
        // Segments fill slowly: what the policy does from cold takes a million requests to fade.
        plan(.policy(.s4lru), warmUp: max(1_000_000, 100 * row.capacity), measured: row.isQuick ? 200_000 : 500_000)),
    ]
  }

  /// An open cache benchmark: 7.5 M requests for 500,000 objects, room for 0.1 %.
  static let publishedCaches: [ValidationCase] = {
    let table: [(policy: PolicyName, hitRatio: Double)] = [
      (.lru, 0.366), (.clock, 0.373), (.twoQ, 0.455), (.s4lru, 0.461), (.slru, 0.465), (.s3fifo, 0.472),
      (.wTinyLFU, 0.474), (.sieve, 0.477),
    ]
    let source = "table of an open Go cache benchmark, whose generator is not a textbook Zipf: ± 1.5 points"
    let words = "500000 objects, Zipf 0.99, room for 500"
    let rows = table.map { policy, hitRatio in
      ValidationCase(
        "Cache benchmark, \(policy.rawValue)", words, source: source, [Oracle(.hitRatio, hitRatio, tolerance: 0.015)],
        replications: 16,
        ZipfCachePlan(
          cache: .policy(policy), objects: 500_000, exponent: 0.99, capacity: 500, warmUp: 0, measured: 1_500_000))
    }
    let order = ValidationCase(
      "Cache benchmark, order", words + ", 8 policies", source: source, [Oracle(.inversions, 0)], replications: 2,
      PolicyOrderPlan(
        policies: table.map(\.policy), objects: 500_000, exponent: 0.99, capacity: 500, measured: 7_500_000))
    return rows + [order]
  }()

  /// Huang et al., SOSP 2013, table 1: what reaches each layer of the photo stack.
  static var cacheLayers: [ValidationCase] {
    let reaching = [77_155_557, 26_589_471, 11_160_180, 7_606_375]
    let ratios = CacheLayers.hitRatios(reaching: reaching)
    let shares = CacheLayers.shares(hitRatios: ratios)
    let served = zip(reaching, reaching.dropFirst()).map { $0 - $1 } + [reaching[3]]
    let sum = InvariantMeasurement(
      name: "served by a layer", expected: Int64(reaching[0]), found: Int64(served.reduce(0, +)))
    let half = 0.000_5
    return [
      ValidationCase(
        "Cache layers", "phone, edge, origin, backend",
        source: "Huang et al., SOSP 2013, table 1, to a tenth of a point",
        [
          Oracle(.hitRatioOfLayer0, 0.655, tolerance: half), Oracle(.hitRatioOfLayer1, 0.580, tolerance: half),
          Oracle(.hitRatioOfLayer2, 0.318, tolerance: half), Oracle(.shareOfLayer0, 0.655, tolerance: half),
          Oracle(.shareOfLayer1, 0.200, tolerance: half), Oracle(.shareOfLayer2, 0.046, tolerance: half),
          Oracle(.shareOfLayer3, 0.099, tolerance: half),
        ],
        replications: 2, isQuick: true,
        ArithmeticPlan(
          values: [
            (.hitRatioOfLayer0, ratios[0]), (.hitRatioOfLayer1, ratios[1]), (.hitRatioOfLayer2, ratios[2]),
            (.shareOfLayer0, shares[0]), (.shareOfLayer1, shares[1]), (.shareOfLayer2, shares[2]),
            (.shareOfLayer3, shares[3]),
          ], laws: [sum]))
    ]
  }

  /// Caches that are wrong on purpose.
  static var cacheControls: [ValidationCase] {
    let chances = ZipfPopularity.probabilities(objects: 10_000, exponent: 0.8)
    let expected = Oracle(.hitRatio, CacheHitRatio.leastRecentlyUsed(chances, capacity: 1_000))
    func control(_ fault: String, _ policy: PolicyName, _ capacity: Int) -> ValidationCase {
      ValidationCase(
        "Cache, Zipf, LRU", fault, source: "must be rejected", [expected], replications: 32, isNegativeControl: true,
        isQuick: true,
        ZipfCachePlan(
          cache: .policy(policy), objects: 10_000, exponent: 0.8, capacity: capacity, warmUp: 20_000, measured: 50_000))
    }
    return [control("FIFO judged as LRU", .fifo, 1_000), control("room for 1,050 judged as 1,000", .lru, 1_050)]
  }
}
