/// 64 random bits after another, for methods that need an unknown number of draws.
public protocol WordSource {
  mutating func nextWord() -> UInt64
}

extension WordSource {
  /// Uniform in the open interval (0, 1).
  @inlinable public mutating func nextUnit() -> Double { Draws.unit(nextWord()) }
}

/// Endless words that belong to one (entity, ordinal): splitmix64 (Steele et al., OOPSLA 2014) started at its bits.
public struct DrawSequence: WordSource, Sendable {
  @usableFromInline var state: UInt64

  @inlinable public init(state: UInt64) { self.state = state }

  @inlinable public mutating func nextWord() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Draws.mix(state)
  }
}

extension Draws {
  @inlinable public func sequence(_ entity: UInt64, _ ordinal: UInt64 = 0) -> DrawSequence {
    DrawSequence(state: bits(entity, ordinal))
  }
}
