import Simulator
import Testing

@testable import Reports

@Suite struct HotRowTests {
  private func joined(_ runs: [RunMeasurements]) -> [RowResult] {
    VariantResult(name: "x", runs: runs, estimator: Estimator()).hotRows
  }

  @Test func replicationsAreJoined() throws {
    let row = joined((0..<3).map { SyntheticRun(replication: $0).measurements() })[0]
    let microscope = try #require(row.microscope)
    #expect(microscope.waits == 3 * 43_000)
    #expect(microscope.waitsByLength == [[3_000, 27_000, 0, 0], [0, 9_000, 45_000, 0], [0, 0, 43_500, 1_503]])
    #expect(microscope.longestLineByInterval == [40, 230, 512])
    #expect(microscope.tailShare == 0.51)
    #expect(microscope.writers.map(\.name) == ["tokyo", "lagos", "oregon"])
    #expect(microscope.writers.map(\.share) == [0.6, 0.25, 0.15])
    #expect(microscope.lockWaitErrorSeconds == 0 && !row.isBound)
  }

  /// What one replication does not list counts as nothing there; what only a later one lists is not lost.
  @Test func aRowOfSomeReplications() throws {
    var runs = (0..<4).map { _ in SyntheticRun().measurements() }
    for index in [0, 2, 3] { runs[index].hotRows.removeFirst() }
    runs[1].hotRows[0].lockWaitError = .seconds(440)
    let row = try #require(joined(runs).first { $0.name == "likes of post 3 by @celebrity-1" })
    #expect(row.microscope?.tailShare == 0.125 && row.microscope?.waits == 43_000)
    #expect(row.microscope?.lockWaitErrorSeconds == 0.01 && row.isBound)
    #expect(row.microscope?.waitsByLength.count == 3)
  }

  @Test func sumsAloneHaveNoMicroscope() {
    #expect(joined([SyntheticRun().measurements()])[1].microscope == nil)
  }

  /// Results of before the microscope are still read.
  @Test func olderResultsAreRead() throws {
    var result = SyntheticRun.single()
    result.variants[0].hotRows[0].microscope = nil
    let text = try JSONReport.text(result)
    #expect(!text.contains("microscope"))
    #expect(try JSONReport.result(text) == result)
  }

  @Test func theSentenceSaysWhatIsKnown() {
    var row = joined([SyntheticRun().measurements()])[0]
    #expect(
      Digest.sentence(row)
        == "likes of post 3 by @celebrity-1: 50 % of the time of the slowest 1 % of likes is waiting for this row; "
        + "written by tokyo 60 %, lagos 25 %, oregon 15 %")
    row.microscope?.lockWaitErrorSeconds = 0.001
    row.microscope?.writers.append(.init(name: "mumbai", share: 0.001))
    #expect(Digest.sentence(row)?.contains("at most 50 % of the time") == true)
    #expect(Digest.sentence(row)?.hasSuffix("oregon 15 % and 1 other") == true)
    let section = Digest.hotRows([row], most: 4)
    #expect(section.rows[0][2] == "≤ 225 ms" && section.notes.last?.hasPrefix("≤: ") == true)
    row.microscope = nil
    #expect(Digest.sentence(row) == nil && Digest.hotRows([row], most: 4).notes.isEmpty)
    #expect(Digest.hotRows([], most: 4).notes == ["no row made a writer wait"])
  }

  @Test func kindsAreToldFromNames() {
    let names = [
      "likes of earlier post 3 by @celebrity-1", "comments of post 4 by @u7", "followers of @celebrity-1, shard 3",
      "views of story 2 by @u1", "posts under #12", "something else",
    ]
    #expect(names.map { CountedKind(row: $0) } == [.likes, .comments, .followers, .storyViews, .hashtags, nil])
  }

  /// The picture's cells are the counts, each once, and classes that nobody was in are cut off.
  @Test func theMapShowsEveryWait() throws {
    let map = WaitMap(
      counts: [[0, 5, 0, 0], [0, 1, 300, 0]], lengthEdges: [0.001, 0.002, 0.004], timeEdges: [10, 20, 30])
    #expect(map.classes == 1...2)
    let reader = PageReader(map.svg(title: "x", id: "x").text)
    #expect(reader.error == nil)
    let cells = reader.all("rect").filter { $0.attributes["class"] == "heat" }
    #expect(cells.count == 3)
    let shades = cells.compactMap { Double($0.attributes["fill-opacity"] ?? "") }
    #expect(shades.max() == 1 && shades.allSatisfy { $0 > 0.1 })
    #expect(reader.text.contains("from 10 s to 20 s, 1 ms to 2 ms: 5 waits"))
    #expect(reader.text.contains("306 waits, the shortest 1 ms to 2 ms, the longest 2 ms to 4 ms"))
    #expect(WaitMap(counts: [[0, 0]], lengthEdges: [1], timeEdges: []).svg(title: "x", id: "x").isEmpty)
    #expect(map.name(0) == "below 1 ms" && map.name(3) == "above 4 ms")
  }

  @Test func lengthsOfShares() {
    let microscope = RowMicroscope(
      waits: 10, waitsByLength: [[4, 5, 1], [0, 0, 1], [0, 0, 0]], waitLengthEdgesSeconds: [0.1, 0.2])
    #expect(microscope.length(of: 0.4, interval: 0) == 0.1)
    #expect(microscope.length(of: 0.5, interval: 0) == 0.2)
    #expect(microscope.length(of: 0.99, interval: 0) == nil)
    #expect(microscope.length(of: 0.5, interval: 1) == nil && microscope.length(of: 0.5, interval: 2) == nil)
  }
}
