import Glibc

/// Greatest distance between the empirical distribution of `samples` and a distribution function.
func kolmogorovDistance(_ samples: [Double], _ distributionFunction: (Double) -> Double) -> Double {
  let sorted = samples.sorted()
  var greatest = 0.0
  for (index, value) in sorted.enumerated() {
    let theory = distributionFunction(value)
    greatest = max(greatest, theory - Double(index) / Double(sorted.count))
    greatest = max(greatest, Double(index + 1) / Double(sorted.count) - theory)
  }
  return greatest
}

/// Distance that samples of the right distribution exceed with probability at most 10⁻⁶ (Massart 1990).
func kolmogorovBound(_ samples: Int) -> Double { (log(2e6) / 2 / Double(samples)).squareRoot() }

/// Mean of independent samples with its half-width at level 10⁻⁶ (normal; thousands of samples).
func meanInterval(_ samples: [Double]) -> (mean: Double, halfWidth: Double) {
  let count = Double(samples.count)
  let mean = samples.reduce(0, +) / count
  let squares = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (mean, 4.9 * (squares / (count - 1) / count).squareRoot())
}
