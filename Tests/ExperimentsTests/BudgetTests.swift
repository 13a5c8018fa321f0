import Experiments
import Reports
import Simulator
import Testing

@Suite struct BudgetTests {
  /// Three replications with rates 9, 10 and 11 per second: the 95 % interval is 10 ± 2.48.
  private let runs: [RunMeasurements] = [9, 10, 11].map { rate in
    var run = RunMeasurements()
    run.measured = .seconds(1)
    run.rates = [RateMeasurement(name: "posts", executed: Int64(rate), executedPerSecond: Double(rate))]
    run.scalars = [ScalarMeasurement(name: "odd", value: Double(rate), unit: "widgets")]
    return run
  }

  private func outcome(_ rule: BudgetRule, _ runs: [RunMeasurements], isComplete: Bool = true) -> BudgetResult.Outcome {
    rule.judge(runs, variant: "v", estimator: Estimator(level: 0.95), isComplete: isComplete).outcome
  }

  @Test(arguments: [
    (BudgetRule.Comparison.less, 13.0, BudgetResult.Outcome.pass), (.less, 12, .inconclusive), (.less, 7, .fail),
    (.atMost, 13, .pass), (.atMost, 8, .inconclusive), (.atMost, 7, .fail), (.more, 7, .pass),
    (.more, 12, .inconclusive),
    (.more, 13, .fail), (.atLeast, 7, .pass), (.atLeast, 8, .inconclusive), (.atLeast, 13, .fail),
  ])
  func theIntervalDecides(comparison: BudgetRule.Comparison, threshold: Double, expected: BudgetResult.Outcome) {
    #expect(outcome(rule("rate(posts)", comparison, threshold, .perSecond), runs) == expected)
  }

  @Test func strictAndInclusiveDifferAtTheThreshold() {
    let one = [runs[1]]
    #expect(outcome(rule("rate(posts)", .less, 10, .perSecond), one) == .fail)
    #expect(outcome(rule("rate(posts)", .atMost, 10, .perSecond), one) == .pass)
    #expect(outcome(rule("rate(posts)", .more, 10, .perSecond), one) == .fail)
    #expect(outcome(rule("rate(posts)", .atLeast, 10, .perSecond), one) == .pass)
  }

  @Test func missingDataFails() {
    let missing = rule("p99(nothing.latency)", .less, 1)
    #expect(outcome(missing, runs) == .fail)
    #expect(outcome(missing, []) == .fail)
    #expect(outcome(missing, [], isComplete: false) == .inconclusive)
    #expect(missing.judge(runs, variant: "v", estimator: Estimator(), isComplete: true).estimate == nil)
  }

  @Test func aMissingReplicationIsInconclusive() {
    var gap = runs
    gap[2].rates = []
    #expect(outcome(rule("rate(posts)", .less, 100, .perSecond), gap) == .inconclusive)
  }

  @Test func unitsMustAgree() {
    #expect(outcome(rule("rate(posts)", .less, 100, .seconds), runs) == .fail)
    #expect(outcome(rule("value(odd)", .less, 100, .count), runs) == .pass)
  }

  @Test func marginsAreShareOfTheThresholdOnTheRightSide() throws {
    let judge = { (rule: BudgetRule) in
      rule.judge(runs, variant: "v", estimator: Estimator(), isComplete: true).margin
    }
    #expect(judge(rule("rate(posts)", .less, 20, .perSecond)) == 0.5)
    #expect(judge(rule("rate(posts)", .atLeast, 5, .perSecond)) == 1)
    #expect(judge(rule("rate(posts)", .atLeast, 20, .perSecond)) == -0.5)
    #expect(judge(rule("rate(posts)", .more, 0, .perSecond)) == nil)
  }

  @Test func aVariantHasItsOwnBudgets() throws {
    var two = experiment()
    two.variants[1].budgets = [rule("p99(feed.load.latency)", .less, 1)]
    #expect(try ExperimentRun(two).execute(ScriptedRunner()).result.budgets.map(\.variant) == ["slow"])
  }
}

@Suite struct RunExitCodeTests {
  /// Every pair in the ranking: the earlier one wins.
  @Test func theHighestRankedProblemWins() {
    let ranked: [RunExitCode] = [
      .internalError, .invalidScenario, .notDeterministic, .budgetBreached, .regression, .inconclusive, .pass,
    ]
    for (index, high) in ranked.enumerated() {
      for low in ranked[index...] {
        #expect(RunExitCode.worst([low, high]) == high)
        #expect(RunExitCode.worst([high, low]) == high)
      }
    }
    #expect(RunExitCode.worst([]) == .pass)
    #expect(ranked.map(\.rawValue) == [1, 65, 5, 2, 3, 4, 0])
  }

  @Test func resultsHaveTheirCodes() throws {
    func status(_ budgets: [BudgetRule], brokenLaw: Bool = false) throws -> RunExitCode {
      let run = ExperimentRun(experiment(budgets: budgets))
      return RunExitCode(try run.execute(ScriptedRunner(brokenLaw: brokenLaw)).result)
    }
    let open = rule("p9999(feed.load.latency)", .less, 1)
    let breached = rule("p99(feed.load.latency)", .less, 0.001)
    var warning = breached
    warning.severity = .warn
    #expect(try status([]) == .pass)
    #expect(try status([rule("p99(feed.load.latency)", .less, 1)]) == .pass)
    #expect(try status([warning]) == .pass)
    #expect(try status([open]) == .inconclusive)
    #expect(try status([open, breached]) == .budgetBreached)
    #expect(try status([open, breached], brokenLaw: true) == .internalError)
  }
}
