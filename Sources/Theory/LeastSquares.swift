import CGSL

/// Nonlinear least squares by Levenberg and Marquardt's method in trust regions (GSL, `gsl_multifit_nlinear`), derivatives
/// by differences.
struct LeastSquares {
  var parameters: [Double]
  /// (JᵀJ)⁻¹: the covariance of the parameters when residuals have variance 1.
  var covariance: [[Double]]
  var squaredSum: Double

  /// The parameters near `start` that make the sum of the squares of `count` residuals least; nil when GSL finds none.
  static func minimise(
    from start: [Double], residuals count: Int, _ residuals: ([Double]) -> [Double]
  ) -> LeastSquares? {
    _ = errorsAreReturned
    return withoutActuallyEscaping(residuals) { escaping in
      let box = Unmanaged.passRetained(Box(function: escaping))
      defer { box.release() }
      return solve(start, count, box.toOpaque())
    }
  }

  /// GSL's own handler ends the process.
  private static let errorsAreReturned = gsl_set_error_handler_off() != nil

  private static func solve(_ start: [Double], _ count: Int, _ target: UnsafeMutableRawPointer) -> LeastSquares? {
    var settings = gsl_multifit_nlinear_default_parameters()
    settings.fdtype = GSL_MULTIFIT_NLINEAR_CTRDIFF
    guard let workspace = gsl_multifit_nlinear_alloc(cgsl_multifit_nlinear_trust(), &settings, count, start.count),
      let first = gsl_vector_alloc(start.count), let covariance = gsl_matrix_alloc(start.count, start.count)
    else { return nil }
    defer {
      gsl_multifit_nlinear_free(workspace)
      gsl_vector_free(first)
      gsl_matrix_free(covariance)
    }
    for (place, value) in start.enumerated() { gsl_vector_set(first, place, value) }
    var system = gsl_multifit_nlinear_fdf()
    system.n = count
    system.p = start.count
    system.params = target
    system.f = { point, target, values in
      let point = (0..<point!.pointee.size).map { gsl_vector_get(point, $0) }
      let residuals = Unmanaged<Box>.fromOpaque(target!).takeUnretainedValue().function(point)
      for (place, value) in residuals.enumerated() { gsl_vector_set(values, place, value) }
      return Int32(GSL_SUCCESS)
    }
    guard gsl_multifit_nlinear_init(first, &system, workspace) == Int32(GSL_SUCCESS) else { return nil }
    var reason: Int32 = 0
    // A start that is already the minimum makes no progress; what counts is where it ended.
    _ = gsl_multifit_nlinear_driver(200, 1e-10, 1e-10, 0, nil, nil, &reason, workspace)
    gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(workspace), 0, covariance)
    let found = gsl_multifit_nlinear_position(workspace)
    let residuals = gsl_multifit_nlinear_residual(workspace)
    let places = 0..<start.count
    let result = LeastSquares(
      parameters: places.map { gsl_vector_get(found, $0) },
      covariance: places.map { row in places.map { gsl_matrix_get(covariance, row, $0) } },
      squaredSum: (0..<count).reduce(0) { $0 + gsl_vector_get(residuals, $1) * gsl_vector_get(residuals, $1) })
    return (result.parameters + [result.squaredSum]).allSatisfy(\.isFinite) ? result : nil
  }

  private final class Box {
    let function: ([Double]) -> [Double]
    init(function: @escaping ([Double]) -> [Double]) { self.function = function }
  }
}

/// A number found from data with its standard error and 95 % interval (Student's t); nil where the data give none.
public struct FittedParameter: Sendable, Equatable {
  public var value: Double
  public var standardError: Double?
  public var low: Double?
  public var high: Double?

  /// `freedom`: residuals less parameters.
  init(_ value: Double, variance: Double, freedom: Int) {
    self.value = value
    if freedom < 1 || !variance.isFinite { return }
    let error = variance.squareRoot()
    let reach = gsl_cdf_tdist_Pinv(0.975, Double(freedom)) * error
    (standardError, low, high) = (error, value - reach, value + reach)
  }
}
