import Caching
import Foundation
import FoundationXML
import Reports
import Testing

@testable import CacheLab

@Suite struct StudyTests {
  private func study(_ trace: DenseTrace, _ change: (inout CacheStudyPlan) -> Void) throws -> CacheStudy {
    var plan = CacheStudyPlan()
    plan.policies = [.fifo, .lru, .s3fifo, .belady]
    change(&plan)
    return try #require(plan.run(over: trace, name: "tiny.csv"))
  }

  /// Ten requests that a reader can follow with a pencil, one malformed line among them.
  private func tiny() throws -> CacheStudy {
    let files = try TraceFiles()
    let trace = try files.read(
      "time,key,size\n1,a,10\n2,b,10\n3,a,10\n4,c,10\n5,a,10\n6,d,10\n7,b,x\n8,b,10\n9,a,10\n10,e,10\n11,a,10\n")
    return try study(trace) {
      $0.policies = [.fifo, .lru, .belady]
      $0.capacities = [10, 20, 30]
      $0.curve = CurvePlan([.lru], methods: [.exact], sizes: [10, 20, 30, 50])
    }
  }

  @Test func theTinyTraceIsCountedAsByHand() throws {
    let study = try tiny()
    func misses(_ policy: String) -> [Int64] { study.replays.filter { $0.policy == policy }.map(\.misses) }
    #expect(misses("fifo") == [10, 8, 6])
    #expect(misses("lru") == [10, 7, 6])
    #expect(misses("belady") == [10, 6, 5])
    #expect(study.replays.allSatisfy { $0.missedBytes == $0.misses * 10 && $0.requests == 10 })
    #expect(study.curves[0].points.map(\.missRatio) == [1, 0.7, 0.6, 0.5])
    #expect(study.trace.malformed == 1 && study.trace.firstMalformed[0].place == "line 8")
  }

  @Test func formsAreAsTheyWere() throws {
    let study = try tiny()
    try expectGolden(TerminalReport.text(Digest(study), width: 100), "tiny.txt")
    try expectGolden(JSONReport.text(study), "tiny.json")
    try expectGolden(CacheCSV.text(study), "tiny.csv")
    try expectGolden(CacheSVG.text(study), "tiny.svg")
  }

  @Test func pagesAreWellFormedAndLoadNothing() throws {
    var study = try tiny()
    study.trace.name = "<b>\"&'"
    for text in [CachePage.text(study), CacheSVG.text(study)] {
      let document = try XMLDocument(xmlString: text.replacing("<!DOCTYPE html>\n", with: ""))
      #expect(document.rootElement() != nil)
      #expect(!text.contains("<b>"))
      #expect(!text.replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "").contains("http://"))
      #expect(!text.contains("src=") && !text.contains("<script"))
    }
  }

  @Test func threadsDoNotMatter() throws {
    let trace = skewedTrace(60_000, objects: 5_000)
    func json(_ threads: Int) throws -> String {
      try JSONReport.text(
        study(trace) {
          $0.policies = PolicyName.allCases
          $0.capacities = [2_000, 20_000, 200_000]
          $0.threads = threads
          $0.warmUpRequests = 1_000
          $0.curve = CurvePlan([.lru, .sieve], methods: nil, sizes: [5_000, 50_000, 500_000])
          $0.curve?.rate = 0.5
        })
    }
    let one = try json(1)
    #expect(try json(2) == one)
    #expect(try json(5) == one)
    #expect(one.contains("\"schema\" : \"darkroom.cache/1\""))
  }

  @Test func aStudyCanBeStopped() throws {
    let trace = skewedTrace(2_000, objects: 500)
    var plan = CacheStudyPlan()
    plan.capacities = [1_000]
    #expect(plan.run(over: trace, name: "t", progress: { _, _ in false }) == nil)
  }

