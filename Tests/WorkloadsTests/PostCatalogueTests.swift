import Simulator
import Testing

@testable import Workloads

@Suite struct PostCatalogueTests {
  let population: Population
  let catalogue: PostCatalogue

  init() {
    var p = PopulationParameters()
    p.users = 100_000
    let draws = Draws(seed: 6, replication: 0)
    population = Population(p, geography: Geography(GeographyParameters()), draws: draws)
    catalogue = PostCatalogue(population: population, draws: draws)
  }

  private func posts(_ author: UserID, _ from: SimTime, _ before: SimTime, stories: Bool = false) -> [(PostID, SimTime)]
  {
    let found =
      stories
      ? catalogue.stories(by: author, from: from, before: before)
      : catalogue.posts(by: author, from: from, before: before)
    return found.map { ($0.post, $0.time) }
  }

  private func time(days: Int64) -> SimTime { .zero + .days(days) }

  @Test(arguments: [false, true])
  func listsAreSortedUniqueAndInvertible(stories: Bool) {
    for number in 0..<300 as Range<UInt32> {
      let all = posts(UserID(number), time(days: -40), .zero, stories: stories)
      #expect(zip(all, all.dropFirst()).allSatisfy { $0.1 > $1.1 })
      #expect(Set(all.map(\.0)).count == all.count)
      #expect(
        all.allSatisfy { post, created in
          post.author == UserID(number) && !post.isOfRun && post.isStory == stories
            && created >= time(days: -40) && created < .zero && catalogue.createdAt(post) == created
        })
    }
  }

  @Test func windowsJoinWithoutGapOrOverlap() {
    for number in 0..<300 as Range<UInt32> {
      let whole = posts(UserID(number), time(days: -30), .zero).map(\.0)
      for cut in 1..<30 as Range<Int64> {
        let newer = posts(UserID(number), time(days: -cut), .zero).map(\.0)
        let older = posts(UserID(number), time(days: -30), time(days: -cut)).map(\.0)
        #expect(newer + older == whole, "author \(number) cut at day \(cut)")
      }
      #expect(posts(UserID(number), time(days: -30), time(days: 3)).map(\.0) == whole)
    }
  }

  /// Reading by windows and posters, as the platform does, gives what reading author by author gives.
  @Test func posterListsReadTheSamePosts() {
    var followees = FolloweeList()
    let posters = ScratchBuffer<Poster>(capacity: SocialGraph.mostFollowees + 1)
    let graph = SocialGraph(GraphParameters(), population: population, draws: Draws(seed: 6, replication: 0))
    var scratch = CatalogueScratch()
    var total = 0
    for number in 0..<200 as Range<UInt32> {
      graph.readFollowees(of: UserID(number * 37), into: &followees)
      let list = catalogue.selectPosters(among: followees, into: posters.items)
      var expectedRate = 0.0
      var expected: [PostID] = []
      var found: [PostID] = []
      for index in 0..<followees.count {
        let author = UserID(followees.authors[index])
        expectedRate += population.postsPerDay(author)
        expected += posts(author, time(days: -3), time(days: -1)).map { $0.0 }.sorted()
      }
      let window = catalogue.postWindow(from: time(days: -3), before: time(days: -1))
      for index in 0..<list.count {
        let own = [PastPost](unsafeUninitializedCapacity: window.mostPosts + 1) { buffer, count in
          count = catalogue.readPosts(of: posters.items[index], window, into: buffer.baseAddress!)
        }
        #expect(own.allSatisfy { catalogue.createdAt($0.post) == $0.time })
        found += own.map(\.post)
      }
      #expect(found.sorted() == expected.sorted(), "viewer \(number * 37)")
      #expect(abs(list.postsPerDay - expectedRate) < 1e-9)
      let firstAuthor = number * 5
      let batch = catalogue.readPosts(of: list, from: firstAuthor, window, &scratch)
      #expect(
        (0..<batch).allSatisfy { catalogue.createdAt(scratch.found.items[$0].post) == scratch.found.items[$0].time })
      let inBatch = (0..<batch).map { scratch.found.items[$0].post }.sorted()
      #expect(inBatch == expected.filter { $0.author.value >= firstAuthor }.sorted())
      total += found.count
    }
    #expect(total > 1_000)
  }

  /// Counts of one day over the authors of one class: Poisson, so mean = rate and variance = mean.
  @Test(arguments: [(1, false), (2, false), (3, false), (1, true), (3, true)])
  func countsArePoisson(classIndex: Int, stories: Bool) {
    let rate = (stories ? population.classes.storiesPerDay : population.classes.postsPerDay)[classIndex]
    let authors = (200..<population.users).lazy.map(UserID.init).filter {
      population.postingClass($0) == classIndex
    }.prefix(12_000)
    var counts: [Double] = []
    for author in authors {
      for day in 0..<16 as Range<Int64> {
        counts.append(Double(posts(author, time(days: -day - 1), time(days: -day), stories: stories).count))
      }
    }
    let (mean, halfWidth) = meanInterval(counts)
    #expect(abs(mean - rate) < halfWidth, "class \(classIndex): \(mean) ± \(halfWidth), rate \(rate)")
    #expect(halfWidth <= 0.03 * rate)
    let variance = meanInterval(counts.map { ($0 - rate) * ($0 - rate) })
    #expect(abs(variance.mean - rate) < variance.halfWidth, "class \(classIndex): variance \(variance), rate \(rate)")
  }

  @Test func silentAndInactiveUsersHaveNoPast() {
    let silent = (0..<2_000 as Range<UInt32>).map(UserID.init).filter { population.postsPerDay($0) == 0 }
    #expect(silent.count > 1_000)
    #expect(silent.allSatisfy { posts($0, time(days: -365), .zero).isEmpty })
  }

  @Test func idsTellTheirKind() {
    let run = PostID.run(author: UserID(7), ordinal: 3)
    let story = PostID.runStory(author: UserID(7), ordinal: 3)
    #expect(run.isOfRun && !run.isStory && run.author == UserID(7) && run.ordinal == 3)
    #expect(story.isOfRun && story.isStory && story != run && story.ordinal == 3)
    #expect(PostID.run(author: UserID(7), ordinal: 4) > run)
  }
}
