import Foundation
import Simulator
import Testing
import Theory

@testable import Experiments

#if DEBUG
  private let isOptimised = false
#else
  private let isOptimised = true
#endif

@Suite struct ValidationTests {
  /// Every family once, every negative control, every exact law. Minutes without optimisation, so only with it.
  @Test(.enabled(if: isOptimised)) func quickSubsetAgreesWithTheory() {
    let run = ValidationRun(ValidationCases.quick, threads: 2)
    for row in run.rows where !row.isAsItShould {
      let measured = row.measured.map { "\($0)" } ?? "nothing"
      Issue.record(
        "\(row.family), \(row.system): \(row.measure) is \(measured) ± \(row.halfWidth), theory \(row.expected): \(row.verdict)"
      )
    }
    #expect(run.brokenLaws == [])
    #expect(run.checkedLaws > 1_000)
    #expect(run.isPassed)
  }

  /// The full table names every family that the quick one leaves to the command.
  @Test func allFamiliesAreThere() {
    let families = Set(ValidationCases.all.map(\.family))
    for family in [
      "M/M/1", "M/M/c", "M/D/1", "M/G/1", "M/M/c/K", "M/G/10/10", "M/M/1-PS", "M/M/1 priority", "Jackson network",
      "Fork–join", "Row lock, closed loop", "Token bucket", "Batcher", "M/M/1 + deadline",
      "Cache, Zipf, LRU", "Cache, Zipf, FIFO", "Cache, Zipf, S4LRU", "Cache benchmark, order", "Cache layers",
    ] {
      #expect(families.contains(family), "\(family)")
    }
    let controls = ValidationCases.all.filter { $0.isNegativeControl }
    #expect(controls.count >= 12)
    #expect(controls.allSatisfy { $0.isQuick })
    let byChance = ValidationCases.all.filter { validationCase in
      !["Cache benchmark", "Cache layers", "Photo study", "Trace"].contains { validationCase.family.hasPrefix($0) }
    }
    #expect(byChance.allSatisfy { $0.replications >= 30 })
  }

  @Test func eitherListAndAnyThreadsGiveTheSameBytes() throws {
    var station = SingleStationPlan.markovian(servers: 2, load: 0.9, customers: 300)
    station.discipline = .random
    station.deadline = .milliseconds(3)
    var lock = ValidationCases.lockPlan(.random)
    (lock.warmUp, lock.measured) = (.milliseconds(50), .milliseconds(200))
    var network = ValidationCases.jacksonPlan(feedback: 0.3)
    (network.warmUp, network.measured) = (.milliseconds(100), .milliseconds(500))
    let plans: [any ValidationPlan] = [
      station, lock, network, SharingPlan(load: 0.8, service: ValidationCases.service, customers: 300),
      ForkJoinPlan(branches: 5, branchTime: ValidationCases.service, requests: 30),
    ]
    let cases = plans.map {
      ValidationCase("f", "s", source: "x", [Oracle(.meanSojournTime, 1)], replications: 7, $0)
    }
    let wheel = try ValidationReport(ValidationRun(cases, on: .wheel, threads: 1)).json()
    let heap = try ValidationReport(ValidationRun(cases, on: .heap, threads: 3)).json()
    #expect(wheel == heap)
  }

  private func row(
    _ expected: Double, _ values: [Double], isNegativeControl: Bool = false, tolerance: Double? = nil
  ) -> ValidationRow {
    let validationCase = ValidationCase(
      "f", "s", source: "x", [], isNegativeControl: isNegativeControl,
      ForkJoinPlan(branches: 1, branchTime: .constant(.zero), requests: 1))
    return ValidationRun.row(validationCase, Oracle(.meanNumber, expected, tolerance: tolerance), values)
  }

  /// 32 values 0.9 and 1.1 in turn: standard error 0.018, half-width about 0.11.
  @Test func theRuleCanFailInEveryWay() {
    let wide = (0..<32).map { $0 % 2 == 0 ? 0.9 : 1.1 }
    let narrow = (0..<32).map { $0 % 2 == 0 ? 0.99 : 1.01 }
    #expect(row(1, wide).verdict == .tooWide)
    #expect(row(1, narrow).verdict == .pass)
    #expect(row(1.02, narrow).verdict == .outside)
    #expect(row(1.02, narrow, isNegativeControl: true).isAsItShould)
    #expect(!row(1, narrow, isNegativeControl: true).isAsItShould)
    #expect(!row(1, wide, isNegativeControl: true).isAsItShould)
    #expect(row(1, Array(repeating: 1, count: 32)).verdict == .pass)
    #expect(row(1, Array(repeating: 1.000_001, count: 32)).verdict == .outside)
    #expect(row(0, Array(repeating: 0, count: 32)).verdict == .pass)
    #expect(row(1.02, narrow, tolerance: 0.03).verdict == .pass)
    #expect(row(1.02, narrow, tolerance: 0.01).verdict == .outside)
    #expect(row(1, wide, tolerance: 0.5).verdict == .tooWide)
  }