  /// Every policy misses at least what Belady's does at equal sizes, and all objects once; a cache of everything misses them once only.
  @Test func boundsAreBounds() throws {
    var trace = skewedTrace(30_000, objects: 3_000, largest: 1)
    trace.requests.indices.forEach { trace.requests[$0].sizeBytes = 1 }
    let study = try study(trace) {
      $0.policies = PolicyName.allCases
      $0.ignoresSize = true
      $0.capacities = [10, 100, 1_000, 3_000]
    }
    let objects = Int64(trace.objectCount)
    for (size, capacity) in [10, 100, 1_000, 3_000].enumerated() {
      let own = study.replays.filter { $0.capacity == Int64(capacity) }
      let bound = try #require(own.first { $0.policy == "belady" }).misses
      #expect(own.allSatisfy { $0.misses >= objects && ($0.policy == "infinite" || $0.misses >= bound) }, "\(size)")
      #expect(own.first { $0.policy == "infinite" }?.misses == objects)
    }
    #expect(study.replays.first { $0.policy == "lru" && $0.capacity == 3_000 }?.misses == objects)
  }

  /// A sampled trace with scaled caches is near the whole one; with caches that are not scaled it is not.
  @Test func samplesScaleTheirCaches() throws {
    let files = try TraceFiles()
    let requests = skewedRequests(300_000, objects: 50_000, exponent: 0.8)
    let path = try files.write(RawRequest.binary(requests))
    var options = TraceOptions()
    let whole = try study(try TraceReader.read(path: path, options)) { $0.capacities = [2_000_000] }
    options.sampleRate = 0.2
    let part = try TraceReader.read(path: path, options)
    let sampled = try study(part) { $0.capacities = [2_000_000] }
    var unscaled = part
    unscaled.sampleRate = 1
    let wrong = try study(unscaled) { $0.capacities = [2_000_000] }
    for (replay, other) in zip(whole.replays, zip(sampled.replays, wrong.replays)) {
      #expect(abs(replay.missRatio - other.0.missRatio) < 0.04, "\(replay.policy)")
      #expect(abs(replay.missRatio - other.1.missRatio) > 0.1, "\(replay.policy)")
      #expect(other.0.capacity == 2_000_000)
    }
  }

