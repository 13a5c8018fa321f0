import Dispatch
import Simulator

/// What one comparison ended with.
public enum ValidationVerdict: String, Sendable, Codable {
  /// Theory lies inside the interval, and the interval is narrow enough to mean something.
  case pass
  /// The interval excludes theory.
  case outside
  /// The interval includes theory but is wider than the rule allows, so it says nothing.
  case tooWide = "too wide"
  /// Not run, because something that it needs is not there. It confirms nothing.
  case skipped
}

/// One measured number beside its theory.
public struct ValidationRow: Sendable, Codable {
  public let family: String
  public let system: String
  public let source: String
  public let measure: String
  public let unit: String
  public let expected: Double
  /// Nil when it was skipped.
  public let measured: Double?
  public let halfWidth: Double
  /// How far the mean may be off; nil: theory must lie in the interval.
  public let tolerance: Double?
  public let replications: Int
  public let verdict: ValidationVerdict
  public let isNegativeControl: Bool

  /// A theory confirmed, or a wrong system excluded.
  public var isAsItShould: Bool { isNegativeControl ? verdict == .outside : verdict == .pass }
  public var isSkipped: Bool { verdict == .skipped }
}

/// The comparison of the engine with theory on one event list.
public struct ValidationRun: Sendable {
  /// Level of every interval: a table of a hundred rows errs once in ten thousand seeds, and the seeds are pinned.
  public static let level = 1 - 1e-6
  /// Widest half-width, as a share of the theory's value, that counts as a confirmation.
  public static let widestHalfWidth = 0.03

  public private(set) var rows: [ValidationRow] = []
  /// Exact laws (Little's law, flow balance, ledgers) checked once per replication, in integers.
  public private(set) var checkedLaws = 0
  public private(set) var brokenLaws: [String] = []
  public private(set) var executedEvents: UInt64 = 0
  public private(set) var fingerprint = Fingerprint()

  /// Why rows were skipped, each reason once.
  public private(set) var skipReasons: [String] = []

  /// What the plans had to say, each remark once.
  public private(set) var remarks: [String] = []

  /// Nothing that ran is wrong. What was skipped is not in it.
  public var isPassed: Bool { brokenLaws.isEmpty && rows.allSatisfy { $0.isAsItShould || $0.isSkipped } }

  /// Runs every replication of every case; the outcome does not depend on `threads`. `progress` is called after each case.
  public init(
    _ cases: [ValidationCase], on list: EventListChoice = .wheel, threads: Int = 1,
    progress: (ValidationCase, Int) -> Void = { _, _ in }
  ) {
    for (index, validationCase) in cases.enumerated() {
      if let reason = validationCase.skipReason {
        rows += validationCase.oracles.map { Self.skipped(validationCase, $0) }
        if !skipReasons.contains(reason) { skipReasons.append(reason) }
        continue
      }
      let observations = Self.observe(validationCase, list, threads)
      for oracle in validationCase.oracles {
        rows.append(Self.row(validationCase, oracle, observations.map { $0[oracle.measure] }))
      }
      for (replication, observation) in observations.enumerated() {
        checkedLaws += observation.laws.count
        for remark in observation.remarks where !remarks.contains(remark) { remarks.append(remark) }
        for law in observation.laws where !law.holds {
          brokenLaws.append(
            "\(validationCase.family), \(validationCase.system), replication \(replication): "
              + "\(law.name): \(law.expected) is not \(law.found)")
        }
        executedEvents += observation.executedEvents
        fingerprint.absorb(observation.fingerprint.value)
      }
      progress(validationCase, index)
    }
  }

  private static func skipped(_ validationCase: ValidationCase, _ oracle: Oracle) -> ValidationRow {
    ValidationRow(
      family: validationCase.family, system: validationCase.system, source: validationCase.source,
      measure: oracle.measure.name, unit: oracle.measure.unit, expected: oracle.expected, measured: nil, halfWidth: 0,
      tolerance: oracle.tolerance, replications: 0, verdict: .skipped,
      isNegativeControl: validationCase.isNegativeControl)
  }

  /// Theory inside the interval at `level`, or the mean within the oracle's tolerance of it; and half-width at most
  /// `widestHalfWidth` of theory. Values without any spread must equal theory to nine digits.
  static func row(_ validationCase: ValidationCase, _ oracle: Oracle, _ values: [Double]) -> ValidationRow {
    guard let interval = ConfidenceInterval(of: values, level: level) else {
      preconditionFailure("\(validationCase.family) needs two replications or more")
    }
    let scale = oracle.expected.magnitude
    let rounding = 1e-9 * max(scale, 1e-3)
    let contains =
      (interval.mean - oracle.expected).magnitude <= max(oracle.tolerance ?? interval.halfWidth, rounding)
    let isNarrow = interval.halfWidth <= max(widestHalfWidth * scale, rounding)
    return ValidationRow(
      family: validationCase.family, system: validationCase.system, source: validationCase.source,
      measure: oracle.measure.name, unit: oracle.measure.unit, expected: oracle.expected, measured: interval.mean,
      halfWidth: interval.halfWidth, tolerance: oracle.tolerance, replications: values.count,
      verdict: !contains ? .outside : isNarrow ? .pass : .tooWide,
      isNegativeControl: validationCase.isNegativeControl)
  }

  private static func observe(_ validationCase: ValidationCase, _ list: EventListChoice, _ threads: Int)
    -> [Observation]
  {
    let plan = validationCase.plan
    let count = validationCase.replications
    return [Observation](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      // Workers write disjoint elements, so which thread runs a replication leaves no trace.
      nonisolated(unsafe) let results = buffer
      let workers = max(1, min(threads, count))
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        for replication in stride(from: worker, to: count, by: workers) {
          (results.baseAddress! + replication)
            .initialize(to: plan.replicate(on: list, replication: UInt64(replication)))
        }
      }
      initializedCount = count
    }
  }
}
