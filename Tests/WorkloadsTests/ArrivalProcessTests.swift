import Glibc
import Simulator
import Testing

@testable import Workloads

@Suite struct ArrivalProcessTests {
  static let shapes: [LoadParameters] = LoadParameters.Shape.allCases.map { shape in
    var p = LoadParameters()
    p.shape = shape
    p.rampStart = .minutes(2)
    p.rampFrom = 0.2
    p.rampTo = 3
    p.crowdPeak = 8
    return p
  }

  private func arrivals(_ p: LoadParameters, rate: Double, count: Int, seed: UInt64 = 1, region: Int = 2) -> [SimTime] {
    var process = ArrivalProcess(
      ratePerSecond: rate, shape: LoadShape(p), region: region, draws: Draws(seed: seed, replication: 0))
    var times: [SimTime] = []
    var now = SimTime.zero
    for _ in 0..<count {
      now = process.next(after: now)
      times.append(now)
    }
    return times
  }

  /// Time rescaling: with Λ the integral of the rate, Λ's increments between arrivals are exponential with mean 1.
  private func rescaledDistance(_ times: [SimTime], rate: Double, _ shape: LoadShape, region: Int = 2) -> Double {
    var previous = SimTime.zero
    let gaps = times.map { time in
      let middle = previous + SimDuration(nanoseconds: (time - previous).nanoseconds / 2)
      let factors = [previous, middle, time].map { shape.factor(at: $0, region: region) }
      let integral = rate * (time - previous).seconds * (factors[0] + 4 * factors[1] + factors[2]) / 6
      previous = time
      return integral
    }
    return kolmogorovDistance(gaps) { 1 - exp(-$0) }
  }

  @Test(arguments: shapes)
  func arrivalsArePoissonWithTheShapesRate(p: LoadParameters) {
    let rate = p.shape == .diurnal ? 0.1 : 10
    let times = arrivals(p, rate: rate, count: 12_000)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    let distance = rescaledDistance(times, rate: rate, LoadShape(p))
    #expect(distance < kolmogorovBound(times.count), "\(p.shape): distance \(distance)")
  }

  @Test func anotherShapeIsRejected() {
    let times = arrivals(Self.shapes[3], rate: 10, count: 12_000)
    #expect(rescaledDistance(times, rate: 10, LoadShape(LoadParameters())) > 2 * kolmogorovBound(times.count))
  }

  @Test(arguments: shapes)
  func boundsHold(p: LoadParameters) {
    let shape = LoadShape(p)
    let draws = Draws(seed: 9, replication: 0)
    var broken = 0
    for index in 0..<3_000 as Range<UInt64> {
      let from = SimTime(nanoseconds: Int64(draws.index(UInt64(SimDuration.hours(30).nanoseconds), index)))
      let region = Int(index % 5)
      let (bound, until) = shape.majorant(from: from, region: region)
      if until <= from { broken += 1 }
      let span = UInt64(min((until - from).nanoseconds, SimDuration.hours(1).nanoseconds))
      for ordinal in 1...5 as ClosedRange<UInt64> {
        let time = from + SimDuration(nanoseconds: Int64(draws.index(span, index, ordinal)))
        let factor = shape.factor(at: time, region: region)
        if factor > bound * (1 + 1e-12) || factor > shape.maximum * (1 + 1e-12) || factor < 0 { broken += 1 }
      }
    }
    #expect(broken == 0)
  }

  @Test func aDayOfEveryRegionHasMeanOneAndPeaksInTheEvening() {
    let shape = LoadShape(Self.shapes[2])
    for region in 0..<5 {
      let hours = (0..<96 as Range<Int64>).map { shape.factor(at: .zero + .minutes($0 * 15), region: region) }
      #expect(abs(hours.reduce(0, +) / 96 - 1) < 1e-9)
      #expect(abs(hours.max()! - 1.6) < 1e-9 && abs(hours.min()! - 0.4) < 1e-9)
      let peakHourUTC = Double(hours.firstIndex(of: hours.max()!)!) / 4
      let local = (peakHourUTC + Geography.hoursAheadOfUTC[region] + 24).truncatingRemainder(dividingBy: 24)
      #expect(abs(local - 21) < 1e-9)
    }
  }

  @Test func nothingArrivesAtRateZero() {
    var ended = LoadParameters()
    ended.shape = .ramp
    ended.rampTo = 0
    #expect(arrivals(LoadParameters(), rate: 0, count: 1) == [.distantFuture])
    #expect(arrivals(ended, rate: 1, count: 2_000).last == .distantFuture)
    ended.level = 0
    #expect(arrivals(ended, rate: 1, count: 1) == [.distantFuture])
  }

  @Test func arrivalsAreReproducible() {
    #expect(arrivals(Self.shapes[3], rate: 5, count: 500) == arrivals(Self.shapes[3], rate: 5, count: 500))
    #expect(arrivals(Self.shapes[3], rate: 5, count: 500) != arrivals(Self.shapes[3], rate: 5, count: 500, seed: 2))
  }
}