  /// What could not run is skipped: neither confirmed nor failed, whatever the reason.
  @Test func skippedIsNotPassed() throws {
    for (path, words) in [(nil, "no trace given"), ("/no/such/trace", "cannot be read"), (#filePath, "another file")] {
      let cases = ValidationCases.traceCaches(path)
      let run = ValidationRun(cases)
      #expect(run.rows.count == 64 && run.rows.allSatisfy { $0.isSkipped && !$0.isAsItShould && $0.measured == nil })
      #expect(run.skipReasons.count == 1 && run.skipReasons[0].contains(words))
      let report = ValidationReport(run)
      #expect(report.conclusion.hasPrefix("PASS: 0 of 64 oracles confirmed, 64 skipped, "))
      #expect(report.markdown.contains("| 93403 | – | – | – | 0 | skipped |"))
      #expect(try report.json().contains("\"verdict\" : \"skipped\""))
    }
  }

  /// A skipped row beside a wrong one does not hide it.
  @Test func skippedDoesNotHideAFailure() {
    struct Wrong: ValidationPlan {
      func replicate(on list: EventListChoice, replication: UInt64) -> Observation {
        var observation = Observation()
        observation[.meanNumber] = 2
        return observation
      }
    }
    let wrong = ValidationCase("f", "s", source: "x", [Oracle(.meanNumber, 1)], replications: 2, Wrong())
    #expect(!ValidationRun(ValidationCases.traceCaches(nil) + [wrong]).isPassed)
  }

  @Test func aBrokenLawFailsTheRun() {
    struct Leaky: ValidationPlan {
      func replicate(on list: EventListChoice, replication: UInt64) -> Observation {
        var observation = Observation()
        observation[.meanNumber] = 1
        observation.laws = [InvariantMeasurement(name: "flow", expected: 3, found: replication == 5 ? 2 : 3)]
        return observation
      }
    }
    let run = ValidationRun([ValidationCase("f", "s", source: "x", [Oracle(.meanNumber, 1)], Leaky())])
    #expect(run.rows.allSatisfy { $0.isAsItShould })
    #expect(run.checkedLaws == 64)
    #expect(run.brokenLaws == ["f, s, replication 5: flow: 3 is not 2"])
    #expect(!run.isPassed)
    #expect(ValidationReport(run).conclusion.hasPrefix("FAIL"))
    #expect(ValidationReport(run).markdown.contains("## Broken laws"))
  }

  @Test func reportsAreWellFormed() throws {
    let cases = ValidationCases.all.filter { $0.family == "Batcher" }
    let report = ValidationReport(ValidationRun(cases))
    let lines = report.markdown.split(separator: "\n")
    let tableRows = lines.filter { $0.hasPrefix("| Batcher") }
    #expect(tableRows.count == 3)
    #expect(tableRows.allSatisfy { $0.split(separator: "|").count == 10 })
    let lastLine = report.text.split(separator: "\n").last ?? ""
    #expect(lastLine.hasPrefix("PASS: 2 of 2 oracles confirmed, 1 of 1 negative controls rejected, "))
    #expect(try report.json().contains("\"schema\" : \"darkroom.validation/1\""))
  }

  /// docs/validation.md was written by this table of cases: every row is there, with this theory, and all is well.
  @Test func theWrittenPageIsOfTheseCases() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/validation.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    #expect(text.contains("PASS: "))
    var rows = 0
    for validationCase in ValidationCases.all + ValidationCases.traceCaches(nil) {
      for oracle in validationCase.oracles {
        let row = ValidationRun.row(validationCase, oracle, [oracle.expected, oracle.expected])
        let cells = [
          row.family, ValidationReport.system(row), row.measure, row.unit, ValidationReport.number(row.expected),
        ]
        let start = "| " + cells.joined(separator: " | ") + " |"
        #expect(text.contains(start), "docs/validation.md lacks `\(start)`; run darkroom validate --write")
        rows += 1
      }
    }
    let good = ["| pass |", "| rejected |", "| skipped |"]
    #expect(text.split(separator: "\n").count { line in good.contains { line.hasSuffix($0) } } == rows)
  }
}
