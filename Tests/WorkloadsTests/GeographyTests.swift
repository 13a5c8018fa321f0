import Simulator
import Testing

@testable import Workloads

@Suite struct GeographyTests {
  static let uneven: GeographyParameters = {
    var p = GeographyParameters()
    p.washingtonShare = 0.37
    p.saoPauloShare = 0.11
    p.sydneyShare = 0.01
    p.edgePopsPerRegion = 7
    return p
  }()

  @Test(
    arguments: [(GeographyParameters(), 1_000), (uneven, 25_013), (GeographyParameters(), 99)]
      as [(GeographyParameters, UInt32)])
  func everyUserIsEnumeratedOnceByItsPop(p: GeographyParameters, users: UInt32) {
    let geography = Geography(p)
    var seen = 0
    var wrong = 0
    for pop in 0..<geography.popCount {
      var previous: UserID?
      for k in 0..<geography.userCount(ofPop: pop, users: users) {
        let user = geography.user(number: k, ofPop: pop, users: users)
        if geography.pop(of: user) != pop || user.value >= users { wrong += 1 }
        if let previous, previous >= user { wrong += 1 }
        previous = user
        seen += 1
      }
    }
    #expect(wrong == 0 && seen == users)
  }

  @Test func sharesAreKept() {
    let geography = Geography(Self.uneven)
    let users: UInt32 = 1_000_000
    let shares = [0.37, 0.11, 0.2, 0.2, 0.01]
    for region in 0..<5 {
      let count = geography.pops(ofRegion: region).reduce(0.0) {
        $0 + Double(geography.userCount(ofPop: $1, users: users))
      }
      #expect(abs(count / Double(users) - shares[region] / 0.89) < 0.002)
      #expect(geography.pops(ofRegion: region).allSatisfy { geography.region(ofPop: $0) == region })
    }
  }

  @Test func delaysAreHalfThePublishedRoundTrips() {
    let geography = Geography(GeographyParameters())
    #expect(geography.lookahead == .microseconds(45_500))
    #expect(geography.oneWayDelay(from: 1, to: 4) == .milliseconds(164))
    for from in 0..<5 {
      for to in 0..<5 {
        #expect(geography.oneWayDelay(from: from, to: to) == geography.oneWayDelay(from: to, to: from))
      }
    }
    for pop in 0..<geography.popCount {
      #expect(
        geography.oneWayDelay(fromPop: pop) >= .milliseconds(2)
          && geography.oneWayDelay(fromPop: pop) <= .milliseconds(16))
    }
  }

  @Test func celebritiesLiveEverywhere() {
    let geography = Geography(GeographyParameters())
    let regions = Set((0..<25 as Range<UInt32>).map { geography.region(of: UserID($0)) })
    #expect(regions.count == 5)
  }

  @Test(arguments: [1, 2, 3, 100, 641, 99_991, 4_294_967_295] as [UInt32])
  func fastDivisorDivides(divisor: UInt32) {
    let division = FastDivisor(divisor)
    let draws = Draws(seed: 1, replication: 0)
    var wrong = 0
    for index in 0..<5_000 as Range<UInt64> {
      let value = UInt32(truncatingIfNeeded: draws.bits(index, UInt64(divisor)))
      for near in [value, value / divisor * divisor, value / divisor * divisor &- 1] {
        if division.quotient(near) != near / divisor || division.remainder(near) != near % divisor { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }
}
