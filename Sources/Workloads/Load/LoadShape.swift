import Glibc
import Simulator

/// The arrival rate over time as a factor on its mean.
public struct LoadShape: Sendable {
  private let p: LoadParameters
  private let bursts: [RateBurst]
  /// The factor at an instant is the one of so much earlier.
  private let delay: SimDuration

  /// `bursts` come on top. A `delay` gives the shape of what happens so long after something of this shape.
  public init(_ p: LoadParameters, bursts: [RateBurst] = [], delay: SimDuration = .zero) {
    (self.p, self.bursts, self.delay) = (p, bursts, delay)
  }

  /// Factor on the mean rate at an instant of the run, 0 or more.
  public func factor(at time: SimTime, region: Int) -> Double {
    let usual = usualFactor(at: time - delay, region: region)
    if bursts.isEmpty { return usual }
    return usual * bursts.reduce(1) { $0 + $1.excess(at: time - delay, region: region) }
  }

  private func usualFactor(at time: SimTime, region: Int) -> Double {
    let seconds = time.seconds
    switch p.shape {
    case .constant: return p.level
    case .ramp: return p.level * rampFactor(seconds)
    case .diurnal: return p.level * (1 + (p.peakToMean - 1) * cos(2 * .pi * dayPhase(seconds, region)))
    case .flashCrowd: return p.level * crowdFactor(seconds)
    }
  }

  /// Least upper bound of `factor` over all times and regions.
  public var maximum: Double { usualMaximum * bursts.reduce(1) { $0 + $1.factor - 1 } }

  private var usualMaximum: Double {
    switch p.shape {
    case .constant: p.level
    case .ramp: p.level * max(p.rampFrom, p.rampTo)
    case .diurnal: p.level * p.peakToMean
    case .flashCrowd: p.level * max(1, p.crowdPeak)
    }
  }

  /// A bound of `factor` from `time` on, and how long it holds: close enough that thinning wastes few candidates.
  func majorant(from time: SimTime, region: Int) -> (bound: Double, until: SimTime) {
    var (bound, until) = usualMajorant(from: time - delay, region: region)
    var excess = 0.0
    for burst in bursts {
      let own = burst.majorant(from: time - delay, region: region)
      excess += own.bound
      until = min(until, own.until)
    }
    bound *= 1 + excess
    return (bound, until == .distantFuture ? until : until + delay)
  }

  private func usualMajorant(from time: SimTime, region: Int) -> (bound: Double, until: SimTime) {
    switch p.shape {
    case .constant: return (p.level, .distantFuture)
    case .diurnal: return diurnalMajorant(from: time, region: region)
    case .ramp: return monotoneMajorant(from: time, knots: [rampStart, rampEnd], region: region)
    case .flashCrowd:
      return monotoneMajorant(
        from: time, knots: [crowdStart, crowdStart + p.crowdRise, crowdStart + p.crowdRise + p.crowdHold],
        region: region)
    }
  }

  private var rampStart: SimTime { .zero + p.rampStart }
  private var rampEnd: SimTime { rampStart + p.rampLength }
  private var crowdStart: SimTime { .zero + p.crowdStart }

  private func rampFactor(_ seconds: Double) -> Double {
    let begun = seconds - p.rampStart.seconds
    if begun < 0 { return p.rampFrom }
    if begun >= p.rampLength.seconds { return p.rampTo }
    return p.rampFrom + (p.rampTo - p.rampFrom) * begun / p.rampLength.seconds
  }

  private func crowdFactor(_ seconds: Double) -> Double {
    let begun = seconds - p.crowdStart.seconds
    let rise = p.crowdRise.seconds
    if begun < 0 { return 1 }
    if begun < rise { return 1 + (p.crowdPeak - 1) * begun / rise }
    let after = begun - rise - p.crowdHold.seconds
    if after <= 0 { return p.crowdPeak }
    return 1 + (p.crowdPeak - 1) * exp2(-after / p.crowdHalfLife.seconds)
  }

  /// Days since a region's daily peak, whole days included.
  private func dayPhase(_ seconds: Double, _ region: Int) -> Double {
    (seconds / 3_600 + p.startHourUTC + Geography.hoursAheadOfUTC[region] - p.peakHour) / 24
  }

  /// Half an hour at a time: the larger end, or the peak when it lies inside.
  private func diurnalMajorant(from time: SimTime, region: Int) -> (Double, SimTime) {
    let until = time + .minutes(30)
    let first = dayPhase(time.seconds, region)
    let last = dayPhase(until.seconds, region)
    let holdsPeak = first.rounded(.up) <= last
    let ends = max(usualFactor(at: time, region: region), usualFactor(at: until, region: region))
    return (holdsPeak ? usualMaximum : ends, until)
  }

  /// Up to the next knot, between which the factor is monotone and continuous, in steps of 15 s once it moves; the
  /// instant before `until` stands for its limit. A ramp is constant after its last knot.
  private func monotoneMajorant(from time: SimTime, knots: [SimTime], region: Int) -> (Double, SimTime) {
    let hasBegun = time >= knots[0]
    var until = hasBegun ? time + .seconds(15) : .distantFuture
    for knot in knots where knot > time { until = min(until, knot) }
    if p.shape == .ramp && time >= knots[knots.count - 1] { until = .distantFuture }
    let justBefore = until - SimDuration(nanoseconds: 1)
    let ends = max(usualFactor(at: time, region: region), usualFactor(at: justBefore, region: region))
    return (ends, until)
  }
}
