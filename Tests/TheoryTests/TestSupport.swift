import Testing

/// Relative agreement; the default is rounding error of a short formula.
func expectClose(
  _ value: Double, _ expected: Double, within tolerance: Double = 1e-12, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let distance = (value - expected).magnitude
  #expect(
    distance <= tolerance * max(expected.magnitude, 1e-300), comment ?? "\(value) is not \(expected)",
    sourceLocation: sourceLocation)
}

/// ∫ of a tail over 0…`end` by Simpson's rule: the mean of a non-negative time.
func integral(upTo end: Double, _ function: (Double) -> Double) -> Double {
  let steps = 20_000
  let width = end / Double(steps)
  return (0...steps).reduce(0) { sum, step in
    let weight = step == 0 || step == steps ? 1.0 : step % 2 == 1 ? 4 : 2
    return sum + weight * function(Double(step) * width)
  } * width / 3
}
