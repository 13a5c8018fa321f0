import ArgumentParser
import Experiments
import Foundation
import Reports
import Simulator

/// `darkroom compare`: two sides on common random numbers, metric by metric.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare two scenarios, variants or recorded runs.",
    discussion: """
      A and B are scenario files, run directories, summary.json files, baselines or archive:ID; FILE:VARIANT picks a \
      variant. B may also be A with an overlay (--with) or a setting (--with-set). Scenarios are run, both sides with the same draws; records are taken as they are.
      All metrics are tested with Student's paired t, corrected for their number. With --trials the comparison is \
      repeated on new draws, and the command says how often it raised an alarm.
      Exit codes: 0 no regression, 3 regression, 4 too few replications, 64 usage, 65 invalid scenario, 66 missing input, 130 interrupted.
      """)

  @Argument(help: ArgumentHelp("The side that is compared with.", valueName: "A"))
  var first: String

  @Argument(help: ArgumentHelp("The side that may be better or worse; A again without it.", valueName: "B"))
  var second: String?

  @Option(help: ArgumentHelp("Replications of each side; 10, or those of the record.", valueName: "n"))
  var replications: Int?

  @Option(help: ArgumentHelp("Root of every random draw of both sides.", valueName: "n"))
  var seed: Int?

  @Option(name: .customLong("set"), help: ArgumentHelp("A setting for both sides; repeatable.", valueName: "key=value"))
  var settings: [String] = []

  @Option(
    name: .customLong("with"), help: ArgumentHelp("B is A with this overlay file; repeatable.", valueName: "file"))
  var overlays: [String] = []

  @Option(
    name: .customLong("with-set"), help: ArgumentHelp("B is A with this setting; repeatable.", valueName: "key=value"))
  var ownSettings: [String] = []

  @Option(help: "Probability of any false alarm (holm), or share of false alarms (falseDiscovery).")
  var alpha = 0.002

  @Option(help: "Correction for the number of metrics: holm or falseDiscovery.")
  var correction = MultipleTests.holm

  @Option(help: ArgumentHelp("Changes for the worse up to this share are no regression.", valueName: "2%"))
  var tolerate = Share(fraction: 0)

  @Option(help: ArgumentHelp("Repeat the comparison on new draws and count its alarms.", valueName: "n"))
  var trials: Int?

  @Option(help: ArgumentHelp("With --trials: say how often this metric was found to be worse.", valueName: "metric"))
  var expect: String?

  @Option(help: ArgumentHelp("Threads; they change speed, never a byte of the result.", valueName: "n"))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Print JSON instead of the summary.")
  var json = false

  @Flag(name: .customLong("no-color"), help: "No colours, even on a terminal.")
  var refusesColour = false

  @OptionGroup var archive: ArchiveLocation

  func validate() throws {
    if let replications, replications < 2 { throw ValidationError("--replications is 2 or more, got \(replications)") }
    if let seed, seed < 0 { throw ValidationError("--seed is 0 or more, got \(seed)") }
    if let trials, trials < 1 { throw ValidationError("--trials is 1 or more, got \(trials)") }
    if threads < 1 { throw ValidationError("--threads is 1 or more, got \(threads)") }
    if trials == nil, second == nil, overlays.isEmpty, ownSettings.isEmpty {
      throw ValidationError("there is nothing to compare with: name B, or --with an overlay, or --with-set a key")
    }
    if !(alpha > 0 && alpha < 1) { throw ValidationError("--alpha lies between 0 and 1, got \(alpha)") }
  }

  func run() throws {
    let stop = StopSignal(wallLimit: nil)
    stop.listen()
    let comparison = MetricComparison(alpha: alpha, correction: correction, tolerance: tolerate.fraction)
    let plan: ComparisonPlan
    do {
      let a = try ComparisonOperand(first, settings: settings, record: archive.record)
      let b = try ComparisonOperand(
        second ?? first, overlays: overlays, settings: settings + ownSettings, record: archive.record)
      plan = try ComparisonPlan(a, b, replications: replications, seed: seed, comparison: comparison)
    } catch let problem as ComparisonOperand.Problem {
      Terminal.complain(problem.message)
      throw ExitCode(problem.code.rawValue)
    }
    if let trials { return try repeated(trials, plan, stop) }
    let result = plan.result(try table(plan.jobs, plan, stop))
    let coloured = Terminal.wantsColour(unless: refusesColour)
    Terminal.say(
      json
        ? try JSONReport.text(result)
        : TerminalReport.text(Digest(result), width: Terminal.width, coloured: coloured))
    if !result.regressions.isEmpty { throw ExitCode(RunExitCode.regression.rawValue) }
    if result.isUndecided { throw ExitCode(RunExitCode.inconclusive.rawValue) }
  }

  private func table(
    _ jobs: [(variant: Int, replication: Int)], _ plan: ComparisonPlan, _ stop: StopSignal
  ) throws -> ReplicationTable {
    let counter = CountLine(total: jobs.count, noun: "replications")
    let table = try ReplicationTable(
      jobs, PlatformRunner(plan.executed), threads: threads, isInterrupted: { stop.isInterrupted },
      progress: { counter.update($0) })
    counter.finish()
    guard let table else { throw ExitCode(RunExitCode.interrupted.rawValue) }
    return table
  }

  private func repeated(_ count: Int, _ plan: ComparisonPlan, _ stop: StopSignal) throws {
    guard plan.executed.count == 2 else {
      throw ValidationError("--trials runs scenarios, so both sides are scenario files with one variant each")
    }
    let trials = ComparisonTrials(
      trials: count, replications: plan.replications, isDisjoint: plan.isNull, comparison: plan.comparison)
    let outcome = trials.outcome(try table(trials.jobs(0, 1), plan, stop))
    Terminal.say(TerminalReport.text(Digest(outcome, plan, expect: expect), width: Terminal.width))
  }
}

extension MultipleTests: ExpressibleByArgument {}

/// A share written with `%`.
struct Share: ExpressibleByArgument {
  var fraction: Double

  init(fraction: Double) { self.fraction = fraction }

  init?(argument: String) {
    guard argument.hasSuffix("%"), let percent = Double(argument.dropLast().filter { $0 != " " }),
      (0...100).contains(percent)
    else { return nil }
    fraction = percent / 100
  }

  var defaultValueDescription: String { "\(fraction * 100)%" }
}
