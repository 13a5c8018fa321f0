/// M/G/1 with non-preemptive priorities, first come first served within a class; class 0 goes first. Steady state.
///
/// Cobham 1954; Kleinrock II §3.6. The total load is below 1 or traps.
public struct PriorityQueue: Sendable {
  public struct JobClass: Sendable {
    public let arrivalRate: Double
    public let meanServiceTime: Double
    public let squaredCoefficientOfVariation: Double

    /// Exponential service unless told otherwise.
    public init(arrivalRate: Double, meanServiceTime: Double, squaredCoefficientOfVariation: Double = 1) {
      requireDomain(
        arrivalRate > 0 && meanServiceTime > 0 && squaredCoefficientOfVariation >= 0,
        "a class needs positive rate and service time, got \(arrivalRate) and \(meanServiceTime)")
      self.arrivalRate = arrivalRate
      self.meanServiceTime = meanServiceTime
      self.squaredCoefficientOfVariation = squaredCoefficientOfVariation
    }

    var load: Double { arrivalRate * meanServiceTime }
  }

  public let classes: [JobClass]

  public init(_ classes: [JobClass]) {
    let load = classes.reduce(0) { $0 + $1.load }
    requireDomain(!classes.isEmpty && load < 1, "a priority queue needs classes with a total load < 1, got \(load)")
    self.classes = classes
  }

  public var utilisation: Double { classes.reduce(0) { $0 + $1.load } }

  /// Mean waiting time of class `index`: R / ((1 − σ before)(1 − σ up to it)), R the mean residual service found.
  public func meanWaitingTime(ofClass index: Int) -> Double {
    requireDomain(classes.indices.contains(index), "class \(index) of \(classes.count)")
    let residual = classes.reduce(0) {
      $0 + $1.load * $1.meanServiceTime * (1 + $1.squaredCoefficientOfVariation) / 2
    }
    let before = classes[..<index].reduce(0) { $0 + $1.load }
    return residual / ((1 - before) * (1 - before - classes[index].load))
  }

  public func meanSojournTime(ofClass index: Int) -> Double {
    meanWaitingTime(ofClass: index) + classes[index].meanServiceTime
  }

  /// Over all jobs. Σ ρᵢWᵢ is the same under every work-conserving order (Kleinrock's conservation law).
  public var meanWaitingTime: Double {
    let rate = classes.reduce(0) { $0 + $1.arrivalRate }
    return classes.indices.reduce(0) { $0 + classes[$1].arrivalRate * meanWaitingTime(ofClass: $1) } / rate
  }
}
