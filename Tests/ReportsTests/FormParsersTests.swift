import Foundation
import Reports
import Simulator
import Testing

/// Each form read by a reader that is not ours; each reader must also refuse a damaged file.
@Suite struct FormParsersTests {
  @Test func summariesAgreeWithTheSchema() throws {
    for result in [SyntheticRun.single(), SyntheticRun.filled(), SyntheticRun.hostile()] {
      let lines = try expectReadable(
        Checker("summary.py"), JSONReport.text(result), and: [Checker.schema],
        damage: [
          ("\"complete\"", "\"finished\""), ("\"schemaVersion\" : 2", "\"schemaVersion\" : 1"),
          ("\"notModelled\" : [", "\"notKnown\" : [], \"notModelled\" : ["),
          ("\"verdict\" : \"fail\"", "\"verdict\" : \"maybe\""),
        ])
      #expect(lines == ["valid"])
    }
  }

  @Test func junitIsReadByItsLibrary() throws {
    let lines = try expectReadable(
      Checker("junit.py"), JUnitReport.text(SyntheticRun.filled()),
      damage: [("</testcase>", ""), ("failures=\"1\" errors=\"0\" skipped=\"0\">\n    <p", "failures=\"2\">\n    <p")])
    #expect(
      lines == [
        "direct | feed-p99 | failure | scenarios/synthetic.yaml:40",
        "buffered | feed-p99 | passed | scenarios/synthetic.yaml:41",
      ])
    let plain = try Checker("junit.py").judge(JUnitReport.text(SyntheticRun.single()))
    #expect(
      plain.lines == [
        "base | feed-p99 | passed | -:-", "base | feed-fast | failure | -:-", "base | feed-edge | error | -:-",
        "base | feed-wish | skipped | -:-",
      ])
    #expect(try Checker("junit.py").judge(JUnitReport.text(SyntheticRun.hostile())).accepts)
  }

  @Test func gitHubRendersTheSummary() throws {
    let lines = try expectReadable(
      Checker("markdown.py"), GitHubSummary.text(SyntheticRun.single()),
      damage: [("| feed-edge", "<img src=x>| feed-edge"), ("\n", String(repeating: "a", count: 1 << 20))])
    #expect(lines.first == "heading: FAIL: synthetic")
    #expect(lines.contains("link: report.html (report.html)"))
    #expect(lines.contains { $0.hasPrefix("table in sight: 4 rows;  | budget | required | value | 95 % interval") })
    #expect(lines.contains { $0.hasPrefix("row: FAIL | feed-fast | p99(feed.load.latency) < 200 ms | ") })
    #expect(lines.filter { $0.hasPrefix("details:") }.count >= 6)
    #expect(lines.last == "details: Reproduce")
    let hostile = try Checker("markdown.py").judge(GitHubSummary.text(SyntheticRun.hostile()))
    #expect(hostile.accepts, "\(hostile.complaint)")
    #expect(hostile.lines.filter { $0.hasPrefix("heading:") }.count == 1)
    #expect(!hostile.lines.contains { $0.hasPrefix("link:") && $0.hasSuffix("(x)") })
  }

  @Test func aSummaryOfManyBudgetsStaysBelowTheLimit() throws {
    var result = SyntheticRun.single()
    let long = String(repeating: "é|", count: 3_000)
    result.budgets = (0..<500).map { index in
      var budget = result.budgets[index == 499 ? 1 : 0]
      budget.id = "\(index) \(long)"
      return budget
    }
    let text = GitHubSummary.text(result)
    let lines = try Checker("markdown.py").judge(text)
    #expect(lines.accepts, "\(lines.complaint)")
    #expect(text.utf8.count > 500_000 && text.contains("left off here; all are in summary.md"))
    #expect(lines.lines.first { $0.hasPrefix("row:") }?.hasPrefix("row: FAIL | 499 ") == true)
  }

  @Test func annotationsPointAtTheBudget() throws {
    let lines = try expectReadable(
      Checker("annotations.py"), GitHubAnnotations.text(SyntheticRun.filled()),
      damage: [("::error", "error"), ("line=40", "line=forty"), (",col=5", ",col")])
    #expect(lines.count == 1)
    #expect(lines[0].hasPrefix("error | 'scenarios/synthetic.yaml:40:5' | 'budget feed-p99 · direct' | 'p99(feed.load"))
    let kinds = try Checker("annotations.py").judge(GitHubAnnotations.text(SyntheticRun.single())).lines
    #expect(
      kinds.map { $0.prefix { $0 != "|" } } == ["error ", "warning ", "notice "], "a passing budget says nothing")
    let hostile = try Checker("annotations.py").judge(GitHubAnnotations.text(SyntheticRun.hostile()))
    #expect(hostile.accepts, "\(hostile.complaint)")
    #expect(hostile.lines.count == 1 && hostile.output.contains("%0A%25:,::error::|"))
  }

  @Test func aBrokenLawAndAStopAreAnnotated() throws {
    var result = SyntheticRun.single()
    result.budgets = []
    result.variants[0].invariants[0].holds = false
    result.complete = false
    let answer = try Checker("annotations.py").judge(GitHubAnnotations.text(result))
    #expect(answer.lines.map { $0.prefix { $0 != "|" } } == ["error ", "warning "])
  }

  @Test func benchmarkArraysAreWhatTheActionReads() throws {
    let smaller = try expectReadable(
      Checker("benchmark.py"), BenchmarkReport.smallerIsBetter(SyntheticRun.filled()),
      damage: [
        ("\"unit\":\"s\"", "\"unit\":1"), ("\"name\":", "\"title\":"), ("direct: p50(like", "direct: mean(like"),
      ])
    #expect(smaller.count == 2 * 3 * 6 && smaller[0].hasPrefix("direct: mean(feed.load.latency) 0.0"))
    #expect(smaller.contains { $0.hasPrefix("buffered: p999(upload.latency)") })
    let bigger = try expectReadable(
      Checker("benchmark.py"), BenchmarkReport.biggerIsBetter(SyntheticRun.filled()), damage: [("\"value\":", "\"v\":")]
    )
    #expect(bigger.count == 2 * (3 + 2) && !bigger.contains { $0.contains("shield") })
    #expect(bigger.contains { $0.hasPrefix("direct: hitRatio(edge) 0.58 1 [0.58, 0.58]") })
    let hostile = try Checker("benchmark.py").judge(BenchmarkReport.smallerIsBetter(SyntheticRun.hostile()))
    #expect(hostile.accepts, "\(hostile.complaint)")
  }

  @Test func prometheusReadsThePage() throws {
    let lines = try expectReadable(
      Checker("openmetrics.py"), OpenMetricsReport.text(SyntheticRun.filled()),
      damage: [
        ("# EOF\n", ""), ("# TYPE darkroom_requests counter", "# TYPE darkroom_requests histogram"),
        ("quantile=\"0.5\"", "quantile=\"1.5\""), ("darkroom_requests_total", "darkroom_requests"),
        ("# UNIT darkroom_latency_seconds seconds", "# UNIT darkroom_latency_seconds bytes"),
      ])
    #expect(lines.contains("family darkroom_latency_seconds summary seconds 30"))
    #expect(lines.contains("darkroom_run_info hash=0badcafe,seed=1,replications=3,slice=1/20,schema_version=2 1"))
    #expect(lines.contains("darkroom_station_utilisation_ratio variant=direct,station=gateway 0.41"))
    #expect(lines.contains("darkroom_cache_hit_ratio variant=buffered,cache=edge 0.58"))
    #expect(lines.contains("darkroom_budget_met variant=direct,budget=feed-p99,severity=fail 0"))
    #expect(lines.contains("darkroom_budget_met variant=buffered,budget=feed-p99,severity=fail 1"))
    #expect(lines.contains("darkroom_requests_total variant=direct,operation=feed.load 120000"))
    let hostile = try Checker("openmetrics.py").judge(OpenMetricsReport.text(SyntheticRun.hostile()))
    #expect(hostile.accepts, "\(hostile.complaint)")
  }

  @Test func seriesAreStrictCSV() throws {
    let lines = try expectReadable(
      Checker("series.py"), SeriesReport.text(SyntheticRun.filled()),
      damage: [
        ("direct,", "direct,,"), ("direct,p99", "\"direct\"x,p99"), ("direct", "=direct"), (",0.5\r\n", ",0.5,\r\n"),
      ])
    #expect(lines.count == 2 * 2 * 3)
    #expect(lines[0] == "'direct' 'p99(feed.load.latency)' 's' 10 20 0.21")
    #expect(lines[1] == "'direct' 'p99(feed.load.latency)' 's' 20 30 None")
    let hostile = try Checker("series.py").judge(SeriesReport.text(SyntheticRun.hostile()))
    #expect(hostile.accepts, "\(hostile.complaint)")
    #expect(hostile.output.hasPrefix("'\\'=1+1,"))
    #expect(try Checker("series.py").judge(SeriesReport.text(SyntheticRun.single())).output == "")
  }

  @Test func tracesAddUpToTheNanosecond() throws {
    let lines = try expectReadable(
      Checker("trace.py"), ChromeTraceReport.text(SyntheticRun.filled()),
      damage: [
        ("\"ph\":\"X\"", "\"ph\":\"B\""), ("\"ts\":31000000.007", "\"ts\":31000000.008"),
        ("\"thread_name\"", "\"thread\""), ("\"dur\":0.010", "\"dur\":0.01005"), ("]", ""),
      ])
    #expect(
      lines.prefix(4) == [
        "direct · tokyo / feed.load worst, 3.02 s: 31000000007 + 3022345700", "  accessNetwork network 610000030",
        "  counters lockWait 2400000000", "  gateway service 12345670",
      ])
    #expect(lines.contains("buffered · lagos / feed.load p99, 27 ms: 12345678901 + 27001999"))
    #expect(try Checker("trace.py").judge(ChromeTraceReport.text(SyntheticRun.hostile())).accepts)
    #expect(try Checker("trace.py").judge(ChromeTraceReport.text(SyntheticRun.single())).output == "")
  }

  /// Its own engine: names, nesting and times as its viewer would show them.
  @Test func perfettoReadsTheTraces() throws {
    let lines = try expectReadable(
      Checker("perfetto.js"), ChromeTraceReport.text(SyntheticRun.filled()), and: [Checker.perfetto],
      damage: [
        ("\"dur\":610000.030", "\"dur\":610000.031"), ("\"ts\":", "\"tz\":"), ("{\"displayTimeUnit", "displayTimeUnit"),
      ])
    #expect(
      lines.prefix(4) == [
        "direct · tokyo | feed.load worst, 3.02 s | 0 | feed.load | 31000000007 | 3022345700",
        "direct · tokyo | feed.load worst, 3.02 s | 1 | accessNetwork network | 31000000007 | 610000030",
        "direct · tokyo | feed.load worst, 3.02 s | 1 | counters lockWait | 31610000037 | 2400000000",
        "direct · tokyo | feed.load worst, 3.02 s | 1 | gateway service | 34010000037 | 12345670",
      ])
    #expect(lines.filter { $0.contains(" | 0 | ") }.count == 8)
    #expect(
      lines.suffix(2) == [
        "buffered · lagos | upload worst, 12.3 s | 0 | upload | 5000000000 | 12345678901",
        "buffered · lagos | upload worst, 12.3 s | 1 | accessNetwork network | 5000000000 | 12345678901",
      ], "a part as long as its request lies below it")
    let hostile = try Checker("perfetto.js").judge(
      ChromeTraceReport.text(SyntheticRun.hostile()), and: [Checker.perfetto])
    #expect(hostile.accepts, "\(hostile.complaint)")
  }

  @Test func openTelemetryReadsTheTraces() throws {
    let text = OTLPReport.text(SyntheticRun.filled())
    let lines = try expectReadable(
      Checker("otlp.py"), text,
      damage: [
        ("\"traceId\"", "\"trace\""), ("\"spanId\":\"", "\"spanId\":\"00"), ("\"kind\":2", "\"kind\":\"SERVICE\""),
        ("\"endTimeUnixNano\":\"", "\"endTimeUnixNano\":\"9"), ("\"parentSpanId\":\"", "\"parentSpanId\":\"ab"),
      ])
    #expect(
      lines.prefix(4) == [
        "resource darkroom direct tokyo", "SPAN_KIND_SERVER STATUS_CODE_OK feed.load 31000000007 3022345700",
        "SPAN_KIND_INTERNAL STATUS_CODE_OK accessNetwork network 31000000007 610000030",
        "SPAN_KIND_INTERNAL STATUS_CODE_OK counters lockWait 31610000037 2400000000",
      ])
    #expect(try Checker("otlp.py").judge(OTLPReport.text(SyntheticRun.hostile())).accepts)
    #expect(text == OTLPReport.text(SyntheticRun.filled()))
    var other = SyntheticRun.filled()
    other.scenario.seed = 2
    let identifiers = text.matches(of: #/"spanId":"(\w+)"/#).map(\.output.1)
    let others = OTLPReport.text(other).matches(of: #/"spanId":"(\w+)"/#).map(\.output.1)
    #expect(identifiers.count == others.count && Set(identifiers).isDisjoint(with: others))
  }

  @Test func percentileDistributionsAgreeWithHdrHistogram() throws {
    let draws = Draws(seed: 7, replication: 0)
    var histogram = LatencyHistogram()
    var samples = ""
    for index in 0..<20_000 {
      let latency = SimDuration(seconds: -0.06 * log(draws.unit(1, UInt64(index))))
      histogram.record(latency)
      samples += "\(latency.nanoseconds)\n"
    }
    let text = histogram.percentileDistributionText
    let checker = Checker("hgrm.py")
    let answer = try checker.judge(text, samples)
    #expect(answer.accepts && answer.output == "20000 samples, ends agree", "\(answer.complaint)")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let row = lines.firstIndex { $0.contains(" 0.500000") }!
    var damaged = lines
    damaged[row] = lines[row].replacing(/\d+\.\d+/, with: "99.0", maxReplacements: 1)
    #expect(try !checker.judge(damaged.joined(separator: "\n"), samples).accepts)
    #expect(try !checker.judge(text, samples + "5\n").accepts)
    #expect(try !checker.judge(text.replacing("Mean", with: "Meen"), samples).accepts)
  }

  @Test func aMissingReaderIsAnErrorThatSaysWhatToDo() {
    #expect {
      try Checker.run(URL(fileURLWithPath: "/nowhere/python3"), [])
    } throws: {
      "\($0)".contains("run `make test`")
    }
  }
}
