import Caching
import Glibc

/// Curves to compute: every policy by every method that can.
public struct CurvePlan: Sendable {
  public var policies: [PolicyName]
  /// Nil: exact for LRU, miniature caches for the others, which cost a replay per size.
  public var methods: [CurveMethod]?
  /// Ascending, in bytes, or in objects when sizes do not matter.
  public var sizes: [Int64]
  /// Share of the objects that SHARDS of fixed rate and miniature caches see; 1 is all.
  public var rate = 1.0
  /// Objects that SHARDS of fixed size keeps.
  public var sampleObjects = 8_192
  public var seed: UInt64 = 1
  public var admission = AdmissionName.all
  public var isCompatible = false
  public var ignoresSize = false
  public var warmUpRequests = 0
  public var threads = 1

  public init(_ policies: [PolicyName], methods: [CurveMethod]?, sizes: [Int64]) {
    self.policies = policies
    self.methods = methods
    self.sizes = sizes
  }

  /// Sizes from a thousandth of the footprint to all of it, equally far apart on a logarithmic scale; fewer for few bytes.
  public static func sizes(upTo footprint: Int64, count: Int) -> [Int64] {
    var sizes: [Int64] = []
    for step in 0..<max(2, count) {
      let share = pow(1_000, Double(step) / Double(max(2, count) - 1) - 1)
      let size = max(1, Int64((Double(footprint) * share).rounded()))
      if size > sizes.last ?? 0 { sizes.append(size) }
    }
    return sizes
  }

  /// The share of the objects at which about 16,384 are sampled, but at least a thousandth.
  public static func rate(forObjects objects: Int) -> Double {
    min(1, max(0.001, 16_384 / Double(max(1, objects))))
  }

  /// Curves policy by policy, methods in the order given; errors are measured wherever the exact curve is among them. Nil when
  /// `progress`, which gets the share done, said to stop.
  public func run(over trace: DenseTrace, progress: @Sendable (Double) -> Bool = { _ in true }) -> [MissRatioCurve]? {
    var curves: [MissRatioCurve] = []
    for method in methods ?? [.exact, .mini] {
      let asked = policies.filter { wants(method, $0) }
      switch method {
      case .exact:
        let replayed = asked.filter { $0 != .lru || admission != .all }
        if asked.count > replayed.count { curves.append(LRUCurve.fixedRate(1, self, trace)) }
        guard let others = self.replayed(replayed, trace, progress) else { return nil }
        curves += others
      case .shards:
        if !asked.isEmpty { curves.append(shards(trace)) }
      case .shardsSize:
        if !asked.isEmpty { curves.append(LRUCurve.fixedSize(self, trace)) }
      case .mini:
        guard let small = miniature(asked, trace, progress) else { return nil }
        curves += small
      }
      if !progress(0) { return nil }
    }
    return judged(curves)
  }

  /// SHARDS knows stack distances, which only LRU without an admission rule has.
  private func wants(_ method: CurveMethod, _ policy: PolicyName) -> Bool {
    let hasDistances = policy == .lru && admission == .all
    if methods == nil { return method == (hasDistances ? .exact : .mini) }
    return hasDistances || method == .exact || method == .mini
  }

  private func shards(_ trace: DenseTrace) -> MissRatioCurve {
    var curve = LRUCurve.fixedRate(rate, self, trace)
    curve.method = .shards
    return curve
  }

  private func plans(_ policies: [PolicyName], _ facts: TraceFacts, scale: Double, warmUp: Int) -> [ReplayPlan] {
    policies.flatMap { policy in
      sizes.map { size in
        var plan = ReplayPlan(
          policy, capacity: CurvePlan.scaled(size, by: scale), over: facts, isCompatible: isCompatible,
          ignoresSize: ignoresSize, seed: seed)
        plan.admission = admission
        plan.warmUpRequests = warmUp
        return plan
      }
    }
  }

  /// A replay at every size, of all policies that stack distances cannot answer.
  private func replayed(_ others: [PolicyName], _ trace: DenseTrace, _ progress: @Sendable (Double) -> Bool)
    -> [MissRatioCurve]?
  {
    let set = ReplaySet(plans(others, TraceFacts(trace), scale: 1, warmUp: warmUpRequests), threads: threads)
    let work = Double(max(1, set.work(over: trace)))
    guard let counts = set.run(over: trace, progress: { progress(Double($0) / work) }) else { return nil }
    return others.indices.map { index in
      var curve = MissRatioCurve(others[index], .exact)
      curve.sampledObjects = trace.objectCount
      curve.points = sizes.indices.map { size in
        let count = counts[index * sizes.count + size]
        return .init(capacity: sizes[size], missRatio: count.missRatio, byteMissRatio: count.byteMissRatio)
      }
      return curve
    }
  }

  /// Caches of R·C on a share R of the objects; missed requests are divided by R times those of the trace, as SHARDS adjusts.
  private func miniature(_ policies: [PolicyName], _ trace: DenseTrace, _ progress: @Sendable (Double) -> Bool)
    -> [MissRatioCurve]?
  {
    if policies.isEmpty { return [] }
    let (sampled, warmUp) = trace.sample(rate, seed: seed, warmUpRequests: warmUpRequests)
    let share = Double(SpatialSample.threshold(rate)) / Double(SpatialSample.everything)
    let set = ReplaySet(plans(policies, TraceFacts(sampled), scale: share, warmUp: warmUp), threads: threads)
    let work = Double(max(1, set.work(over: sampled)))
    guard let counts = set.run(over: sampled, progress: { progress(Double($0) / work) }) else { return nil }
    let counted = trace.requests.dropFirst(warmUpRequests)
    let bytes = counted.reduce(0.0) { $0 + Double($1.sizeBytes) }
    let error = share < 1 ? LRUCurve.fixedRate(share, self, trace).error : .none
    return policies.indices.map { index in
      let own = counts[(index * sizes.count)..<((index + 1) * sizes.count)]
      var curve = MissRatioCurve(policies[index], .mini)
      curve.rate = share
      curve.sampledObjects = sampled.objectCount
      curve.error = error
      curve.setPoints(
        sizes, missed: (own.map { Double($0.misses) / share }, own.map { Double($0.missedBytes) / share }),
        ofRequests: Double(counted.count), ofBytes: bytes)
      return curve
    }
  }

  /// Grouped by policy, and measured where it can be.
  private func judged(_ curves: [MissRatioCurve]) -> [MissRatioCurve] {
    policies.flatMap { policy in
      let own = curves.filter { $0.policy == policy }
      let exact = own.first { $0.method == .exact }
      return own.map { curve in
        guard let exact, curve.method != .exact else { return curve }
        var judged = curve
        judged.error = .measured(curve.meanAbsoluteError(against: exact))
        return judged
      }
    }
  }
}
