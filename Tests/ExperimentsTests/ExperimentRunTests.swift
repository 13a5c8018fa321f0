import Experiments
import Foundation
import Reports
import Simulator
import Synchronization
import Testing

@Suite struct ExperimentRunTests {
  @Test func threadsDoNotChangeTheBytes() throws {
    var run = ExperimentRun(experiment(replications: 4, budgets: [rule("p99(feed.load.latency)", .less, 0.05)]))
    let serial = try JSONReport.text(run.execute(ScriptedRunner()).result)
    run.threads = 3
    for _ in 0..<5 { #expect(try JSONReport.text(run.execute(ScriptedRunner()).result) == serial) }
  }

  @Test func replicationsGoRoundAllVariantsFirst() throws {
    let order = Mutex<[String]>([])
    var run = ExperimentRun(experiment(replications: 2))
    run.report = { progress in
      if progress.isFinished { order.withLock { $0.append("\(progress.variant)-\(progress.replication)") } }
    }
    let result = try run.execute(ScriptedRunner()).result
    #expect(order.withLock { $0 } == ["0-0", "1-0", "0-1", "1-1"])
    #expect(result.variants.map(\.fingerprints) == [["0-0", "0-1"], ["1-0", "1-1"]])
    #expect(result.complete && result.stopped == nil)
  }

  /// Stops in the second replication of the first variant: that replication is dropped for both.
  @Test func aStoppedRunKeepsWholeReplications() throws {
    let windows = Mutex(0)
    var run = ExperimentRun(experiment(replications: 3))
    run.wallShareUsed = {
      windows.withLock {
        $0 += 1
        return Double($0) / 27
      }
    }
    let result = try run.execute(ScriptedRunner()).result
    #expect(!result.complete && result.stopped == .wallLimit)
    #expect(result.variants.map(\.replications) == [1, 1])
    #expect(RunExitCode(result) == .pass)
  }

  /// A limit on wall time that is too short for one replication is shared among the variants.
  @Test func everyVariantGetsItsPartOfTheWallTime() throws {
    let checks = Mutex(0)
    var run = ExperimentRun(experiment(replications: 2))
    run.wallShareUsed = {
      checks.withLock {
        $0 += 1
        return Double($0) / 10
      }
    }
    let result = try run.execute(ScriptedRunner()).result
    #expect(result.variants.map(\.measuredSeconds) == [4, 4])
    #expect(result.variants.map(\.replications) == [1, 1])
    #expect(result.variants[0].operations[0].latency?.p50.estimate.basis == .batches)
    #expect(result.stopped == .wallLimit)
  }

  /// Stops inside the very first replication: what it measured is kept, the other variant is empty.
  @Test func anInterruptedRunSaysWhatItHas() throws {
    let windows = Mutex(0)
    var run = ExperimentRun(experiment(replications: 3, budgets: [rule("p99(feed.load.latency)", .less, 1)]))
    run.isInterrupted = {
      windows.withLock {
        $0 += 1
        return $0 > 4
      }
    }
    let result = try run.execute(ScriptedRunner()).result
    #expect(result.variants.map(\.replications) == [1, 0])
    #expect(result.variants[0].measuredSeconds == 4)
    #expect(result.budgets.map(\.outcome) == [.pass, .inconclusive])
    #expect(RunExitCode(result) == .interrupted)
    let text = TerminalReport.text(result)
    #expect(text.hasPrefix("PARTIAL") && text.contains("not measured: slow"))
  }

  @Test func theRunnersErrorComesThrough() {
    struct Failing: VariantRunner {
      struct Broken: Error {}
      func run(variant: Int, replication: Int, progress: (SimTime, UInt64) -> Bool) throws -> RunMeasurements {
        throw Broken()
      }
    }
    #expect(throws: Failing.Broken.self) { try ExperimentRun(experiment()).execute(Failing()) }
  }

  @Test func theTakeawayNamesTheVariantsAndTheFactor() throws {
    let one = try ExperimentRun(experiment()).execute(ScriptedRunner()).result.takeaway
    #expect(
      one
        == "p99(feed.load.latency) is 2 times higher with slow (92.7 ms) than with direct (46.4 ms); one replication each, so no interval of the difference."
    )
    let many = try ExperimentRun(experiment(replications: 5)).execute(ScriptedRunner()).result.takeaway
    #expect(try #require(many).contains("paired difference ["))
    let same = try ExperimentRun(experiment()).execute(ScriptedRunner(slowness: [1, 1])).result.takeaway
    #expect(try #require(same).contains("is the same in all variants"))
    #expect(try ExperimentRun(experiment(variants: ["one"])).execute(ScriptedRunner()).result.takeaway == nil)
  }
}
