import CGSL

enum Root {
  /// The zero of a function that rises from ≤ 0 to ≥ 0 over `bracket`, by Brent's method (GSL), to full precision.
  static func ofIncreasing(in bracket: ClosedRange<Double>, _ function: (Double) -> Double) -> Double {
    if function(bracket.lowerBound) >= 0 { return bracket.lowerBound }
    if function(bracket.upperBound) <= 0 { return bracket.upperBound }
    return withoutActuallyEscaping(function) { escaping in
      let box = Unmanaged.passRetained(Box(function: escaping))
      let solver = gsl_root_fsolver_alloc(cgsl_root_fsolver_brent())!
      defer {
        gsl_root_fsolver_free(solver)
        box.release()
      }
      var target = gsl_function(
        function: { Unmanaged<Box>.fromOpaque($1!).takeUnretainedValue().function($0) }, params: box.toOpaque())
      gsl_root_fsolver_set(solver, &target, bracket.lowerBound, bracket.upperBound)
      for _ in 0..<200 {
        gsl_root_fsolver_iterate(solver)
        let (low, high) = (gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver))
        if gsl_root_test_interval(low, high, 0, 1e-15) == Int32(GSL_SUCCESS) { break }
      }
      return gsl_root_fsolver_root(solver)
    }
  }

  private final class Box {
    let function: (Double) -> Double
    init(function: @escaping (Double) -> Double) { self.function = function }
  }
}
