import Glibc

/// H(n, a) = Σ k^−a over k = 1…n, for any real a, in constant time.
enum GeneralizedHarmonic {
  /// Terms below this are added one by one; from here on the Euler–Maclaurin formula is exact to rounding.
  private static let direct = 32

  /// `count` ≥ 0.
  static func sum(_ count: Int, exponent: Double) -> Double {
    let (n, a) = (Double(count), exponent)
    let head = (1..<min(direct, count + 1)).reduce(0) { $0 + pow(Double($1), -a) }
    if count < direct { return head }
    let m = Double(direct)
    let ends = (pow(m, -a) + pow(n, -a)) / 2
    return head + integral(m, n, a) + ends + corrections(at: n, a) - corrections(at: m, a)
  }

  /// ∫ x^−a dx from m to n, continuous through a = 1.
  private static func integral(_ m: Double, _ n: Double, _ a: Double) -> Double {
    let ratio = log(n / m)
    let power = 1 - a
    return pow(m, power) * (power == 0 ? ratio : expm1(power * ratio) / power)
  }

  /// Σ B₂ⱼ/(2j)! · f⁽²ʲ⁻¹⁾(x) with f = x^−a, up to the seventh derivative.
  private static func corrections(at x: Double, _ a: Double) -> Double {
    var derivative = -a * pow(x, -a - 1)
    var sum = 0.0
    for (order, coefficient) in [1 / 12.0, -1 / 720.0, 1 / 30_240.0, -1 / 1_209_600.0].enumerated() {
      sum += coefficient * derivative
      let next = a + Double(2 * order)
      derivative *= (next + 1) * (next + 2) / (x * x)
    }
    return sum
  }
}
