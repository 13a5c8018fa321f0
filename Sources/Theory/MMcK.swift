/// M/M/c/K: as M/M/c, but at most K jobs in the system; an arrival that finds K is lost. Steady state at any load.
///
/// Rates per second, times in seconds; times are those of accepted jobs. Kleinrock I §3.6–3.7.
public struct MMcK: Sendable {
  public let arrivalRate: Double
  public let serviceRate: Double
  public let servers: Int
  /// P(n jobs in system), n = 0…K.
  public let stateProbabilities: [Double]

  public init(arrivalRate: Double, serviceRate: Double, servers: Int, capacity: Int) {
    requireDomain(
      arrivalRate > 0 && arrivalRate.isFinite && serviceRate > 0 && serviceRate.isFinite && servers >= 1
        && capacity >= servers,
      "M/M/c/K needs rates > 0 and 1 ≤ servers ≤ capacity, got \(arrivalRate), \(serviceRate), \(servers), \(capacity)")
    self.arrivalRate = arrivalRate
    self.serviceRate = serviceRate
    self.servers = servers
    var weights = [1.0]
    for count in 1...capacity {
      weights.append(weights[count - 1] * arrivalRate / (serviceRate * Double(min(count, servers))))
      if weights[count] > 1e200 { weights = weights.map { $0 * 1e-200 } }
    }
    let total = weights.reduce(0, +)
    stateProbabilities = weights.map { $0 / total }
  }

  public var capacity: Int { stateProbabilities.count - 1 }
  public var blockingProbability: Double { stateProbabilities[capacity] }
  /// Accepted jobs per second.
  public var throughput: Double { arrivalRate * (1 - blockingProbability) }
  public var utilisation: Double { throughput / (serviceRate * Double(servers)) }

  public var meanNumberInSystem: Double {
    stateProbabilities.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
  }

  public var meanNumberWaiting: Double {
    stateProbabilities.enumerated().reduce(0) { $0 + Double(max(0, $1.offset - servers)) * $1.element }
  }

  public var meanSojournTime: Double { meanNumberInSystem / throughput }
  public var meanWaitingTime: Double { meanNumberWaiting / throughput }
}
