import Foundation
import Reports
import Theory

/// What a fit of a lock cannot tell, and rows that do not look like a saturated lock.
enum LockDoubts {
  static func all(_ fit: LockFit, _ study: LockStudy, otherColumns: [String]) -> [String] {
    identifiability(fit) + saturation(fit, study) + quality(fit)
      + (otherColumns.isEmpty ? [] : ["columns not used: \(otherColumns.joined(separator: ", "))"])
  }

  private static func identifiability(_ fit: LockFit) -> [String] {
    var doubts: [String] = []
    let counts = Set(fit.measurements.map(\.clients))
    if counts.count == 1, let only = counts.first {
      doubts.append(
        only == 1
          ? "every row has 1 client, so nobody waited: the waiter cost cannot be told; add rows with more clients"
          : "every row has \(only) clients, so hold and waiter cost cannot be told apart: the hold is the effective one of "
            + "\(only) clients; add rows with other numbers of clients")
    } else if counts.count == 2 {
      doubts.append("only two numbers of clients: that the hold grows in a straight line is assumed")
    }
    if fit.randomShare == nil {
      doubts.append(
        fit.measurements.contains { $0.p99 != nil }
          ? "fewer than two rows with a p99 have 3 clients or more: who gets the lock next cannot be told"
          : "no p99: who gets the lock next cannot be told")
    } else if let share = fit.randomShare, let low = share.low, let high = share.high, high - low >= 0.6 {
      doubts.append("the p99s do not tell who gets the lock next: the interval of the random share is wide")
    }
    return doubts
  }

  private static func saturation(_ fit: LockFit, _ study: LockStudy) -> [String] {
    func lines(_ isOdd: (LockFit.Measurement) -> Bool) -> String? {
      let odd = study.rows.filter { row in
        isOdd(.init(clients: row.measured.clients, throughput: row.measured.throughput, mean: row.measured.mean))
      }.map { "\($0.line)" }
      if odd.isEmpty { return nil }
      return (odd.count == 1 ? "line " : "lines ") + odd.joined(separator: ", ")
    }
    var doubts: [String] = []
    if let idle = lines({ $0.presence < 0.9 }) {
      doubts.append(
        "\(idle): throughput × mean is below nine tenths of the clients (Little's law), so they spend time elsewhere; the "
          + "fit takes them to wait for the lock or hold it always")
    }
    if let crowded = lines({ $0.presence > 1.1 }) {
      doubts.append(
        "\(crowded): throughput × mean is above the number of clients by a tenth or more, which Little's law forbids: "
          + "check units and columns")
    }
    return doubts
  }

  private static func quality(_ fit: LockFit) -> [String] {
    var doubts: [String] = []
    if let deviation = fit.holdDeviation, deviation > 0.1 {
      doubts.append(
        "a straight line of the hold leaves \(Readable.percent(deviation)) of it unexplained: growth may not be linear")
    }
    if let deviation = fit.tailDeviation, deviation > 0.15 {
      doubts.append(
        "no mix of first come and random explains the p99s better than within \(Readable.percent(deviation)): holds may vary, or "
          + "others may pause the row")
    }
    if fit.hold.value <= 0 { doubts.append("the fitted hold of one client is not above zero: no such lock exists") }
    return doubts
  }
}
