import ArgumentParser
import Experiments
import Foundation

/// Compares the engine with closed forms; results on stdout, progress on stderr.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Compare the engine with theory and published tables, and check that wrong systems are rejected.",
    discussion: """
      Exit code 0 when theory lies inside every interval, every half-width is at most 3 % and every negative control is \
      rejected; 2 otherwise. What needs a trace that is not there is reported as skipped, never as passed. The same \
      engine prints the same bytes.
      """)

  @Option(help: ArgumentHelp("Write the table as Markdown to this file.", valueName: "path"))
  var write: String?

  @Flag(help: "Print JSON instead of the table.")
  var json = false

  @Flag(help: "Run the quick subset that the test suite runs.")
  var quick = false

  @Option(help: "Event list: wheel or heap. Both give the same table.")
  var eventList = EventListChoice.wheel

  @Option(help: "Worker threads; the result does not depend on them.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(
    help: ArgumentHelp(
      "The open trace cloudPhysicsIO.oracleGeneral.bin, for exact counts of cache policies.", valueName: "path"))
  var trace: String?

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads is 1 or more, got \(threads)") }
  }

  func run() throws {
    let cases = (quick ? ValidationCases.quick : ValidationCases.all) + ValidationCases.traceCaches(trace)
    let showsProgress = isatty(STDERR_FILENO) == 1
    let result = ValidationRun(cases, on: eventList, threads: threads) { validationCase, index in
      if !showsProgress { return }
      let line = "[\(index + 1)/\(cases.count)] \(validationCase.family), \(validationCase.system)"
      FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
    }
    if showsProgress { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    let report = ValidationReport(result)
    if let write { try Data(report.markdown.utf8).write(to: URL(fileURLWithPath: write)) }
    print(json ? try report.json() : report.text)
    if !result.isPassed { throw ExitCode(2) }
  }
}

extension EventListChoice: ExpressibleByArgument {}
