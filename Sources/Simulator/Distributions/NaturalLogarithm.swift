/// ln of four numbers at once, for draws that are made in batches: half the instructions of four calls.
enum NaturalLogarithm {
  /// ln x for 2⁻⁶⁰ < x < 2, to one unit in the last place. Elsewhere meaningless.
  ///
  /// x = 2^k (1 + f) with √½ ≤ 1 + f < √2, s = f / (2 + f), ln(1 + f) = f − s (f − R(s²)). Reduction, R and its seven
  /// minimax coefficients are those of Sun's fdlibm (`e_log.c`, 1993); symbols are its own.
  @inline(__always) static func of(_ x: SIMD4<Double>) -> SIMD4<Double> {
    let bits = unsafeBitCast(x, to: SIMD4<UInt64>.self)
    let offset = bits &- SIMD4(repeating: 0x3FE6_A09E_667F_3BCD)
    let f = unsafeBitCast(bits &- (offset & SIMD4(repeating: 0xFFF0_0000_0000_0000)), to: SIMD4<Double>.self) - 1
    let biased = (offset &+ SIMD4(repeating: 64 << 52)) &>> SIMD4(repeating: 52)
    let k = unsafeBitCast(biased | SIMD4(repeating: 0x4330_0000_0000_0000), to: SIMD4<Double>.self) - (0x1p52 + 64)
    let s = f / (f + 2)
    let z = s * s
    let w = z * z
    let odd =
      z
      * (w * (w * (w * 0.1479819860511658591 + 0.1818357216161805012) + 0.2857142874366239149) + 0.6666666666666735130)
    let even = w * (w * (w * 0.1531383769920937332 + 0.2222219843214978396) + 0.3999999999940941908)
    return k * 0.693147180369123816490 - ((s * (f - (odd + even)) - k * 1.90821492927058770002e-10) - f)
  }
}
