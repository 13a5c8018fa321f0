import Foundation
import Reports
import Simulator
import Theory

/// From a table of measurements to the form that reports show: the fit, what it means, and what speaks against it.
public enum LockFitStudy {
  /// Nil when no lock can be fitted at all.
  public static func make(_ table: LockTable, name: String) -> LockStudy? {
    guard let fit = LockFit(table.measurements) else { return nil }
    var study = LockStudy(name: name)
    study.parameters = parameters(fit)
    study.rows = zip(table.measurements, table.lines).map { measured, line in
      LockStudy.Row(
        line: line,
        measured: .init(
          clients: measured.clients, throughput: measured.throughput, mean: measured.mean, p99: measured.p99),
        fitted: point(fit, measured.clients))
    }
    study.curve = curve(fit)
    study.holdDeviation = fit.holdDeviation
    study.tailDeviation = fit.tailDeviation
    study.growth = growth(fit)
    study.order = order(fit)
    study.warnings = LockDoubts.all(fit, study, otherColumns: table.otherColumns)
    study.scenario = scenario(fit, study)
    study.takeaway = takeaway(fit, study)
    return study
  }

  private static func parameters(_ fit: LockFit) -> [LockStudy.Parameter] {
    func filled(_ parameter: LockStudy.Parameter, _ found: FittedParameter?) -> LockStudy.Parameter {
      var result = parameter
      result.value = found?.value
      result.standardError = found?.standardError
      (result.low, result.high) = (found?.low, found?.high)
      return result
    }
    return [
      filled(.init(name: "hold", meaning: "one client's hold of the row", unit: .seconds), fit.hold),
      filled(
        .init(name: "waiter cost", meaning: "what each further client adds to it", unit: .seconds), fit.waiterCost),
      filled(
        .init(name: "random share", meaning: "of hand-overs; 0 first come, 1 random", unit: .share), fit.randomShare),
    ]
  }

  private static func point(_ fit: LockFit, _ clients: Int) -> LockStudy.Point {
    LockStudy.Point(
      clients: clients, throughput: fit.throughput(clients: clients), mean: fit.mean(clients: clients),
      p99: fit.p99(clients: clients))
  }

  /// At up to 25 numbers of clients between the least and the most, evenly on a logarithmic axis.
  private static func curve(_ fit: LockFit) -> [LockStudy.Point] {
    let (least, most) = range(fit)
    let span = log(Double(most) / Double(least))
    let places = (0...24).map { Int((Double(least) * exp(span * Double($0) / 24)).rounded()) }
    return Set(places).sorted().map { point(fit, $0) }
  }

  static func range(_ fit: LockFit) -> (least: Int, most: Int) {
    let clients = fit.measurements.map(\.clients)
    return (clients.min() ?? 1, clients.max() ?? 1)
  }

  /// Share of the throughput that goes from the fewest clients to the most; below zero when it rises.
  static func loss(_ fit: LockFit) -> Double {
    let (least, most) = range(fit)
    return 1 - fit.throughput(clients: most) / fit.throughput(clients: least)
  }

  private static func growth(_ fit: LockFit) -> LockStudy.Growth {
    guard let cost = fit.waiterCost, let low = cost.low, let high = cost.high else { return .unknown }
    let loss = loss(fit)
    if high < 0 && loss < -0.05 { return .merging }
    if low <= 0 || loss < 0.05 { return .queued }
    return loss >= 0.5 ? .collapsing : .slowing
  }

  private static func order(_ fit: LockFit) -> LockStudy.Order {
    guard let share = fit.randomShare, let low = share.low, let high = share.high, high - low < 0.6 else {
      return .unknown
    }
    if high <= 0.3 { return .firstCome }
    return low >= 0.7 ? .random : .between
  }

  /// Three digits of a span as scenario files write it; never zero unless it is.
  static func text(_ seconds: Double) -> String {
    let nanoseconds = seconds * 1e9
    let step = pow(10, max(0, (log10(max(nanoseconds, 1))).rounded(.down) - 2))
    return SimDuration(nanoseconds: Int64((nanoseconds / step).rounded() * step)).text
  }

  private static func scenario(_ fit: LockFit, _ study: LockStudy) -> [String] {
    let grows = study.growth == .slowing || study.growth == .collapsing
    let hold = grows ? fit.hold.value : fit.effectiveHold(clients: range(fit).most)
    var lines = ["system.counters.rowHold: constant \(text(max(hold, 1e-9)))"]
    lines.append("system.counters.rowWaiterCost: \(grows ? text(fit.waiterCost?.value ?? 0) : "0 s")")
    if let share = fit.randomShare {
      lines.append("system.counters.handOver: \(share.value >= 0.5 ? "random" : "fifo")")
    }
    return lines
  }

  private static func takeaway(_ fit: LockFit, _ study: LockStudy) -> String {
    let (least, most) = range(fit)
    let (first, last) = (fit.throughput(clients: least), fit.throughput(clients: most))
    let rates =
      "from \(Readable.value(first, .perSecond)) with \(least) to \(Readable.value(last, .perSecond)) with \(most) clients"
    let growth: String
    switch study.growth {
    case .queued:
      growth =
        "Queued: the row takes \(Readable.value(last, .perSecond)) with any number of clients, who only wait longer"
    case .slowing: growth = "Slowing: each waiter costs the row time, and it goes \(rates)"
    case .collapsing: growth = "Collapsing: waiters cost the row more than the updates do, and it goes \(rates)"
    case .merging:
      growth = "Merging: more clients get more done on one row, \(rates); no lock held per update explains that"
    case .unknown:
      growth = "One number of clients: the row takes \(Readable.value(last, .perSecond)) with \(most)"
    }
    switch study.order {
    case .firstCome: return growth + "; waiters are served in order."
    case .random:
      return growth + "; the next holder is a random waiter, which makes the slowest wait several times the mean."
    case .between: return growth + "; hand-over is neither in order nor random."
    case .unknown: return growth + "."
    }
  }
}
