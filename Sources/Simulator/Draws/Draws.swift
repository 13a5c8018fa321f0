/// Counter-based random draws: each is hash(seed, replication, purpose, entity, ordinal).
///
/// No state is advanced, so a new component or an extra draw changes no other draw, and two variants of a scenario see
/// the same workload. Hash: two rounds of the splitmix64 finaliser (Steele et al., OOPSLA 2014) over mixed keys.
public struct Draws: Sendable {
  @usableFromInline let key: UInt64

  public init(seed: UInt64, replication: UInt64) {
    key = Draws.mix(Draws.mix(seed &+ 0x9E37_79B9_7F4A_7C15) ^ Draws.mix(replication &+ 0xD1B5_4A32_D192_ED03))
  }

  @usableFromInline init(key: UInt64) { self.key = key }

  /// The family of draws for one named purpose, such as "feed.service". Do this at set-up, not per event.
  public func purpose(_ name: String) -> Draws {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Draws(key: Draws.mix(key ^ Draws.mix(hash)))
  }

  /// 64 random bits for (entity, ordinal).
  @inlinable public func bits(_ entity: UInt64, _ ordinal: UInt64 = 0) -> UInt64 {
    Draws.mix(Draws.mix(key ^ entity &* 0x9E37_79B9_7F4A_7C15) &+ ordinal &* 0xD6E8_FEB8_6659_FD93)
  }

  /// The draws of one entity: the same bits at half the cost when many ordinals are drawn.
  @inlinable public func entity(_ entity: UInt64) -> EntityDraws {
    EntityDraws(base: Draws.mix(key ^ entity &* 0x9E37_79B9_7F4A_7C15))
  }

  /// Uniform in the open interval (0, 1), symmetric about ½: neither a quantile function nor log(1 − u) meets 0 or 1.
  @inlinable public func unit(_ entity: UInt64, _ ordinal: UInt64 = 0) -> Double {
    Draws.unit(bits(entity, ordinal))
  }

  /// Uniform integer in 0 ..< bound by multiplication (Lemire 2019, without rejection: bias below bound / 2⁶⁴).
  @inlinable public func index(_ bound: UInt64, _ entity: UInt64, _ ordinal: UInt64 = 0) -> UInt64 {
    bits(entity, ordinal).multipliedFullWidth(by: bound).high
  }

  /// The top 52 bits and a half, exactly: with 53 bits the half would be rounded, and all ones would give 1.
  @inlinable public static func unit(_ bits: UInt64) -> Double {
    (Double(bits >> 12) + 0.5) * 0x1p-52
  }

  @inlinable public static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// What `Draws` gives for one entity, by ordinal.
public struct EntityDraws: Sendable {
  /// Random bits of the entity itself.
  public let base: UInt64

  @usableFromInline init(base: UInt64) { self.base = base }

  @inlinable public func bits(_ ordinal: UInt64) -> UInt64 { Draws.mix(base &+ ordinal &* 0xD6E8_FEB8_6659_FD93) }

  @inlinable public func unit(_ ordinal: UInt64) -> Double { Draws.unit(bits(ordinal)) }

  @inlinable public func index(_ bound: UInt64, _ ordinal: UInt64) -> UInt64 {
    bits(ordinal).multipliedFullWidth(by: bound).high
  }
}