  @Test func takeawaysSayWhoWins() {
    #expect(
      takeaway([("LRU", [800, 700, 600, 500]), ("SIEVE", [750, 650, 550, 450]), ("Belady", [500, 400, 300, 200])])
        == "SIEVE misses least at every size; LRU needs 1.41 times the space of SIEVE with 2 MiB; "
        + "knowing the future would save 25.0 points more at 4 MiB")
    #expect(
      takeaway([("LRU", [800, 700, 600]), ("ARC", [700, 710, 590])])
        == "ARC misses least at 2 of 3 sizes, LRU at 1; LRU needs 2 times the space of ARC with 1 MiB")
    #expect(takeaway([("LRU", [800])]) == "LRU with 1 MiB misses 80.00 % of the requests")
    #expect(
      takeaway([("FIFO", [800, 700]), ("LRU", [500, 400])]).hasSuffix("FIFO does not get there with any size here"))
  }

  @Test func takeawaysOfTiesNameNoWinner() {
    let none = [1_000, 1_000] as [Int64]
    #expect(takeaway([("FIFO", none), ("LRU", none)]) == "no policy hits anything at any size here")
    #expect(takeaway([("LRU", none)]) == "LRU hits nothing at any size here")
    #expect(takeaway([("LRU", [1_000])]) == "LRU hits nothing with 1 MiB")
    #expect(
      takeaway([("FIFO", [800, 700]), ("LRU", [800, 700])]) == "all policies miss equally often at every size")
    #expect(
      takeaway([("FIFO", [1_000, 900, 500]), ("LRU", [1_000, 800, 500])])
        .hasPrefix("LRU misses least at 1 of the 1 sizes where policies differ"))
    var study = CacheStudy(trace: .init(name: "t", form: ""), settings: .init())
    study.curves = [.init(policy: "lru", title: "LRU", method: "exact", rate: 1, sampledObjects: 3)]
    study.curves[0].points = [.init(capacity: 1, missRatio: 1, byteMissRatio: 1)]
    study.conclude()
    #expect(study.takeaway == "LRU hits nothing at any size here")
  }

  /// With objects of many sizes Belady's policy may miss more than others; the sentence then says nothing of it.
  @Test func aBoundThatIsNoneIsLeftOut() throws {
    #expect(takeaway([("LRU", [800]), ("FIFO", [700]), ("Belady", [790])]) == "FIFO misses least")
    let note = "objects differ in size, so (Belady) is no strict bound: others may miss less"
    let files = try TraceFiles()
    for (text, isNoted) in [("1,a,5\n2,b,6\n", true), ("1,a,5\n2,b,5\n", false)] {
      let study = try study(try files.read(text)) { $0.capacities = [10] }
      #expect(Digest(study).sections.contains { $0.notes.contains(note) } == isNoted)
    }
  }

  @Test func objectsThatDoNotFitAreNoted() throws {
    let trace = try TraceFiles().read((0..<50).map { "\($0),a,5\n\($0),b,500\n" }.joined())
    func notes(_ capacity: Int64) throws -> String {
      let study = try study(trace) {
        $0.policies = [.lru]
        $0.capacities = [capacity]
      }
      return Digest(study).sections.flatMap(\.notes).joined(separator: "\n")
    }
    #expect(try notes(100).contains("not stored, at the worst size: LRU 50 %; the objects do not fit"))
    #expect(try !notes(1_000).contains("not stored"))
  }

  /// A scaled cache holds at least one object, and a reader is told where that is too large for it.
  @Test func tinySamplesOfCachesStayCaches() throws {
    var trace = skewedTrace(20_000, objects: 2_000)
    trace.requests.indices.forEach { trace.requests[$0].sizeBytes = 1 }
    trace.sampleRate = 0.01
    let study = try study(trace) {
      $0.policies = [.lru, .fifo]
      $0.ignoresSize = true
      $0.capacities = [10, 1_000]
      $0.curve = CurvePlan([.lru, .fifo], methods: [.mini], sizes: [10, 1_000])
    }
    #expect(study.replays.allSatisfy { $0.misses < $0.requests && $0.evictions > 0 })
    let notes = Digest(study).sections.flatMap(\.notes)
    #expect(notes.contains { $0.hasPrefix("sizes below 100 objects miss too often") })
    #expect(notes.contains { $0.hasPrefix("mini: sizes below 100 objects miss too often") })
  }
}

/// The takeaway of made-up misses out of 1,000 requests, at 1 MiB and its doubles.
private func takeaway(_ rows: [(String, [Int64])]) -> String {
  var study = CacheStudy(trace: .init(name: "t", form: ""), settings: .init())
  for (title, misses) in rows {
    for (size, count) in misses.enumerated() {
      var row = CacheStudy.Replay(policy: title, title: title, capacity: Int64(1 << 20) << Int64(size))
      (row.requests, row.misses, row.missRatio) = (1_000, count, Double(count) / 1_000)
      row.isBound = title == "Belady"
      study.replays.append(row)
    }
  }
  study.conclude()
  return study.takeaway
}

/// Compares text with a file of `Golden/`; `DARKROOM_UPDATE_GOLDEN=1` writes the file instead.
private func expectGolden(_ text: String, _ name: String) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
  if ProcessInfo.processInfo.environment["DARKROOM_UPDATE_GOLDEN"] == "1" {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }
  let expected = try String(contentsOf: file, encoding: .utf8)
  let different = zip(text.split(separator: "\n"), expected.split(separator: "\n")).first { $0 != $1 }
  #expect(text == expected, "\(name) differs, first at: \(different.map { "\($0) instead of \($1)" } ?? "its length")")
}
