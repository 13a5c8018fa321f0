import ArgumentParser
import CacheLab
import Experiments

/// How `darkroom cache` reads a trace.
struct CacheTraceOptions: ParsableArguments {
  @Argument(help: "Trace file, plain or compressed with gzip or zstd; - is stdin.", completion: .file())
  var trace: String

  @Option(help: "Form of the trace: auto, csv or oracleGeneral.")
  var format = TraceFormat.auto

  @Option(
    help: ArgumentHelp(
      "Columns of a CSV by number or by name of its header, such as time=1,key=2,size=3.", valueName: "columns"))
  var columns: String?

  @Option(help: ArgumentHelp("Between the cells of a CSV: one character, tab or blank.", valueName: "character"))
  var delimiter: String?

  @Option(help: "Whether the first line of a CSV is a header: auto, yes or no.")
  var header = TraceOptions.Header.auto

  @Flag(help: "Every object counts as one; sizes of caches are in objects.")
  var ignoreSize = false

  @Option(help: ArgumentHelp("Read at most so many requests.", valueName: "n"))
  var limit: Int?

  @Option(
    help: ArgumentHelp("Keep a share of the objects, and scale the caches alike, such as 10 %.", valueName: "share"))
  var sample: String?

  @Flag(help: "Refuse a trace with a malformed line.")
  var strict = false

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit is 1 or more, got \(limit)") }
    _ = try options(isCompatible: false)
  }

  /// Throws usage mistakes.
  func options(isCompatible: Bool) throws -> TraceOptions {
    var options = TraceOptions()
    options.format = format
    options.header = header
    options.ignoresSize = ignoreSize
    options.leavesOutEmpty = isCompatible || !ignoreSize
    options.limit = limit
    do {
      if let columns { options.columns = try TraceColumns(columns) }
      if let delimiter { options.delimiter = try CacheRequests.delimiter(delimiter) }
      if let sample { options.sampleRate = try CacheRequests.share(sample, "--sample") }
    } catch {
      throw ValidationError("\(error)")
    }
    return options
  }

  /// The trace; prints what is wrong with it and throws its exit code.
  func read(isCompatible: Bool, _ progress: (Double?) -> Bool) throws -> DenseTrace {
    let options = try options(isCompatible: isCompatible)
    do {
      let read = try TraceReader.read(path: trace, options, progress: progress)
      if strict, read.problems.count > 0 {
        let name = trace == "-" ? "stdin" : trace
        for problem in read.problems.first {
          let text = problem.text.isEmpty ? "" : ": \(problem.text)"
          Terminal.complain("\(name):\(problem.place): error: \(problem.reason)\(text)")
        }
        Terminal.complain("\(read.problems.count) malformed, and --strict allows none")
        throw ExitCode(RunExitCode.invalidScenario.rawValue)
      }
      return read
    } catch let error as TraceError {
      Terminal.complain(error.description)
      let code: RunExitCode =
        switch error {
        case .missing: .missingInput
        case .wrongRequest: .usage
        case .malformed: .invalidScenario
        case .interrupted: .interrupted
        }
      throw ExitCode(code.rawValue)
    }
  }
}

extension TraceFormat: ExpressibleByArgument {}
extension TraceOptions.Header: ExpressibleByArgument {}
