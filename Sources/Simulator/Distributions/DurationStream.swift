/// Durations of one purpose in order of their ordinal, such as the spans between arrivals of one Poisson stream.
///
/// The durations of `sampler.sample(draws.unit(entity, 0))`, `(entity, 1)` …, equal but for the rounding of a logarithm (at
/// most 1 ns up to days). A draw depends on no other, so 32 are made at once and none stands between two events.
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
    if sampler.kind == .exponential { return drawExponentialBatch() }
    for position in 0..<Self.batch {
      durations[position] = sampler.sample(draws.unit(entity, ordinal &+ UInt64(position)))
    }
  }

  private mutating func drawExponentialBatch() {
    for position in stride(from: 0, to: Self.batch, by: 4) {
      let next = ordinal &+ UInt64(position)
      let bits = SIMD4(
        draws.bits(entity, next), draws.bits(entity, next &+ 1), draws.bits(entity, next &+ 2),
        draws.bits(entity, next &+ 3))
      let nanoseconds = NaturalLogarithm.of(1 - Self.units(bits)) * -sampler.a + 0.5
      let bounded = nanoseconds.replacing(with: 0x1p62, where: nanoseconds .> 0x1p62)
      for lane in 0..<4 { durations[position + lane] = SimDuration(nanoseconds: Int64(bounded[lane])) }
    }
  }

  /// `Draws.unit` of four words: the bits become a number in 1 ..< 2, from which all but half a step of 1 is taken.
  @inline(__always) static func units(_ bits: SIMD4<UInt64>) -> SIMD4<Double> {
    let mantissa = bits &>> SIMD4(repeating: 12) | SIMD4(repeating: 0x3FF0_0000_0000_0000)
    return unsafeBitCast(mantissa, to: SIMD4<Double>.self) - (1 - 0x1p-53)
  }
}
