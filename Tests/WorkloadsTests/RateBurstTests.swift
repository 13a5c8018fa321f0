import Glibc
import Simulator
import Testing

@testable import Workloads

/// Bursts on top of a shape, before the run and in it, and what follows them a delay later.
@Suite struct RateBurstTests {
  static let bursts: [[RateBurst]] = [
    [RateBurst(start: .zero + .seconds(20), factor: 8, length: .seconds(10), halfLife: .zero)],
    [RateBurst(start: .zero - .hours(24), factor: 40, length: .seconds(30), halfLife: .seconds(20))],
    [
      RateBurst(start: .zero - .minutes(3), factor: 3, length: .zero, halfLife: .minutes(1)),
      RateBurst(start: .zero + .hours(9), factor: 5, length: .minutes(2), halfLife: .zero, isLocalTime: true),
    ],
  ]

  private static func shapes(delay: SimDuration) -> [LoadShape] {
    LoadParameters.Shape.allCases.flatMap { kind in
      var p = LoadParameters()
      p.shape = kind
      return bursts.map { LoadShape(p, bursts: $0, delay: delay) }
    }
  }

  @Test func boundsHold() {
    let draws = Draws(seed: 4, replication: 0)
    for (number, shape) in (Self.shapes(delay: .zero) + Self.shapes(delay: .hours(24))).enumerated() {
      var broken = 0
      for index in 0..<1_500 as Range<UInt64> {
        let wide = index.isMultiple(of: 2) ? SimDuration.hours(60) : .minutes(5)
        let from = SimTime(nanoseconds: Int64(draws.index(UInt64(wide.nanoseconds), index))) - wide.half
        let region = Int(index % 5)
        let (bound, until) = shape.majorant(from: from, region: region)
        if until <= from { broken += 1 }
        // Later than an hour may lie beyond what a span can hold.
        let last = min(until, from + .hours(1))
        let span = UInt64(max(1, (last - from).nanoseconds))
        for ordinal in 1...4 as ClosedRange<UInt64> {
          let time = from + SimDuration(nanoseconds: Int64(draws.index(span, index, ordinal)))
          let factor = shape.factor(at: time, region: region)
          if factor > bound * (1 + 1e-12) || factor > shape.maximum * (1 + 1e-12) || factor < 0 { broken += 1 }
        }
      }
      #expect(broken == 0, "shape \(number)")
    }
  }

  /// What expires follows what was posted, a time to live later.
  @Test func aDelayMovesTheShape() {
    let shapes = zip(Self.shapes(delay: .zero), Self.shapes(delay: .hours(24)))
    for (number, (posted, expired)) in shapes.enumerated() {
      for minute in -3_000..<3_000 as Range<Int64> {
        let time = SimTime.zero + .minutes(minute)
        let (before, after) = (posted.factor(at: time, region: 3), expired.factor(at: time + .hours(24), region: 3))
        #expect(before == after, "shape \(number), minute \(minute)")
      }
    }
  }

  /// A burst posted a day before the start: the stream of expiries holds as many as the rate's integral says.
  @Test func arrivalsFollowABurstOfThePast() {
    let burst = RateBurst(start: .zero - .seconds(86_380), factor: 6, length: .seconds(20), halfLife: .seconds(10))
    let shape = LoadShape(LoadParameters(), bursts: [burst], delay: .hours(24))
    var process = ArrivalProcess(ratePerSecond: 300, shape: shape, region: 1, draws: Draws(seed: 8, replication: 0))
    var counts = [0.0, 0, 0, 0]
    var time = process.next(after: .zero)
    while time < .zero + .seconds(100) {
      counts[time.seconds < 20 ? 0 : time.seconds < 40 ? 1 : time.seconds < 60 ? 2 : 3] += 1
      time = process.next(after: time)
    }
    // ∫ 2^(−t/10) over the first 20 s, and over the 40 s after them.
    let faded = [10 / log(2) * (1 - exp2(-2.0)), 10 / log(2) * (exp2(-2.0) - exp2(-6.0))]
    let expected: [Double] = [300 * 20, 300 * 120, 300 * (20 + 5 * faded[0]), 300 * (40 + 5 * faded[1])]
    for (count, mean) in zip(counts, expected) {
      #expect(abs(count - mean) < 4.5 * mean.squareRoot(), "\(count) arrivals, \(mean) expected")
    }
  }

  /// Local time: Tokyo is nine hours ahead, so midnight comes nine hours earlier.
  @Test func localTimeComesToEachRegionInTurn() {
    let shape = LoadShape(LoadParameters(), bursts: [Self.bursts[2][1]])
    #expect(shape.factor(at: .zero + .seconds(1), region: 3) == 5)
    #expect(shape.factor(at: .zero + .hours(9), region: 3) == 1)
    #expect(shape.factor(at: .zero + .hours(14), region: 0) == 5)
  }
}
