import ArgumentParser
import CacheLab
import Caching
import Experiments
import Foundation
import Reports

/// `darkroom cache`: a trace through any policies and sizes, side by side.
struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache", abstract: "Replay a cache trace through policies and sizes, and compute miss-ratio curves.",
    discussion: """
      Traces are CSV (time, key, size) or libCacheSim's oracleGeneral, plain or compressed with gzip or zstd. \
      Policies: \(PolicyName.allCases.map(\.rawValue).joined(separator: ", ")). \
      Example: darkroom cache trace.csv.zst --policy lru,s3fifo --size 128MiB..1GiB:8 -o html=cache.html
      Exit codes: 0 done, 1 a file cannot be written, 64 usage, 65 not a trace or malformed with --strict, 66 missing \
      input, 130 interrupted.
      """)

  @OptionGroup var input: CacheTraceOptions

  @Option(help: ArgumentHelp("Policies with commas, or all.", valueName: "names"))
  var policy = "all"

  @Option(
    help: ArgumentHelp(
      """
      Sizes with commas: 128MiB, 1 % of the footprint, or 128MiB..1GiB:8; with --ignore-size numbers of objects. \
      Default: 1 %, 3 %, 10 %, 30 %.
      """, valueName: "sizes"))
  var size: String?

  @Option(
    help: ArgumentHelp("What a miss may store: all, secondHit, sizeThreshold, adaptSize, tinyLFU.", valueName: "name"))
  var admission = "all"

  @Flag(help: "Equal to libCacheSim 0.3.5 in every count: the size of a stored object does not change.")
  var compatible = false

  @Option(help: ArgumentHelp("Requests that fill the caches before counting: a number, or 10 %.", valueName: "n"))
  var warmUp: String?

  @OptionGroup var curves: CacheCurveOptions

  @Option(help: ArgumentHelp("Of policies and samples that draw random numbers.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Replays at a time; the result does not depend on them.", valueName: "n"))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Print JSON instead of tables.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print the last line only, and no progress.")
  var quiet = false

  @Option(
    name: .customShort("o"),
    help: ArgumentHelp(
      "Write a form to a file; repeatable. A path of - is stdout, which then holds no tables. Kinds: \(CacheOutput.kinds).",
      valueName: "kind=path"))
  var outputs: [CacheOutput] = []

  @Flag(name: .customLong("no-color"), help: "No colours, even on a terminal.")
  var refusesColour = false

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads is 1 or more, got \(threads)") }
    _ = try policies()
    if let size { _ = try wrapped("--size: ") { try CacheSizes(size, ignoresSize: input.ignoreSize) } }
    _ = try wrapped { try CacheRequests.admission(admission) }
    if let size { try refuseReversedRanges(size) }
    if let warmUp { _ = try warmUpRequests(warmUp, of: 1 << 41) }
  }

  /// Ranges that are the wrong way round whatever the footprint is.
  private func refuseReversedRanges(_ size: String) throws {
    for part in size.split(separator: ",") {
      let range = try wrapped("--size: ") { try CacheSizes(String(part), ignoresSize: input.ignoreSize) }
      let isPossible = [1, 1 << 50].contains { (try? range.capacities(footprint: $0)) != nil }
      if !isPossible { throw ValidationError("--size: '\(part)' does not go from the smaller to the larger") }
    }
  }

  /// Fewer than `total`; throws usage mistakes.
  private func warmUpRequests(_ text: String, of total: Int) throws -> Int {
    let count = try wrapped { try CacheRequests.requests(text, of: total, "--warm-up") }
    if count > 0 && count >= total {
      throw ValidationError("--warm-up \(text) leaves none of the requests to count")
    }
    return count
  }

  func run() throws {
    let stop = StopSignal(wallLimit: nil)
    stop.listen()
    for output in outputs { try refuseUnwritable(output) }
    let line = ReplayLine(isSilent: quiet)
    let trace = try input.read(isCompatible: compatible) { share in
      line.update("reading", share)
      return !stop.isInterrupted
    }
    let facts = TraceFacts(trace)
    let plan = try plan(trace, facts)
    let name = input.trace == "-" ? "stdin" : URL(fileURLWithPath: input.trace).lastPathComponent
    let replayed = ReplayLine(isSilent: quiet)
    let study = plan.run(over: trace, facts, name: name) { share, requests in
      replayed.update("replaying", share, requests: requests)
      return !stop.isInterrupted
    }
    replayed.finish()
    guard let study else { throw ExitCode(RunExitCode.interrupted.rawValue) }
    if let doubt = trace.doubt, !quiet {
      Terminal.complain("\(input.trace): warning: may not be oracleGeneral: \(doubt)")
    }
    if study.trace.malformed > 0 && !quiet { complain(study.trace) }
    for output in outputs { try writing(output.path) { try output.write(study) } }
    if json || !outputs.contains(where: \.isStandardOutput) { try show(study) }
  }

  private func complain(_ trace: CacheStudy.Trace) {
    let first = trace.firstMalformed.first.map { ", first \($0.place): \($0.reason)" } ?? ""
    Terminal.complain("\(input.trace): warning: \(trace.malformed) malformed and left out\(first)")
  }

  private func policies() throws -> [PolicyName] { try wrapped { try CacheRequests.policies(policy) } }

  private func plan(_ trace: DenseTrace, _ facts: TraceFacts) throws -> CacheStudyPlan {
    let footprint = Double(input.ignoreSize ? Int64(facts.objects) : facts.footprintBytes) / trace.sampleRate
    var plan = CacheStudyPlan()
    plan.policies = try policies()
    plan.admission = try wrapped { try CacheRequests.admission(admission) }
    plan.isCompatible = compatible
    plan.ignoresSize = input.ignoreSize
    plan.seed = seed
    plan.threads = threads
    plan.curve = try curves.plan(plan.policies, footprint: Int64(footprint), objects: facts.objects)
    if let warmUp { plan.warmUpRequests = try warmUpRequests(warmUp, of: facts.requests) }
    try wrapped("--size: ") {
      if size == nil && curves.curve { return }
      let sizes = try CacheSizes(size ?? "1%,3%,10%,30%", ignoresSize: input.ignoreSize)
      plan.capacities = try sizes.capacities(footprint: Int64(footprint))
    }
    return plan
  }

  private func show(_ study: CacheStudy) throws {
    if json { return Terminal.say(try JSONReport.text(study)) }
    if quiet { return Terminal.say(study.takeaway + "\n") }
    let coloured = Terminal.wantsColour(unless: refusesColour)
    Terminal.say(TerminalReport.text(Digest(study), width: Terminal.width, coloured: coloured))
  }

  private func wrapped<Value>(_ place: String = "", _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as CacheRequestError { throw ValidationError(place + error.description) }
  }

  /// Before the replays, which may take long: a folder that is missing or not ours, or a folder in place of a file.
  private func refuseUnwritable(_ output: CacheOutput) throws {
    if output.isStandardOutput { return }
    let files = FileManager.default
    var isFolder: ObjCBool = false
    let exists = files.fileExists(atPath: output.path, isDirectory: &isFolder)
    let folder = URL(fileURLWithPath: output.path).deletingLastPathComponent().path
    let reason: String? =
      if exists && isFolder.boolValue {
        "it is a folder"
      } else if !files.fileExists(atPath: folder) {
        "its folder does not exist"
      } else if !files.isWritableFile(atPath: exists ? output.path : folder) {
        "no permission"
      } else {
        nil
      }
    guard let reason else { return }
    Terminal.complain("\(output.path): error: cannot be written: \(reason)")
    throw ExitCode(RunExitCode.internalError.rawValue)
  }

  private func writing(_ path: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      Terminal.complain("\(path): error: cannot be written: \(error.localizedDescription)")
      throw ExitCode(RunExitCode.internalError.rawValue)
    }
  }
}

extension CacheOutput: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
