/// A distribution of durations as scenario files state it, such as `lognormal median 2 ms p99 20 ms`.
///
/// Sampling is by inversion of one uniform draw, so one draw serves every variant.
public enum DurationDistribution: Sendable, Equatable {
  case constant(SimDuration)
  case uniform(SimDuration, SimDuration)
  case exponential(mean: SimDuration)
  case lognormal(median: SimDuration, p99: SimDuration)
}
