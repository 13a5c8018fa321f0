import Simulator
import Testing

@testable import Scenarios

/// A structure with a key of every kind, as a subsystem would declare it.
private struct SampleParameters: ParameterSet, Equatable {
  enum Mode: String, CaseIterable, Sendable { case direct, buffered }

  var workers = 4
  var ratio = 1.5
  var share = 0.25
  var timeout = SimDuration.milliseconds(200)
  var size: Int64 = 2 << 30
  var arrivals = 1_200.0
  var link = 1e7
  var isOn = true
  var mode = Mode.direct
  var service = DurationDistribution.exponential(mean: .milliseconds(2))

  static let fields: [ParameterField<Self>] = [
    .count("pool.workers", \.workers, 1...10_000, isCapacity: true, "Servers.", source: "assumed"),
    .number("pool.ratio", \.ratio, 0...10, "Ratio.", source: "assumed"),
    .fraction("pool.deep.share", \.share, 0...1, "Share.", source: "assumed"),
    .duration("timeout", \.timeout, .zero ... .hours(1), "Timeout.", source: "assumed"),
    .bytes("size", \.size, 1...(1 << 40), "Size.", source: "assumed"),
    .rate("arrivals", \.arrivals, 0...1e9, "Arrivals.", source: "assumed"),
    .bandwidth("link", \.link, 0...1e12, "Link.", source: "assumed"),
    .flag("isOn", \.isOn, "On.", source: "assumed"),
    .choice("mode", \.mode, "Mode.", source: "assumed"),
    .distribution("pool.service", \.service, "Service time.", source: "assumed"),
  ]
}

@Suite struct ParameterTableTests {
  private let table = ParameterTable<SampleParameters>()

  private func read(_ text: String) throws -> (SampleParameters, [String]) {
    var errors: [ScenarioError] = []
    var assignments: [Assignment] = []
    let node = try #require(try SourceParser.parse(text, file: "f"))
    guard case .mapping(let entries) = node.content else { throw ScenarioErrors([]) }
    table.read(entries, table.tree, path: "", into: &assignments, &errors)
    var root = SampleParameters()
    table.apply(assignments, to: &root)
    return (root, errors.map(\.description))
  }

  @Test func everyKindIsReadIntoItsProperty() throws {
    let (root, errors) = try read(
      """
      pool: {workers: 9, ratio: 2.5, deep: {share: 75 %}, service: uniform 1 ms 3 ms}
      timeout: 5 s
      size: 64 MB
      arrivals: 3 K/min
      link: 1 Gbit/s
      isOn: false
      mode: buffered
      """)
    #expect(errors.isEmpty)
    var expected = SampleParameters()
    expected.workers = 9
    expected.ratio = 2.5
    expected.share = 0.75
    expected.timeout = .seconds(5)
    expected.size = 64_000_000
    expected.arrivals = 50
    expected.link = 1e9
    expected.isOn = false
    expected.mode = .buffered
    expected.service = .uniform(.milliseconds(1), .milliseconds(3))
    #expect(root == expected)
  }

  @Test func printedDefaultsReadBack() throws {
    let (root, errors) = try read(table.yaml(SampleParameters(), indent: 0))
    #expect(errors.isEmpty)
    #expect(root == SampleParameters())
    #expect(
      table.yaml(SampleParameters(), indent: 0) == """
        pool:
          workers: 4
          ratio: 1.5
          deep:
            share: 25 %
          service: exponential mean 2 ms
        timeout: 200 ms
        size: 2 GiB
        arrivals: 1.2 K/s
        link: 10 Mbit/s
        isOn: true
        mode: direct

        """)
  }

  @Test func changesAreTheKeysThatDiffer() throws {
    var changed = SampleParameters()
    changed.mode = .buffered
    changed.share = 1
    let changes = table.changes(from: SampleParameters(), to: changed)
    #expect(changes.map { table.fields[$0.field].path } == ["pool.deep.share", "mode"])
    #expect(
      table.yaml(changes, over: SampleParameters(), indent: 0) == "pool:\n  deep:\n    share: 100 %\nmode: buffered\n")
  }

  @Test func wrongShapesAreNamed() throws {
    let (_, errors) = try read("pool: 4\ntimeout: {a: 1}\nmode: [direct]\nsize:\nworkers: 3\nisOn: maybe\nxyzzy: 1")
    #expect(
      errors == [
        "f:1:7: error: pool: '4' where a mapping is expected; write its keys on lines of their own, indented: workers, ratio, deep, service",
        "f:2:10: error: timeout: a mapping where a duration is expected; write for example '200 ms'",
        "f:3:7: error: mode: a list where a name is expected; write for example 'direct'",
        "f:4:1: error: size: has no value; write for example '2 GiB', or remove the key",
        "f:5:1: error: workers: unknown key (value '3'); did you mean 'pool.workers'?",
        "f:6:7: error: isOn: 'maybe' is neither true nor false",
        "f:7:1: error: xyzzy: unknown key (value '1'); keys here: pool, timeout, size, arrivals, link, isOn, mode",
      ])
  }
}

@Suite struct NearestNameTests {
  @Test func smallSlipsAreFound() {
    let names = ["workers", "warmUp", "duration", "replications", "p99", "lockWait"]
    for (slip, name) in [
      ("worker", "workers"), ("wrokers", "workers"), ("warm_up", "warmUp"), ("warmup", "warmUp"),
      ("Duration", "duration"),
      ("durration", "duration"), ("replication", "replications"), ("p9", "p99"), ("lock-wait", "lockWait"),
    ] {
      #expect(NearestName.of(slip, among: names) == name)
    }
    for stranger in ["", "x", "servers", "throughput", String(repeating: "w", count: 10_000)] {
      #expect(NearestName.of(stranger, among: names) == nil, "\(stranger.prefix(20))")
    }
  }

  @Test func editDistanceCountsOperations() {
    func distance(_ a: String, _ b: String) -> Int {
      NearestName.editDistance(Array(a.unicodeScalars), Array(b.unicodeScalars))
    }
    #expect(distance("", "abc") == 3)
    #expect(distance("abc", "abc") == 0)
    #expect(distance("abc", "acb") == 1)
    #expect(distance("kitten", "sitting") == 3)
  }
}
