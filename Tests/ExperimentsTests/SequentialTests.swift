import Experiments
import Foundation
import Reports
import Simulator
import Testing

@testable import Experiments

@Suite struct LookPlanTests {
  @Test func looksDoubleUpToTheLimit() {
    func looks(_ first: Int, _ limit: Int, _ hasBudgets: Bool = true) -> [Int] {
      LookPlan(first: first, limit: limit, hasBudgets: hasBudgets, level: 0.95).looks
    }
    #expect(looks(1, 8) == [1, 3, 8])
    #expect(looks(1, 1) == [1] && looks(5, 5) == [5] && looks(1, 2) == [1, 2])
    #expect(looks(2, 40) == [2, 4, 8, 16, 40])
    #expect(looks(1, 8, false) == [1])
  }

  @Test func theErrorIsSharedOverTheLooks() {
    let plan = LookPlan(first: 1, limit: 8, hasBudgets: true, level: 0.95)
    #expect(abs(plan.level - (1 - 0.05 / 3)) < 1e-12)
    #expect(plan.next(after: 1) == 3 && plan.next(after: 3) == 8 && plan.next(after: 8) == nil)
  }
}

@Suite struct SequentialTests {
  private func result(_ threshold: Double, limit: Int, severity: BudgetResult.Severity = .fail) throws -> RunResult {
    var budget = rule("mean(feed.load.latency)", .less, threshold)
    budget.severity = severity
    var planned = experiment(variants: ["direct"], budgets: [budget])
    planned.maxReplications = limit
    return try ExperimentRun(planned).execute(ScriptedRunner()).result
  }

  @Test func aClearBudgetNeedsOneReplication() throws {
    let clear = try result(0.02, limit: 8)
    #expect(clear.variants[0].replications == 1 && clear.sequential?.looks == [1])
    #expect(clear.budgets[0].outcome == .pass)
    #expect(abs(clear.budgetLevel - (1 - 0.05 / 3)) < 1e-12)
  }

  /// The mean is about 10 ms with a standard deviation of 0.14 ms between replications.
  @Test func anUndecidedBudgetAddsReplicationsUpToTheLimit() throws {
    let open = try result(0.01, limit: 8)
    #expect(open.variants[0].replications == 8 && open.sequential?.looks == [1, 3, 8])
    #expect(open.budgets[0].outcome == .inconclusive)
    #expect(RunExitCode(open) == .inconclusive)
    let decided = try result(0.0103, limit: 40)
    #expect(decided.budgets[0].outcome == .pass && decided.variants[0].replications > 1)
  }

  @Test func warningsAddNothing() throws {
    #expect(try result(0.01, limit: 8, severity: .warn).variants[0].replications == 1)
  }

  @Test func withoutALimitThereIsOneLookAtTheScenariosLevel() throws {
    let plain = try result(0.01, limit: 1)
    #expect(plain.sequential == nil && plain.budgetLevel == 0.95)
  }

  @Test func threadsDoNotChangeTheBytes() throws {
    var planned = experiment(budgets: [rule("mean(feed.load.latency)", .less, 0.01)])
    planned.maxReplications = 8
    var run = ExperimentRun(planned)
    let serial = try JSONReport.text(run.execute(ScriptedRunner()).result)
    run.threads = 3
    #expect(try JSONReport.text(run.execute(ScriptedRunner()).result) == serial)
  }
}

@Suite struct BaselineBudgetTests {
  private func outcome(
    _ factor: Double, slowness: Double = 1, recorded: Int = 5, replications: Int = 5, seed: UInt64 = 7
  ) throws -> BudgetResult {
    let recordedRun = try ExperimentRun(experiment(replications: recorded, variants: ["v"])).execute(
      ScriptedRunner(slowness: [1]))
    var budget = rule("p99(feed.load.latency)", .atMost, 0)
    budget.baselineFactor = factor
    var planned = experiment(replications: replications, variants: ["v"], budgets: [budget])
    planned.baseline = Baseline(recordedRun.result, recordedRun.measurements)
    planned.baseline?.scenario.seed = seed
    return try ExperimentRun(planned).execute(ScriptedRunner(slowness: [slowness])).result.budgets[0]
  }

  @Test func pairsDecideWhatIntervalsAloneCouldNot() throws {
    #expect(try outcome(1.05).outcome == .pass)
    #expect(try outcome(1.05, slowness: 1.1).outcome == .fail)
    #expect(try outcome(1, slowness: 0.99).outcome == .pass)
    #expect(try outcome(1, slowness: 1.01).outcome == .fail)
    // Without pairs, a change of 1 % is within the noise.
    #expect(try outcome(1, slowness: 1.01, seed: 8).outcome == .inconclusive)
  }

  @Test func equalNumbersNeedNoInterval() throws {
    let same = try outcome(1, replications: 1)
    #expect(same.outcome == .pass && same.estimate?.basis == .observed)
    #expect(try outcome(1, slowness: 1.2, replications: 1).outcome == .inconclusive)
  }

  @Test func aMissingBaselineFails() throws {
    var budget = rule("p99(feed.load.latency)", .atMost, 0)
    budget.baselineFactor = 1.05
    let result = try ExperimentRun(experiment(replications: 3, budgets: [budget])).execute(ScriptedRunner()).result
    #expect(result.budgets[0].outcome == .fail)
    #expect(result.budgets[0].reason.contains("darkroom baseline update"))
    #expect(result.budgets[0].requirement == "p99(feed.load.latency) <= baseline * 1.05")
  }
}
