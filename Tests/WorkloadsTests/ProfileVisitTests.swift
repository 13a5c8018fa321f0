import Glibc
import Simulator
import Testing

@testable import Workloads

@Suite struct ProfileVisitTests {
  private func visits(_ change: (inout SessionParameters) -> Void = { _ in }) -> ProfileVisits {
    var p = SessionParameters()
    p.profileVisits = 0.7
    change(&p)
    return ProfileVisits(p, draws: Draws(seed: 3, replication: 0))
  }

  private func expectMean(_ theory: Double, _ name: String, _ samples: [Double]) {
    let (mean, halfWidth) = meanInterval(samples)
    #expect(abs(mean - theory) < halfWidth, "\(name): \(mean) ± \(halfWidth), theory \(theory)")
    #expect(halfWidth <= 0.15 * theory, "\(name): too few samples to tell")
  }

  @Test func visitsHaveTheirLaws() {
    let model = visits {
      $0.profileFromFeed = 0.3
      $0.profileGridShare = 0.6
      $0.profileOpens = 0.4
      $0.profileFirstScreen = 9
      $0.profileDepthExponent = 1.5
    }
    let sessions = (0..<60_000 as Range<UInt64>)
    expectMean(0.7, "visits", sessions.map { Double(model.count(user: UserID(UInt32($0 % 91)), session: $0)) })
    let all = sessions.map { model.visit(user: UserID(UInt32($0 % 91)), session: $0, number: Int($0 % 3)) }
    expectMean(0.3, "from the feed", all.map { $0.comesFromFeed ? 1 : 0 })
    expectMean(0.6, "grids", all.map { $0.isGrid ? 1 : 0 })
    expectMean(0.4, "opened", all.map { $0.opened != nil ? 1 : 0 })
    for screens in [2.0, 3, 10] {
      expectMean(
        pow(screens, -1.5), "deeper than \(screens) screens", all.map { Double($0.depth) >= 9 * screens ? 1 : 0 })
    }
    #expect(all.allSatisfy { $0.depth >= 9 && $0.depth <= ProfileVisits.mostPhotos })
    #expect(all.allSatisfy { $0.opened ?? 0 < $0.depth })
    expectMean(
      0.5, "place that is opened", all.filter { $0.opened != nil }.map { (Double($0.opened!) + 0.5) / Double($0.depth) }
    )
  }

  @Test func visitsAreOffUnlessAskedFor() {
    let off = ProfileVisits(SessionParameters(), draws: Draws(seed: 3, replication: 0))
    #expect(off.isOff)
    #expect((0..<5_000 as Range<UInt64>).allSatisfy { off.count(user: UserID(1), session: $0) == 0 })
    #expect(!visits().isOff)
  }

  /// Newest first, and exactly those of the sorted catalogue, whatever the span that it takes to find them.
  @Test func newestPhotosAreThoseOfTheCatalogue() {
    var p = PopulationParameters()
    p.users = 5_000
    let draws = Draws(seed: 8, replication: 0)
    let population = Population(p, geography: Geography(GeographyParameters()), draws: draws)
    let catalogue = PostCatalogue(population: population, draws: draws)
    var scratch = CatalogueScratch()
    var found = 0
    for number in 0..<400 as Range<UInt32> {
      let author = UserID(number * 11 % 5_000)
      let classIndex = population.classifier.posterClass(author.value)
      if classIndex == 0 { continue }
      let poster = Poster(author: author, position: 0, classIndex: UInt8(classIndex))
      let oldest = SimTime.zero - .days(Int64(10 + number % 700))
      let before = SimTime.zero - .hours(Int64(number))
      let wanted = Int(1 + number % 60)
      let count = catalogue.readNewest(wanted, of: poster, from: oldest, before: before, &scratch)
      let expected = catalogue.posts(by: author, from: oldest, before: before).prefix(wanted).map(\.post)
      #expect((0..<count).map { scratch.found.items[$0].post } == expected, "author \(author.value)")
      found += count
    }
    #expect(found > 3_000)
  }
}
