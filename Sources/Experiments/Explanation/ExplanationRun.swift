import Reports
import Scenarios
import Simulator
import SystemModel

/// Takes one operation's tail apart and checks it: runs the variant again asking every request what would remain without
/// each cause, and once more with each cause really removed, all with the same draws.
public struct ExplanationRun: Sendable {
  /// Reads the variant with more settings applied.
  public typealias Resettled = @Sendable (_ settings: [String]) throws -> ScenarioVariant

  public var variant: ScenarioVariant
  public var operation: Operation
  public var threads = 1
  /// Causes that are checked.
  public var causes = 3
  /// Causes with a smaller share of the p99 are not worth a run.
  private static let leastShare = 0.02

  public init(_ variant: ScenarioVariant, operation: Operation) {
    self.variant = variant
    self.operation = operation
  }

  /// Nil when the operation has no request. `known` is what an earlier run of the variant found: it names the causes
  /// to ask about, which saves a run.
  /// `progress` is told before each run.
  public func explanation(
    known: OperationResult?, _ resettled: Resettled, isInterrupted: () -> Bool,
    progress: (_ run: Int, _ of: Int, _ what: String) -> Void
  ) throws -> Explanation? {
    if known == nil { progress(1, 1, "as it is") }
    guard let first = known ?? run(variant, [], isInterrupted).flatMap({ operation(of: result($0)) }),
      let tail = first.attribution.first(where: { $0.percent == 99 })
    else { return nil }
    let leading = Cause.leading(
      tail.shares.map { ($0.component, $0.kind, $0.share) }, least: Self.leastShare, count: causes)
    progress(1, leading.count + 1, "what remains without each cause")
    guard let asked = run(variant, leading.map(\.cells), isInterrupted) else { return nil }
    let whole = result(asked)
    guard let own = operation(of: whole) else { return nil }
    var explanation = Explanation(
      operation: operation.name, variant: variant.name, fingerprint: asked.fingerprint, result: own, whole: whole)
    let before = measured(asked)
    for (index, cause) in leading.enumerated() {
      progress(index + 2, leading.count + 1, "without \(cause.name)")
      guard let rerun = run(try resettled(cause.settings), [], isInterrupted) else { return nil }
      explanation.causes.append(
        check(cause, own.attribution.first { $0.percent == 99 } ?? tail, before, index, measured(rerun)))
    }
    return explanation
  }

  private func check(
    _ cause: Cause, _ tail: Attribution, _ before: OperationMeasurement, _ question: Int, _ after: OperationMeasurement
  ) -> CauseCheck {
    let own = tail.shares.filter { share in
      cause.cells.contains { $0.component.name == share.component && "\($0.kind)" == share.kind }
    }
    return CauseCheck(
      name: cause.name, share: own.reduce(0) { $0 + $1.share }, settings: cause.settings,
      percentiles: [50, 99, 99.9].compactMap { percent in
        guard let now = before.latency.percentile(percent)?.seconds,
          let attributed = before.withoutCause[question].percentile(percent)?.seconds,
          let rerun = after.latency.percentile(percent)?.seconds
        else { return nil }
        return CauseCheck.Percentile(percent: percent, seconds: now, attributed: attributed, rerun: rerun)
      })
  }

  private func run(_ variant: ScenarioVariant, _ removed: [[WhatIf.Cell]], _ isInterrupted: () -> Bool)
    -> RunMeasurements?
  {
    var inputs = variant.platformInputs
    if !removed.isEmpty { inputs.whatIf = WhatIf(operation, removed: removed) }
    let platform = PlatformRun(inputs, seed: UInt64(variant.parameters.run.seed), threads: threads)
    platform.prepare()
    return platform.run { _ in !isInterrupted() } ? platform.measurements() : nil
  }

  private func measured(_ run: RunMeasurements) -> OperationMeasurement { run.operations[Int(operation.rawValue)] }

  private func result(_ run: RunMeasurements) -> VariantResult {
    VariantResult(name: variant.name, runs: [run], estimator: Estimator())
  }

  private func operation(of result: VariantResult) -> OperationResult? {
    result.operations.first { $0.name == operation.name }
  }
}
