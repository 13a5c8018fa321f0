/// Blocking in M/G/c/c, where a job that finds all servers busy is lost.
public enum ErlangB {
  /// Share of arrivals refused, 0…1. `offeredLoad` ≥ 0 in erlangs. Depends on service only through its mean.
  /// Erlang 1917; the recursion over servers as in Cooper, *Introduction to Queueing Theory*, §3.3.
  public static func blockingProbability(offeredLoad: Double, servers: Int) -> Double {
    requireDomain(
      offeredLoad >= 0 && offeredLoad.isFinite && servers >= 0,
      "Erlang B needs offered load ≥ 0 and servers ≥ 0, got \(offeredLoad) and \(servers)")
    var blocking = 1.0
    for count in stride(from: 1, through: servers, by: 1) {
      blocking = offeredLoad * blocking / (Double(count) + offeredLoad * blocking)
    }
    return blocking
  }
}
