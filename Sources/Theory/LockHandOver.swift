import Glibc

/// How long a saturated lock makes a client wait, counted in hand-overs: n clients that never think, constant hold, and a
/// release that picks a random waiter with probability p (`randomShare`), else the first.
///
/// A client joins the end of a line of n − 1. At each hand-over one waiter leaves and the last holder joins, so its place
/// is a Markov chain that moves up or stays: from place j it leaves with probability p/(n − 1), at the head with 1 − p
/// more, and moves up with 1 − p + p (j − 1)/(n − 1). p = 0: n − 1 hand-overs always; p = 1: geometric with that mean.
public struct LockHandOver: Sendable {
  public let clients: Int
  public let randomShare: Double

  public init(clients: Int, randomShare: Double) {
    requireDomain(
      clients >= 1 && randomShare >= 0 && randomShare <= 1,
      "a hand-over needs clients ≥ 1 and a share from 0 to 1, got \(clients), \(randomShare)")
    self.clients = clients
    self.randomShare = randomShare
  }

  /// Waiters at each hand-over.
  private var waiters: Int { clients - 1 }

  /// The same in every order, by Little's law.
  public var meanHandOvers: Double { Double(waiters) }

  /// Standard deviation over mean of the wait; 0 for one client, which never waits.
  public var waitVariation: Double {
    if waiters < 1 { return 0 }
    var (mean, square) = (0.0, 0.0)
    for place in 1...waiters {
      let (up, stay) = moves(from: place)
      square = (1 + 2 * up * mean + up * square) / (1 - stay)
      let here = (1 + up * mean) / (1 - stay)
      square += 2 * stay * here / (1 - stay)
      mean = here
    }
    return max(0, square - mean * mean).squareRoot() / mean
  }

  /// Least number of hand-overs that a share `level` of the clients do not exceed.
  public func handOvers(_ level: Double) -> Int { distribution(level).count }

  /// Time from asking to committing at `level`, over its mean: (hand-overs + 1)/n.
  public func latencyOverMean(_ level: Double) -> Double { Double(handOvers(level) + 1) / Double(clients) }

  /// The same without the steps of whole hand-overs, so that it can be fitted: the point between two steps at which the
  /// level is met, and half a step more where the wait is spread over many.
  public func smoothLatencyOverMean(_ level: Double) -> Double {
    let end = distribution(level)
    if end.count == 0 { return 1 }
    let share = (level - end.below) / max(end.last, 1e-300)
    let mass = (1 - share) * end.beforeLast + share * end.last
    return (Double(end.count - 1) + share + 0.5 * (1 - mass) + 1) / Double(clients)
  }

  private func moves(from place: Int) -> (up: Double, stay: Double) {
    let waiters = Double(waiters)
    if place == 1 { return (0, randomShare * (waiters - 1) / waiters) }
    return (
      1 - randomShare + randomShare * Double(place - 1) / waiters, randomShare * (waiters - Double(place)) / waiters
    )
  }

  /// Hand-overs until `level` is met, the probability of fewer, and of exactly this many and of one less.
  private func distribution(_ level: Double) -> (count: Int, below: Double, last: Double, beforeLast: Double) {
    requireDomain(level > 0 && level < 1, "a level lies between 0 and 1, got \(level)")
    if waiters < 1 { return (0, 0, 1, 0) }
    let steps = (1...waiters).map(moves)
    // Probability of still waiting at each place, the head first; the last entry stays empty.
    var places = [Double](repeating: 0, count: waiters + 1)
    places[waiters - 1] = 1
    var (count, served, last) = (0, 0.0, 0.0)
    while true {
      var remaining = 0.0
      for place in 0..<waiters {
        let moved = place + 1 < waiters ? places[place + 1] * steps[place + 1].up : 0
        places[place] = places[place] * steps[place].stay + moved
        remaining += places[place]
      }
      count += 1
      let mass = max(0, 1 - remaining - served)
      if served + mass >= level { return (count, served, mass, last) }
      (served, last) = (served + mass, mass)
    }
  }
}
