import Glibc
import Simulator

/// Exact non-homogeneous Poisson arrivals by thinning under piecewise bounds (Lewis and Shedler 1979).
///
/// Counter-based: arrival n of a stream is the same in every variant that asks in the same order. A bound that ends
/// before the candidate restarts the search at its end, which the lack of memory allows.
public struct ArrivalProcess: Sendable {
  private let ratePerSecond: Double
  private let shape: LoadShape
  private let region: Int
  private let draws: Draws
  private var candidates: UInt64 = 0
  private var bound = 0.0
  private var boundUntil = SimTime(nanoseconds: .min)

  /// `ratePerSecond` is the mean, which `shape` multiplies. `draws` belong to this stream alone.
  public init(ratePerSecond: Double, shape: LoadShape, region: Int, draws: Draws) {
    precondition(
      ratePerSecond >= 0 && ratePerSecond < .infinity, "an arrival rate is not negative, got \(ratePerSecond)")
    self.ratePerSecond = ratePerSecond
    self.shape = shape
    self.region = region
    self.draws = draws
  }

  /// The first arrival after `time`, which is the last arrival or the start; `.distantFuture` when there is none.
  public mutating func next(after time: SimTime) -> SimTime {
    if ratePerSecond == 0 || shape.maximum == 0 { return .distantFuture }
    var now = time
    while true {
      if now >= boundUntil { (bound, boundUntil) = shape.majorant(from: now, region: region) }
      let rate = ratePerSecond * bound
      if rate <= 0 {
        if boundUntil == .distantFuture { return .distantFuture }
        now = boundUntil
        continue
      }
      candidates &+= 1
      let gap = -log(draws.unit(candidates)) / rate
      let candidate = now + SimDuration(seconds: min(gap, 1e9))
      if candidate >= boundUntil {
        now = boundUntil
        continue
      }
      now = candidate
      if draws.unit(candidates, 1) * bound <= shape.factor(at: candidate, region: region) { return candidate }
    }
  }
}
