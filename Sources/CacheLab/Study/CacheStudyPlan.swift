import Caching
import Reports

/// What to find out about a trace: policies × sizes, and curves.
public struct CacheStudyPlan: Sendable {
  public var policies: [PolicyName] = PolicyName.allCases
  /// Ascending; in bytes of the whole trace, or in objects when sizes do not matter.
  public var capacities: [Int64] = []
  public var admission = AdmissionName.all
  public var isCompatible = false
  public var ignoresSize = false
  public var warmUpRequests = 0
  public var seed: UInt64 = 1
  public var threads = 1
  /// Curves to compute beside the replays; its settings of policies and trace are taken from here.
  public var curve: CurvePlan?

  public init() {}

  /// The result, the same for any number of threads; nil when `progress`, which gets the share done and the requests replayed so far,
  /// said to stop.
  public func run(
    over trace: DenseTrace, _ known: TraceFacts? = nil, name: String,
    progress: @escaping @Sendable (Double, Int) -> Bool = { _, _ in true }
  ) -> CacheStudy? {
    let facts = known ?? TraceFacts(trace)
    var study = CacheStudy(trace: .init(trace, facts, name: name), settings: settings)
    let set = ReplaySet(plans(facts, trace.sampleRate), threads: threads)
    let work = Double(max(1, set.work(over: trace)))
    let share = curve == nil ? 1.0 : 0.5
    guard let counts = set.run(over: trace, progress: { progress(share * Double($0) / work, $0) }) else { return nil }
    let replayed = set.work(over: trace)
    study.replays = pairs.indices.map { row(pairs[$0], counts[$0]) }
    if let curves = curvePlan {
      let scaled = curves.scaled(by: trace.sampleRate)
      guard let found = scaled.run(over: trace, progress: { progress(1 - share + share * $0, replayed) }) else {
        return nil
      }
      study.curves = found.map { CacheStudyPlan.curve($0, sizes: curves.sizes, sampleRate: trace.sampleRate) }
    }
    study.conclude()
    return study
  }

  private var pairs: [(policy: PolicyName, capacity: Int64)] {
    policies.flatMap { policy in capacities.map { (policy, $0) } }
  }

  private func plans(_ facts: TraceFacts, _ sampleRate: Double) -> [ReplayPlan] {
    pairs.map { policy, capacity in
      var plan = ReplayPlan(
        policy, capacity: sampleRate < 1 ? CurvePlan.scaled(capacity, by: sampleRate) : capacity, over: facts,
        isCompatible: isCompatible, ignoresSize: ignoresSize, seed: seed)
      plan.admission = admission
      plan.warmUpRequests = warmUpRequests
      return plan
    }
  }

  private var curvePlan: CurvePlan? {
    guard var plan = curve else { return nil }
    plan.admission = admission
    (plan.isCompatible, plan.ignoresSize) = (isCompatible, ignoresSize)
    (plan.warmUpRequests, plan.seed, plan.threads) = (warmUpRequests, seed, threads)
    return plan
  }

  private var settings: CacheStudy.Settings {
    var settings = CacheStudy.Settings()
    settings.admission = admission.rawValue
    (settings.isCompatible, settings.ignoresSize) = (isCompatible, ignoresSize)
    settings.warmUpRequests = warmUpRequests
    return settings
  }

  private func row(_ pair: (policy: PolicyName, capacity: Int64), _ counts: ReplayCounts) -> CacheStudy.Replay {
    var row = CacheStudy.Replay(policy: pair.policy.rawValue, title: pair.policy.title, capacity: pair.capacity)
    row.isBound = pair.policy.isBound
    (row.requests, row.misses) = (counts.requests, counts.misses)
    (row.requestedBytes, row.missedBytes) = (counts.requestedBytes, counts.missedBytes)
    (row.bypassed, row.evictions) = (counts.bypassed, counts.evictions)
    (row.missRatio, row.byteMissRatio) = (counts.missRatio, counts.byteMissRatio)
    return row
  }

  private static func curve(_ curve: MissRatioCurve, sizes: [Int64], sampleRate: Double) -> CacheStudy.Curve {
    var row = CacheStudy.Curve(
      policy: curve.policy.rawValue, title: curve.policy.title, method: curve.method.rawValue,
      rate: curve.rate * sampleRate, sampledObjects: curve.sampledObjects)
    row.isBound = curve.policy.isBound
    switch curve.error {
    case .none: break
    case .measured(let error): row.measuredError = error
    case .expected(let error): row.expectedError = error
    }
    row.points = zip(sizes, curve.points).map {
      .init(capacity: $0, missRatio: $1.missRatio, byteMissRatio: $1.byteMissRatio)
    }
    return row
  }
}

extension CurvePlan {
  /// The same for a trace that holds a share of the objects.
  func scaled(by sampleRate: Double) -> CurvePlan {
    if sampleRate >= 1 { return self }
    var plan = self
    plan.sizes = sizes.map { CurvePlan.scaled($0, by: sampleRate) }
    return plan
  }

  /// The size of a cache that sees a share of the objects; at least 1.
  static func scaled(_ capacity: Int64, by share: Double) -> Int64 {
    max(1, Int64((Double(capacity) * share).rounded()))
  }
}

extension CacheStudy.Trace {
  init(_ trace: DenseTrace, _ facts: TraceFacts, name: String) {
    self.init(name: name, form: trace.form)
    (requests, objects) = (facts.requests, facts.objects)
    (requestedBytes, footprintBytes) = (facts.requestedBytes, facts.footprintBytes)
    (largestBytes, oneHitObjects) = (Int64(facts.largestBytes), facts.oneHitObjects)
    (sizeChanges, emptyRequests) = (facts.sizeChanges, trace.emptyRequests)
    sampleRate = trace.sampleRate
    malformed = trace.problems.count
    firstMalformed = trace.problems.first.map {
      .init(place: "\(trace.problems.noun) \($0.place)", reason: $0.reason, text: $0.text)
    }
  }
}
