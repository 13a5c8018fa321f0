import CGSL

/// Open network of M/M/c stations with probabilistic routing: each behaves as if alone with its total arrival rate.
///
/// Jackson 1957, 1963; Kleinrock I §4.8. Traps when a station is overloaded or jobs cannot leave.
public struct JacksonNetwork: Sendable {
  /// Each station with its total arrival rate, in the order given.
  public let stations: [MMc]
  /// Σ of the rates from outside.
  public let externalRate: Double

  /// `routing[i][j]` is the probability that a job leaving i goes to j; what a row lacks to 1 leaves the network.
  public init(externalRates: [Double], serviceRates: [Double], servers: [Int], routing: [[Double]]) {
    let count = externalRates.count
    requireDomain(
      count >= 1 && serviceRates.count == count && servers.count == count && routing.count == count
        && routing.allSatisfy { $0.count == count },
      "a network needs one rate, service rate, server count and routing row per station, got \(count) stations")
    requireDomain(
      externalRates.allSatisfy { $0 >= 0 } && externalRates.contains { $0 > 0 },
      "rates from outside are not negative and not all zero, got \(externalRates)")
    requireDomain(
      routing.allSatisfy { row in row.allSatisfy { $0 >= 0 } && row.reduce(0, +) <= 1 + 1e-12 },
      "routing probabilities are not negative and sum to at most 1 per row, got \(routing)")
    let rates = Self.totalRates(externalRates, routing)
    externalRate = externalRates.reduce(0, +)
    stations = rates.indices.map {
      MMc(arrivalRate: rates[$0], serviceRate: serviceRates[$0], servers: servers[$0])
    }
  }

  /// Mean visits of a job to each station.
  public var visitRatios: [Double] { stations.map { $0.arrivalRate / externalRate } }
  public var meanNumberInNetwork: Double { stations.reduce(0) { $0 + $1.meanNumberInSystem } }
  /// From entering to leaving the network, all visits together.
  public var meanSojournTime: Double { meanNumberInNetwork / externalRate }

  /// Solves the traffic equations λ = γ + Pᵀλ.
  private static func totalRates(_ external: [Double], _ routing: [[Double]]) -> [Double] {
    let count = external.count
    let matrix = gsl_matrix_alloc(count, count)!
    let rightSide = gsl_vector_alloc(count)!
    let solution = gsl_vector_alloc(count)!
    let permutation = gsl_permutation_alloc(count)!
    defer {
      gsl_matrix_free(matrix)
      gsl_vector_free(rightSide)
      gsl_vector_free(solution)
      gsl_permutation_free(permutation)
    }
    for row in 0..<count {
      gsl_vector_set(rightSide, row, external[row])
      for column in 0..<count { gsl_matrix_set(matrix, row, column, (row == column ? 1 : 0) - routing[column][row]) }
    }
    var sign: Int32 = 0
    gsl_linalg_LU_decomp(matrix, permutation, &sign)
    requireDomain(
      gsl_linalg_LU_det(matrix, sign).magnitude > 1e-12,
      "every job must be able to leave the network, routing \(routing)")
    gsl_linalg_LU_solve(matrix, permutation, rightSide, solution)
    return (0..<count).map { gsl_vector_get(solution, $0) }
  }
}
