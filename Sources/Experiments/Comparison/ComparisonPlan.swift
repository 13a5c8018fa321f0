import Reports
import Scenarios
import Simulator

/// Two sides with their variants paired: what must run, and what comes of it.
public struct ComparisonPlan: Sendable {
  public var a: ComparisonOperand
  public var b: ComparisonOperand
  public var comparison: MetricComparison
  /// Replications of each side.
  public let replications: Int
  /// Scenario variants that must run, A's before B's, all with one seed.
  public let executed: [ScenarioVariant]
  /// Indices into each side's variants.
  private let pairs: [(a: Int, b: Int)]
  private let firstOfB: Int

  /// `replications` nil takes those of the recorded side, or ten. A single variant on each side is a pair whatever its
  /// name; otherwise names are matched. Throws when nothing matches.
  public init(
    _ a: ComparisonOperand, _ b: ComparisonOperand, replications: Int?, seed: Int?, comparison: MetricComparison
  ) throws {
    (self.a, self.b) = (a, b)
    self.comparison = comparison
    let (namesA, namesB) = (a.variantNames, b.variantNames)
    if namesA.count == 1, namesB.count == 1 {
      pairs = [(0, 0)]
    } else {
      pairs = namesA.indices.compactMap { index in namesB.firstIndex(of: namesA[index]).map { (index, $0) } }
    }
    if pairs.isEmpty {
      throw ComparisonOperand.Problem(
        message: "no variant is on both sides: \(a.name) has \(namesA.joined(separator: ", ")), "
          + "\(b.name) has \(namesB.joined(separator: ", ")); pick one each with FILE:VARIANT", code: .usage)
    }
    let recorded = [a, b].compactMap(\.recordedReplications).min()
    self.replications = recorded.map { min($0, replications ?? $0) } ?? replications ?? 10
    let wanted = [a, b].first { $0.recordedReplications != nil }?.identity.seed ?? a.identity.seed
    guard let common = seed ?? Int(exactly: wanted), common >= 0 else {
      throw ComparisonOperand.Problem(
        message: "\(a.name): error: its seed \(wanted) is above what a scenario may set", code: .usage)
    }
    if seed != nil, [a, b].allSatisfy({ $0.recordedReplications != nil }) {
      throw ComparisonOperand.Problem(
        message: "both sides are on record, so --seed changes nothing; name a scenario file", code: .usage)
    }
    func seeded(_ operand: ComparisonOperand) -> [ScenarioVariant] {
      guard case .scenario = operand.content else { return [] }
      return operand.variants.map { variant in
        var variant = variant
        variant.parameters.run.seed = common
        return variant
      }
    }
    let first = seeded(a)
    firstOfB = first.count
    executed = first + seeded(b)
    for operand in [\ComparisonPlan.a, \ComparisonPlan.b] where !executed.isEmpty {
      if case .scenario = self[keyPath: operand].content { self[keyPath: operand].identity.seed = UInt64(common) }
    }
  }

  /// A against itself.
  public var isNull: Bool { a.name == b.name }

  /// Same draws on both sides.
  public var isPaired: Bool { a.identity.seed == b.identity.seed }

  /// Round all variants before the next replication.
  public var jobs: [(variant: Int, replication: Int)] {
    (0..<replications).flatMap { replication in executed.indices.map { ($0, replication) } }
  }

  /// `table` holds what `jobs` asked for.
  public func result(_ table: ReplicationTable) -> ComparisonResult {
    func side(_ operand: ComparisonOperand, _ index: Int, _ first: Int) -> ComparisonOperand.RecordedVariant {
      switch operand.content {
      case .recorded(let variants): return variants[index]
      case .scenario:
        let own = (0..<replications).map { table.entries[$0 * executed.count + first + index] }
        return ComparisonOperand.RecordedVariant(
          name: operand.variants[index].name, values: own.values, fingerprints: own.map(\.fingerprint))
      }
    }
    // The promise is one for all variants together.
    var comparison = comparison
    comparison.alpha /= Double(pairs.count)
    let variants = pairs.map { pair in
      let (first, second) = (side(a, pair.a, 0), side(b, pair.b, firstOfB))
      let (printsA, printsB) = (first.fingerprints.prefix(replications), second.fingerprints.prefix(replications))
      return VariantComparison(
        a: first.name, b: second.name, replications: replications,
        isSameBehaviour: !printsA.isEmpty && printsA.elementsEqual(printsB),
        metrics: comparison.differences(first.values.first(replications), second.values.first(replications)))
    }
    return ComparisonResult(
      a: ComparisonResult.Side(name: a.name, scenario: a.identity),
      b: ComparisonResult.Side(name: b.name, scenario: b.identity), isPaired: isPaired, alpha: self.comparison.alpha,
      correction: comparison.correction, tolerance: comparison.tolerance, variants: variants, changes: changes)
  }

  /// Of the first pair; nil when one side's scenario is not known.
  private var changes: [ScenarioChange]? {
    guard pairs[0].a < a.variants.count, pairs[0].b < b.variants.count else { return nil }
    return ScenarioVariant.differences(among: [a.variants[pairs[0].a], b.variants[pairs[0].b]]).map {
      ScenarioChange(key: $0.key, values: $0.values)
    }
  }
}

extension ComparisonOperand {
  fileprivate var variantNames: [String] {
    switch content {
    case .scenario: variants.map(\.name)
    case .recorded(let variants): variants.map(\.name)
    }
  }

  /// Nil for a scenario, which can be run as often as one likes.
  fileprivate var recordedReplications: Int? {
    guard case .recorded(let variants) = content else { return nil }
    return variants.map(\.fingerprints.count).min()
  }
}

extension [MetricValues] {
  fileprivate func first(_ count: Int) -> [MetricValues] {
    map { MetricValues(metric: $0.metric, unit: $0.unit, values: Array<Double?>($0.values.prefix(count))) }
  }
}
