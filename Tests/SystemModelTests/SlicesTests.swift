import Simulator
import Testing
import Workloads

@testable import SystemModel

/// A slice has its share of the viewers, all of the posts, and hot rows at their full rate; it says what is not valid.
@Suite struct SlicesTests {
  /// 1,000 sessions per second at full scale, 20 PoPs in each of the five regions. Likes are those of the celebrity's
  /// post alone: a stream of 800/s straight to its row.
  private static func inputs(slice: Int) -> PlatformInputs {
    var inputs = SmallWorld.inputs(users: 50_000, sessionsPerSecond: 1_000, seconds: 12)
    inputs.geography.edgePopsPerRegion = 20
    inputs.slice = slice
    inputs.population.postsPerDay = 1
    inputs.population.storiesPerDay = 1
    inputs.session.likesPerPage = 0
    inputs.platform.counters.mode = .direct
    var post = CelebrityPost()
    (post.at, post.likesPerSecond, post.decays) = (.zero, 800, false)
    inputs.celebrityPosts = [post]
    inputs.warmUp = .seconds(4)
    return inputs
  }

  /// Within six deviations of a Poisson count.
  private func isPoisson(_ count: Int64, mean: Double) -> Bool { abs(Double(count) - mean) <= 6 * mean.squareRoot() }

  @Test(arguments: [10, 100]) func sessionsAreTheShare(slice: Int) {
    let inputs = Self.inputs(slice: slice)
    let measured = SmallWorld.run(inputs)
    let seconds = inputs.duration.seconds
    let sessions = 1_000 / Double(slice) * seconds
    #expect(isPoisson(measured.executed("sessions"), mean: sessions), "\(measured.executed("sessions")) of \(sessions)")
    let promised = measured.rates.first { $0.name == "sessions" }!.targetPerSecond!
    #expect(abs(promised * Double(slice) - 1_000) < 1e-6)

    let posts = 1_000 / inputs.population.opensPerDay * inputs.population.postsPerDay * seconds
    #expect(isPoisson(measured.executed("posts"), mean: posts), "\(measured.executed("posts")) of \(posts)")

    let likes = 800 * seconds
    let (own, background) = (measured.executed("likes"), measured.executed("backgroundLikes"))
    #expect(isPoisson(own, mean: likes / Double(slice)), "\(own) of \(likes / Double(slice))")
    #expect(isPoisson(own + background, mean: likes), "\(own + background) of \(likes)")
    #expect(isPoisson(measured.hotRows.first?.updates ?? 0, mean: likes))
    for law in measured.invariants { #expect(law.holds, "\(law.name): \(law.expected), \(law.found)") }
  }

  /// Whoever posts does so in any slice, at the same moment.
  @Test func postsAreTheSameInAllSlices() {
    let (tenth, hundredth) = (SmallWorld.run(Self.inputs(slice: 10)), SmallWorld.run(Self.inputs(slice: 100)))
    for work in ["posts", "storyPosts", "deliveries"] {
      #expect(tenth.executed(work) > 100)
    }
    #expect(tenth.executed("storyPosts") == hundredth.executed("storyPosts"))
    #expect(tenth.executed("posts") == hundredth.executed("posts"))
  }

  @Test func whatIsNotValidIsMarked() {
    let thinned = "edge and shield hit ratios are not valid below 1/20: viewers of a PoP are thinned"
    for (slice, valid) in [(1, [true, true, true]), (20, [true, true, false]), (21, [true, false, false])] {
      var inputs = Self.inputs(slice: slice)
      (inputs.duration, inputs.load.level) = (.milliseconds(10), 0.01)
      let measured = SmallWorld.run(inputs, prepared: false)
      #expect(measured.caches.map(\.name) == ["phone", "edge", "shield"])
      #expect(measured.caches.map(\.isValid) == valid, "1/\(slice)")
      #expect(measured.caveats.contains(thinned) == (slice == 21), "1/\(slice)")
    }
  }

  /// The viewers for whom fan-out inserts are of the kept PoPs, all of them or the share.
  @Test(arguments: [1, 10, 20, 100, 1_000]) func simulatedViewersAreTheShare(slice: Int) {
    let world = World(Self.inputs(slice: slice), seed: 1, replication: 0)
    #expect(abs(world.keptShare * Double(slice) - 1) < 1e-9)
    for region in 0..<5 { #expect(abs(world.keptShare(of: region) * Double(slice) - 1) < 1e-9) }
    var viewers: Int64 = 0
    for number in 0..<UInt32(50_000) {
      let pop = world.geography.pop(of: UserID(number))
      let isSimulated = world.isSimulated(UserID(number), ofPop: pop)
      if isSimulated { viewers += 1 }
      #expect(world.isKept[pop] || !isSimulated)
      if slice <= 20 { #expect(world.isKept[pop] == isSimulated) }
    }
    #expect(isPoisson(viewers, mean: 50_000 / Double(slice)), "\(viewers) of \(50_000 / slice)")
  }
}
