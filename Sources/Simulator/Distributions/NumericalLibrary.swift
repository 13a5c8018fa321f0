import CGSL

/// GSL reports failures by status and NaN instead of ending the process.
enum NumericalLibrary {
  static let isReady: Bool = {
    _ = gsl_set_error_handler_off()
    return true
  }()
}

/// The smallest double in `bracket` where `holds` is true, for a predicate that turns true once; bisection.
func lowestValue(in bracket: ClosedRange<Double>, where holds: (Double) -> Bool) -> Double {
  var (low, high) = (bracket.lowerBound, bracket.upperBound)
  if low == high || holds(low) { return low }
  while true {
    let middle = low + (high - low) / 2
    if middle <= low || middle >= high { return high }
    if holds(middle) { high = middle } else { low = middle }
  }
}
