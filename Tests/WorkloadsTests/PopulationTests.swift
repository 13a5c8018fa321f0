import Simulator
import Testing

@testable import Workloads

@Suite struct PopulationTests {
  private func population(_ users: Int, seed: UInt64 = 1) -> Population {
    var p = PopulationParameters()
    p.users = users
    return Population(p, geography: Geography(GeographyParameters()), draws: Draws(seed: seed, replication: 0))
  }

  @Test func halfIsActiveAndPostsAsPublished() {
    let population = population(1_000_000_000)
    let draws = Draws(seed: 2, replication: 0)
    let users = (0..<220_000 as Range<UInt64>).map { UserID(UInt32(draws.index(1_000_000_000, $0))) }
    let active = meanInterval(users.map { population.isActive($0) ? 1 : 0 })
    #expect(abs(active.mean - 0.5) < active.halfWidth)
    let posts = meanInterval(users.map { population.postsPerDay($0) })
    #expect(abs(posts.mean - 0.5 * 0.3168) < posts.halfWidth, "posts a day \(posts)")
    #expect(posts.halfWidth <= 0.03 * posts.mean)
    let stories = meanInterval(users.map { population.storiesPerDay($0) })
    #expect(abs(stories.mean - 0.5) < stories.halfWidth)
    #expect(users.allSatisfy { population.isActive($0) || population.postsPerDay($0) == 0 })
    let weekly = population.classes.postsPerDay[1] * 7
    #expect(abs(weekly - 1) < 0.01, "a typical user posts \(weekly) times a week")
  }

  /// The exact mean over a small population, celebrities included.
  @Test func ratesSumToTheTarget() {
    let small = population(1_000_000)
    var sum = 0.0
    for number in 0..<small.users { sum += small.postsPerDay(UserID(number)) }
    #expect(abs(sum / (500_000 * 0.3168) - 1) < 0.02)
  }

  @Test func authorsAreDrawnInProportionToTheirRate() {
    let population = population(1_000)
    let draws = Draws(seed: 3, replication: 0).purpose("authors")
    let samples = 40_000
    var counts = [Double](repeating: 0, count: 1_000)
    for entity in 0..<UInt64(samples) { counts[Int(population.author(draws, entity).value)] += 1 }
    let rates = (0..<1_000 as Range<UInt32>).map { population.postsPerDay(UserID($0)) }
    let total = rates.reduce(0, +)
    var chiSquare = 0.0
    var cells = 0.0
    for (count, rate) in zip(counts, rates) {
      if rate == 0 {
        #expect(count == 0)
      } else {
        let expected = Double(samples) * rate / total
        chiSquare += (count - expected) * (count - expected) / expected
        cells += 1
      }
    }
    #expect(abs(chiSquare - (cells - 1)) < 6 * (2 * cells).squareRoot(), "χ² \(chiSquare) over \(cells) cells")
  }

  @Test func activeUsersOfAPopAreUniform() {
    let population = population(20_000)
    let draws = Draws(seed: 4, replication: 0)
    let pop = 17
    let members = (0..<population.geography.userCount(ofPop: pop, users: 20_000)).map {
      population.geography.user(number: $0, ofPop: pop, users: 20_000)
    }
    let active = members.filter { population.isActive($0) }
    var counts: [UserID: Double] = [:]
    for entity in 0..<20_000 as Range<UInt64> {
      counts[population.activeUser(ofPop: pop, draws, entity), default: 0] += 1
    }
    #expect(Set(counts.keys) == Set(active))
    let expected = 20_000 / Double(active.count)
    let chiSquare = active.reduce(0) { $0 + (counts[$1]! - expected) * (counts[$1]! - expected) / expected }
    let freedom = Double(active.count - 1)
    #expect(abs(chiSquare - freedom) < 6 * (2 * freedom).squareRoot())
  }

  @Test func namesAreByRank() {
    let population = population(1_000_000_000)
    #expect(population.name(of: UserID(0)) == "@celebrity-1")
    #expect(population.name(of: UserID(123_456)) == "@user-123456")
    #expect(population.isActive(UserID(0)) && population.postsPerDay(UserID(0)) > 2)
  }

  @Test func linksHaveTheirMedians() {
    let population = population(1_000_000)
    let users = (0..<20_000 as Range<UInt32>).map { UserID($0 + 5_000) }
    let wifi = users.filter { population.network($0) == .wifi }
    #expect(abs(Double(wifi.count) / 20_000 - 0.5) < kolmogorovBound(20_000))
    let large = users.count { population.device($0) == .large }
    #expect(abs(Double(large) / 20_000 - 0.6) < kolmogorovBound(20_000))
    let links = wifi.map { population.link($0, session: 9) }
    let slower = links.count { $0.downlink < 90e6 }
    let nearer = links.count { $0.roundTrip < .milliseconds(10) }
    for below in [slower, nearer] {
      #expect(abs(Double(below) / Double(links.count) - 0.5) < kolmogorovBound(links.count))
    }
    #expect(links.allSatisfy { $0.uplink > 0 && abs($0.uplink / $0.downlink - 40.0 / 90) < 1e-9 })
    #expect(NetworkLink.transferTime(bytes: 1_000_000, bitsPerSecond: 8e6) == .seconds(1))
  }

  /// Issue's list for 5·10⁸ daily users, and the scaling.
  @Test func targetRatesAreTheDerivedOnes() {
    let rates = TargetRates(PopulationParameters(), SessionParameters())
    let expected: [(Double, Double)] = [
      (rates.sessions, 34_722), (rates.pages, 104_167), (rates.feedImages, 625_000), (rates.storyFrames, 116_000),
      (rates.likes, 81_000), (rates.comments, 2_900), (rates.posts, 1_833), (rates.storyPosts, 5_787),
    ]
    for (value, target) in expected { #expect(abs(value / target - 1) < 0.01, "\(value) for \(target)") }
    var half = PopulationParameters()
    half.users /= 2
    #expect(abs(TargetRates(half, SessionParameters()).likes * 2 - rates.likes) < 1e-6)
  }
}
