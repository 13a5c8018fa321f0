import Experiments
import Foundation
import Reports
import Scenarios
import Simulator
import SystemModel
import Testing

/// Remedies for a hot row: what is run, and what comes of it.
@Suite struct RemedyRunTests {
  private static let file: String = {
    let path = NSTemporaryDirectory() + "remedies-\(UUID().uuidString).yaml"
    let text = """
      run: {duration: 6 s, warmUp: 4 s, batches: 6}
      population: {users: 4 M}
      regions: {edgePopsPerRegion: 2}
      session: {storyFramesPerSession: 0}
      system: {delivery: {warmTurnover: 0 %}, counters: {mode: direct}}
      events:
        - celebrityPost: {at: 0 s, celebrity: 1, likes: 4 K/s}
      """
    try! text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }()

  @Sendable private static func variant(_ settings: [String]) throws -> ScenarioVariant {
    try ScenarioLoader.load(path: file, settings: settings).executed[0]
  }

  private static let identity = ScenarioIdentity(name: "scripted", hash: "00000001", seed: 7, replications: 3, slice: 1)

  private func run(_ settings: [String] = []) throws -> RemedyRun {
    var run = RemedyRun(Self.identity, try Self.variant(settings))
    run.replications = 3
    run.threads = 2
    return run
  }

  @Test func remediesAreRunOnCommonDraws() throws {
    var run = try run()
    run.remedies = [.fifo, .buffered]
    let study = try #require(try run.study({ try Self.variant($0) }, runner: { ScriptedRows($0) }))
    #expect(study.rows.first?.name == "likes of post 1 by @celebrity-1" && study.counted == .likes)
    #expect(study.replications == 3 && study.skipped.isEmpty)
    #expect(study.effects.map(\.remedy.name) == ["buffered", "fifo"])
    #expect(study.effects[0].remedy.settings == ["system.counters.mode=buffered"])
    let main = try #require(study.effects[0].changes.first)
    // The draws cancel: the histogram's resolution is all that is left of the interval.
    #expect(main.metric == "p99(like.latency)" && abs(main.difference.value + 0.04) < 0.001)
    #expect(try #require(main.difference.high) - main.difference.low! < 0.001)
    #expect(study.effects[1].isSameBehaviour)
    let text = TerminalReport.text(Digest(study), width: 10_000)
    #expect(text.contains("off p99 of likes and costs 900 ms ± 0 of staleness (p95)"))
  }

  @Test func whatIsSetAlreadyIsNotTried() throws {
    var run = try run(["system.counters.handOver=fifo"])
    run.remedies = [.fifo, .buffered]
    let study = try #require(
      try run.study({ try Self.variant(["system.counters.handOver=fifo"] + $0) }, runner: { ScriptedRows($0) }))
    #expect(study.skipped == [SkippedRemedy(name: "fifo", reason: "the scenario does it already")])
    #expect(study.effects.map(\.remedy.name) == ["buffered"])
  }

  @Test func withoutAHotRowNothingIsTried() throws {
    let runner = { @Sendable (variants: [ScenarioVariant]) in ScriptedRows(variants, isCalm: true) }
    let study = try #require(
      try run().study({ _ in throw CancellationError() }, runner: runner))
    #expect(study.rows.isEmpty && study.effects.isEmpty && study.counted == nil)
    #expect(TerminalReport.text(Digest(study)).hasPrefix("NO HOT ROW"))
  }

  @Test func interruptionsEndTheStudy() throws {
    var run = try run()
    run.isInterrupted = { true }
    #expect(try run.study({ try Self.variant($0) }, runner: { ScriptedRows($0) }) == nil)
  }

  @Test func settingsBelongToTheKindOfCounter() {
    #expect(Remedy.buffered.settings(for: .likes) == ["system.counters.mode=buffered"])
    #expect(
      Remedy.sharded.settings(for: .storyViews) == ["system.counters.storyViews=sharded", "system.counters.shards=16"])
    #expect(Remedy.fifo.settings(for: .hashtags) == ["system.counters.handOver=fifo"])
  }

  /// Every remedy is a scenario that can be read, for every kind.
  @Test func everyRemedyCanBeSet() throws {
    for kind in CountedKind.allCases {
      for remedy in Remedy.allCases {
        let changed = try Self.variant(remedy.settings(for: kind))
        #expect(!ScenarioVariant.differences(among: [try Self.variant([]), changed]).isEmpty, "\(kind) \(remedy)")
      }
    }
  }

  /// The real platform: 4,000 likes a second on a row that takes 2,024 wait; a buffer takes the wait away and makes the
  /// count late.
  @Test func bufferingHelpsACelebritysPost() throws {
    var run = RemedyRun(Self.identity, try Self.variant([]))
    run.replications = 3
    run.threads = 2
    run.remedies = [.buffered]
    let study = try #require(try run.study { try Self.variant($0) })
    #expect(study.rows.first?.name == "likes of the scenario's post 1 by @celebrity-1")
    #expect(study.brokenLaws.isEmpty)
    let effect = try #require(study.effects.first)
    let main = try #require(effect.changes.first)
    #expect(main.isCertain && main.difference.value < -0.1, "\(main)")
    let staleness = try #require(effect.changes.first { $0.metric == "p95(counter.staleness)" })
    #expect(abs(staleness.after - 0.95) < 0.15, "\(staleness)")
    let microscope = try #require(study.rows.first?.microscope)
    #expect(microscope.waits > 1_000 && (microscope.tailShare ?? 0) > 0.5)
    #expect(microscope.waitsByLength.reduce(0) { $0 + $1.reduce(0, +) } == microscope.waits)
    #expect(abs(microscope.writers.reduce(0) { $0 + $1.share } - 1) < 1e-4)
  }
}

/// A variant that counts likes directly takes 40 ms longer than one with a buffer, and its count is 0.9 s younger; the
/// replications differ by 10 ms, alike in all variants.
private struct ScriptedRows: VariantRunner {
  var variants: [ScenarioVariant]
  var isCalm = false

  init(_ variants: [ScenarioVariant], isCalm: Bool = false) {
    self.variants = variants
    self.isCalm = isCalm
  }

  func run(variant: Int, replication: Int, progress: (SimTime, UInt64) -> Bool) throws -> RunMeasurements {
    let isDirect = variants[variant].parameters.platform.counters.mode == .direct
    var run = RunMeasurements()
    run.measured = .seconds(3)
    var latency = LatencyHistogram()
    for _ in 0..<1_000 { latency.record(.milliseconds((isDirect ? 50 : 10) + 10 * Int64(replication))) }
    run.operations = [OperationMeasurement(name: "like", latency: latency, batches: [])]
    if isDirect && !isCalm {
      run.hotRows = [
        RowMeasurement(
          name: "likes of post 1 by @celebrity-1", updates: 1_000, lockWaitSum: .seconds(40),
          lockWaitMaximum: .milliseconds(90), longestLine: 30, utilisation: 0.9)
      ]
    }
    run.scalars = [ScalarMeasurement(name: "counter.staleness.p95", value: isDirect ? 0.05 : 0.95, unit: "s")]
    run.fingerprint = "\(isDirect)-\(replication)"
    _ = progress(.zero + .seconds(4), 1_000)
    return run
  }
}
