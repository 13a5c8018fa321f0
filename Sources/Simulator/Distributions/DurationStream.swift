/// Durations of one purpose in order of their ordinal, such as the spans between arrivals of one Poisson stream.
///
/// Equal, draw for draw, to `sampler.sample(draws.unit(entity, 0))`, `(entity, 1)` … A draw depends on no other, so 32 of
/// them are made at once: their logarithms overlap instead of standing between two events.
public struct DurationStream: Sendable {
  private static var batch: Int { 32 }

  private let sampler: DurationSampler
  private let draws: Draws
  private let entity: UInt64
  /// Ordinal of the next duration; the current batch starts at its multiple of `batch`.
  private var ordinal: UInt64 = 0
  private var durations = InlineArray<32, SimDuration>(repeating: .zero)

  public init(_ distribution: DurationDistribution, draws: Draws, entity: UInt64 = 0) {
    sampler = distribution.sampler
    self.draws = draws
    self.entity = entity
  }

  @inline(__always) public mutating func next() -> SimDuration {
    let position = Int(truncatingIfNeeded: ordinal) & (Self.batch - 1)
    if position == 0 { drawBatch() }
    ordinal &+= 1
    return durations[position]
  }

  @inline(never) private mutating func drawBatch() {
    for position in 0..<Self.batch {
      durations[position] = sampler.sample(draws.unit(entity, ordinal &+ UInt64(position)))
    }
  }
}
