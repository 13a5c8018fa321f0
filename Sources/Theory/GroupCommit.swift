/// n clients without thinking that write a row for `write` seconds and then wait for a flush of the log (`flush` seconds),
/// which serves all who wait when it starts; locks are held until it ends. Constant times.
public enum GroupCommit {
  /// Different rows: two groups take turns, one flushing while the other writes, unless there is one client.
  public static func throughputOfDifferentRows(clients: Int, write: Double, flush: Double) -> Double {
    requireDomain(clients >= 1 && write >= 0 && flush > 0, "got \(clients) clients, \(write) s, \(flush) s")
    return Double(clients) / (flush + (clients == 1 ? write : max(write, flush)))
  }

  /// One row: whoever waits for its lock cannot write yet, so no two share a flush.
  public static func throughputOfOneRow(write: Double, flush: Double) -> Double { 1 / (write + flush) }
}
