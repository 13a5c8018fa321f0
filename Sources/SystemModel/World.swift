import Simulator
import Workloads

/// Everything that a run is made from; the same inputs and seed give the same bytes.
public struct PlatformInputs: Sendable {
  public var population = PopulationParameters()
  public var geography = GeographyParameters()
  public var graph = GraphParameters()
  public var load = LoadParameters()
  public var session = SessionParameters()
  public var platform = PlatformParameters()
  public var celebrityPosts: [CelebrityPost] = []
  public var bufferCrashes: [BufferCrash] = []
  public var hashtagStorms: [HashtagStorm] = []
  public var storyBursts: [StoryBurst] = []
  public var duration = SimDuration.seconds(60)
  public var warmUp = SimDuration.seconds(10)
  /// Keeps one of this many edge PoPs with all of its users; 1 is full scale. Above the PoPs of a region, one PoP of each
  /// is kept and its viewers are thinned.
  public var slice = 1
  public var batches = 20
  /// Asked by an observer; changes nothing that happens.
  public var whatIf: WhatIf?

  public init() {}
}

/// An event of the scenario: a celebrity posts, and likes pour in.
public struct CelebrityPost: ParameterSet, Equatable {
  public var at = SimDuration.seconds(10)
  /// 1 is the account with the most followers.
  public var celebrity = 1
  public var likesPerSecond = 4_270.0
  /// Likes decay as exp(−0.4 t^0.4), t in hours, times what the peak asks for.
  public var decays = true

  public init() {}

  public static var fields: [ParameterField<Self>] {
    [
      .duration(
        "at", \.at, .zero ... .days(7),
        "When the celebrity starts the upload; likes begin in each region once the post can be read there.",
        source: "assumed"),
      .count(
        "celebrity", \.celebrity, 1...1_000_000, "Rank of the account by followers, from 1.", source: "assumed"),
      .rate(
        "likes", \.likesPerSecond, 0...10_000_000, "Likes per second at the start, over all regions.",
        source: "10 M likes in 39 minutes is a mean of 4,270/s (December 2022, press)"),
      .flag(
        "decays", \.decays, "Whether attention decays as exp(−0.4 t^0.4), t in hours.",
        source: "Wu & Huberman, PNAS 2007"),
    ]
  }
}

/// What all regions share: functions of the seed and the scenario, read only.
///
/// A class, because the compiler's analysis of a move-only region grows with the square of its stored fields.
final class World: Sendable {
  let inputs: PlatformInputs
  let draws: Draws
  let geography: Geography
  let population: Population
  let graph: SocialGraph
  let catalogue: PostCatalogue
  let sessions: SessionModel
  let shape: LoadShape
  /// Of story posts, and of their expiry.
  let storyShape: LoadShape
  let expiryShape: LoadShape
  let targets: TargetRates
  let celebrities: UInt32
  /// Whether viewers of this PoP are simulated, by PoP.
  let isKept: [Bool]
  /// Share of the sessions of a kept PoP that is simulated; below 1 in slices of less than one PoP per region.
  let viewerShare: Double
  private let sliceDraws: Draws
  private let userShares: [Double]

  init(_ inputs: PlatformInputs, seed: UInt64, replication: UInt64) {
    self.inputs = inputs
    draws = Draws(seed: seed, replication: replication)
    geography = Geography(inputs.geography, draws: draws)
    population = Population(inputs.population, geography: geography, draws: draws)
    graph = SocialGraph(inputs.graph, population: population, draws: draws)
    celebrities = World.celebrityCount(graph, threshold: inputs.platform.feed.celebrityThreshold)
    catalogue = PostCatalogue(population: population, draws: draws)
    sessions = SessionModel(inputs.session, opensPerDay: inputs.population.opensPerDay, draws: draws)
    shape = LoadShape(inputs.load)
    let bursts = inputs.storyBursts.map(\.shape)
    storyShape = LoadShape(inputs.load, bursts: bursts)
    expiryShape = LoadShape(inputs.load, bursts: bursts, delay: inputs.platform.stories.timeToLive)
    targets = TargetRates(inputs.population, inputs.session)
    var kept = [Bool](repeating: false, count: geography.popCount)
    for region in 0..<geography.regionCount {
      let pops = geography.pops(ofRegion: region)
      for pop in pops.prefix(max(1, pops.count / max(1, inputs.slice))) { kept[pop] = true }
    }
    isKept = kept
    viewerShare = min(1, Double(geography.pops(ofRegion: 0).count) / Double(max(1, inputs.slice)))
    sliceDraws = draws.purpose("slice")
    let (places, users) = (geography, population.users)
    userShares = (0..<places.regionCount).map { region in
      let own = places.pops(ofRegion: region).reduce(0) { $0 + Int(places.userCount(ofPop: $1, users: users)) }
      return Double(own) / Double(users)
    }
  }

  /// Kept PoPs of a region; their index in this list is the edge's index.
  func keptPops(of region: Int) -> [Int] { geography.pops(ofRegion: region).filter { isKept[$0] } }

  /// Share of the region's viewers that is simulated.
  func keptShare(of region: Int) -> Double {
    let pops = geography.pops(ofRegion: region)
    return Double(pops.count { isKept[$0] }) / Double(pops.count) * viewerShare
  }

  /// Share of all users who live in a region.
  func userShare(of region: Int) -> Double { userShares[region] }

  /// Share of all viewers that is simulated.
  var keptShare: Double { Double(isKept.count { $0 }) / Double(isKept.count) * viewerShare }

  /// Whether what is done for this viewer in particular, who belongs to `pop`, is executed.
  @inline(__always) func isSimulated(_ viewer: UserID, ofPop pop: Int) -> Bool {
    isKept[pop] && (viewerShare == 1 || sliceDraws.unit(UInt64(viewer.value)) < viewerShare)
  }

  /// Celebrities are pulled at read time. Users are numbered by rank, so they are the first ones.
  func isPulled(_ author: UserID) -> Bool { author.value < celebrities }

  /// Users from the top of the ranking with more followers than the threshold, by bisection.
  private static func celebrityCount(_ graph: SocialGraph, threshold: Int) -> UInt32 {
    var (low, high) = (UInt32(0), graph.users)
    while low < high {
      let middle = low + (high - low) / 2
      if graph.followerCount(of: UserID(middle)) > threshold { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
