import Foundation
import Reports
import Scenarios
import Simulator
import Testing
import Theory

@testable import Experiments

/// Do the intervals of a fitted lock cover what was planted, as often as they say?
@Suite struct LockFitTests {
  private struct Planted {
    var hold: Double
    var cost: Double
    var share: Double
    var noise: Double
  }

  /// Rows for 1 … 64 clients with independent relative errors in every cell.
  private static func rows(_ planted: Planted, seed: UInt64) -> [LockFit.Measurement] {
    let draws = Draws(seed: seed, replication: 21)
    return [1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64].map { clients in
      func error(_ cell: UInt64) -> Double {
        let radius = (-2 * log(draws.unit(UInt64(clients), cell))).squareRoot()
        return exp(planted.noise * radius * cos(2 * .pi * draws.unit(UInt64(clients), cell + 10)))
      }
      let hold = LockQueue.effectiveHold(clients: clients, hold: planted.hold, waiterCost: planted.cost)
      let mean = Double(clients) * hold
      let tail = LockHandOver(clients: clients, randomShare: planted.share).latencyOverMean(0.99)
      return .init(
        clients: clients, throughput: error(1) / hold, mean: mean * error(2), p99: mean * tail * error(3))
    }
  }

  /// Of 400 noisy tables, 95 % of the intervals must cover: between 358 and 399 lies all but a millionth of the binomial.
  @Test(arguments: [(0.000_42, 0.000_005, 0.9), (0.000_234, 0.000_05, 0.6), (0.002, 0, 0.5)])
  func intervalsCoverWhatWasPlanted(_ hold: Double, _ cost: Double, _ share: Double) throws {
    let planted = Planted(hold: hold, cost: cost, share: share, noise: 0.04)
    var covered = [0, 0, 0]
    var wronglyCovered = 0
    for seed in 0..<400 as Range<UInt64> {
      let fit = try #require(LockFit(Self.rows(planted, seed: seed)), "seed \(seed)")
      let found = [fit.hold, try #require(fit.waiterCost), try #require(fit.randomShare)]
      for (place, truth) in [hold, cost, share].enumerated() {
        let (low, high) = (try #require(found[place].low), try #require(found[place].high))
        if low <= truth && truth <= high { covered[place] += 1 }
      }
      if let low = fit.hold.low, let high = fit.hold.high, low <= 1.15 * hold && 1.15 * hold <= high {
        wronglyCovered += 1
      }
    }
    for (place, name) in ["hold", "waiter cost", "random share"].enumerated() {
      #expect((358...399).contains(covered[place]), "\(name): \(covered[place]) of 400")
    }
    // The test can fail: a hold 15 % off is rarely covered.
    #expect(wronglyCovered < 200, "\(wronglyCovered) of 400")
  }

  private func study(_ rows: [LockFit.Measurement]) throws -> LockStudy {
    let lines = rows.map { "\($0.clients),\($0.throughput),\($0.mean)" + ($0.p99.map { ",\($0)" } ?? ",") }
    let text = "clients,throughput,mean_s,p99_s\n" + lines.joined(separator: "\n") + "\n"
    return try #require(LockFitStudy.make(try LockTable(text: text, file: "x.csv"), name: "x.csv"))
  }

  @Test func regimesAreNamed() throws {
    func planted(_ cost: Double, _ share: Double) -> Planted {
      Planted(hold: 0.000_4, cost: cost, share: share, noise: 0.02)
    }
    let queued = try study(Self.rows(planted(0, 0), seed: 1))
    #expect(queued.growth == .queued && queued.order == .firstCome)
    #expect(queued.scenario.contains("system.counters.rowWaiterCost: 0 s"))
    let slowing = try study(Self.rows(planted(0.000_003, 0.95), seed: 2))
    #expect(slowing.growth == .slowing && slowing.order == .random)
    let collapsing = try study(Self.rows(planted(0.000_05, 0.5), seed: 3))
    #expect(collapsing.growth == .collapsing && collapsing.order == .between)
    #expect(collapsing.warnings == [])
    let merging = try study(
      [1, 2, 4, 8].map {
        let hold = 0.001 - 0.000_05 * Double($0)
        return .init(clients: $0, throughput: 1 / hold, mean: Double($0) * hold)
      })
    #expect(merging.growth == .merging && merging.order == .unknown)
  }

  @Test func doubtsAreNamed() throws {
    func doubts(_ rows: [LockFit.Measurement]) throws -> String { try study(rows).warnings.joined(separator: "\n") }
    func row(_ clients: Int, _ throughput: Double, _ mean: Double, _ p99: Double? = nil) -> LockFit.Measurement {
      .init(clients: clients, throughput: throughput, mean: mean, p99: p99)
    }
    let single = try doubts([row(1, 1_000, 0.001), row(1, 1_010, 0.001), row(1, 990, 0.001)])
    #expect(single.contains("every row has 1 client, so nobody waited") && single.contains("no p99"))
    let alike = try doubts([row(8, 1_000, 0.008), row(8, 1_010, 0.008), row(8, 990, 0.008)])
    #expect(alike.contains("every row has 8 clients, so hold and waiter cost cannot be told apart"))
    let two = try doubts([row(1, 1_000, 0.001), row(8, 1_010, 0.008), row(8, 990, 0.008)])
    #expect(two.contains("only two numbers of clients"))
    let thinking = try doubts([row(1, 500, 0.001), row(8, 1_000, 0.008), row(16, 990, 0.016)])
    #expect(thinking.contains("line 2: throughput × mean is below nine tenths of the clients"))
    let impossible = try doubts([row(1, 1_000, 0.001), row(8, 1_000, 0.016), row(16, 1_000, 0.032)])
    #expect(impossible.contains("lines 3, 4: throughput × mean is above the number of clients"))
  }

  private func complaints(_ text: String) -> String {
    do throws(ScenarioErrors) {
      _ = try LockTable(text: text, file: "x.csv")
      return "read"
    } catch { return error.description }
  }

  /// Every kind of bad file, and the whole sentence that it gets.
  @Test func badFilesAreExplained() {
    let head = "clients,throughput,mean_ms,p99_ms\n"
    let good = "1,2000,0.5,0.6\n2,2000,1,1.1\n4,2000,2,4\n"
    #expect(complaints(head + good) == "read")
    #expect(
      complaints(
        "# note\n\n" + head.replacingOccurrences(of: ",", with: ";") + good.replacingOccurrences(of: ",", with: ";"))
        == "read")
    #expect(complaints("clients,throughput,mean (ms),p99 [ms]\n" + good) == "read")
    #expect(complaints("threads,tps,avg_us,p99_us\n1,2 K/s,500,600\n2,2000/s,1 ms,1.1 ms\n4,2000,2000,\n") == "read")
    #expect(
      complaints("")
        == "x.csv: error: is empty; the first line names the columns: clients, throughput, mean_ms, p99_ms")
    #expect(
      complaints("clients,throughput,p99_ms\n1,2000,0.6\n")
        == """
        x.csv:1:1: error: no column is called 'mean'; it has: clients, throughput, p99_ms; the first line names the \
        columns: clients, throughput, mean_ms, p99_ms
        """)
    #expect(
      complaints("clients,troughput,mean_ms\n")
        == "x.csv:1:9: error: unknown column 'troughput'; did you mean 'throughput'?")
    #expect(
      complaints("clients,throughput,mean_mss\n")
        == "x.csv:1:20: error: unknown unit 'mss' in 'mean_mss'; units: ns, us, ms, s, min")
    #expect(
      complaints("clients,throughput,mean_ms,avg_ms\n")
        == "x.csv:1:28: error: mean: is the second column of this kind: 'avg_ms'")
    #expect(
      complaints("clients,throughput,mean\n1,2000,0.5\n")
        == "x.csv:2:8: error: mean: '0.5' has no unit; write '0.5 ms', or call the column mean_ms")
    #expect(
      complaints(head + "1,2000,0.5 mss,\n")
        == "x.csv:2:8: error: mean: unknown unit 'mss' in '0.5 mss'; did you mean 'ms'?")
    #expect(complaints(head + "1,-2000,0.5,\n") == "x.csv:2:3: error: throughput: '-2000' is not above zero")
    #expect(
      complaints(head + "1,nan,0.5,\n")
        == "x.csv:2:3: error: throughput: 'nan' is not a number; write for example '2024'")
    #expect(
      complaints(head + "1.5,2000,0.5,\n")
        == "x.csv:2:1: error: clients: '1.5' is not a whole number of clients from 1 to 4096")
    #expect(complaints(head + "1,,0.5,\n") == "x.csv:2:3: error: throughput: is empty; write for example '2024'")
    #expect(complaints(head + "1,2000\n") == "x.csv:2:1: error: has 2 cells, the header 4")
    #expect(complaints(head + "1,\"2000,0.5,\n") == "x.csv:2:1: error: a quote is not closed as it should be")
    #expect(
      complaints(head + "4,2000,2,0.5\n")
        == "x.csv:2:10: error: p99: '0.5' is below half the mean; are the columns or their units swapped?")
    #expect(
      complaints(head + "1,2000,0.5,\n2,2000,1,\n")
        == "x.csv: error: has 2 rows of measurements; 3 or more are needed, with different numbers of clients")
    #expect(complaints("name: a scenario\n").contains("no column is called 'clients'; it has: name: a scenario"))
  }

  /// One mistake does not hide the next.
  @Test func allMistakesAtOnce() {
    let text = "clients,throughput,mean_ms\n0,2000,0.5\n2,x,1\n3,5 K/m,-1\n"
    let places = complaints(text).split(separator: "\n").map { line in
      line.split(separator: ":")[1...2].joined(separator: ":")
    }
    #expect(places == ["2:1", "3:3", "4:3", "4:9"])
  }

  /// The example is what the laboratory gives for the lock that its first lines name.
  @Test func theExampleComesFromTheLaboratory() throws {
    let path = DarkroomShell.root.appendingPathComponent("examples/locks/postgres-like.csv")
    let made = LockExample.text
    if ProcessInfo.processInfo.environment["DARKROOM_UPDATE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try made.write(to: path, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: path, encoding: .utf8) == made)
    let table = try LockTable(contentsOf: path.path)
    let fit = try #require(LockFit(table.measurements))
    func covers(_ parameter: FittedParameter?, _ truth: Double) -> Bool {
      guard let parameter, let low = parameter.low, let high = parameter.high else { return false }
      return low <= truth && truth <= high
    }
    #expect(covers(fit.hold, 0.000_42) && covers(fit.waiterCost, 0.000_005) && covers(fit.randomShare, 0.95))
  }
}

/// A table of measurements made by `LockPlan`, the closed lock of the validation.
enum LockExample {
  static var text: String {
    let lines = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64].map { clients -> String in
      var plan = LockPlan(
        clients: clients, think: nil, hold: .uniform(.microseconds(320), .microseconds(520)),
        warmUp: .seconds(2), measured: .seconds(10))
      plan.randomShare = 0.95
      plan.waiterCost = .microseconds(5)
      let seen = plan.replicate(on: .wheel, replication: UInt64(clients))
      let mean = seen[.meanSojournTime] * 1_000
      return String(format: "%d,%.1f,%.3f,%.2f", clients, seen[.throughput], mean, mean * seen[.tailOverMean])
    }
    return """
      # Made by Darkroom's laboratory, not measured: one row like PostgreSQL's, hold 420 us (uniform, 320 to 520 us),
      # 5 us more per waiter, 95 % of the hand-overs to a random waiter. 10 s per row, clients that never think.
      clients,throughput,mean_ms,p99_ms

      """ + lines.joined(separator: "\n") + "\n"
  }
}
