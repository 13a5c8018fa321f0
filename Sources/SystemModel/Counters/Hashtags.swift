import Glibc
import Simulator
import Workloads

/// An event of the scenario: for a while a share of all posts and stories carries one hashtag.
public struct HashtagStorm: ParameterSet, Equatable {
  public var at = SimDuration.seconds(10)
  public var lasts = SimDuration.seconds(60)
  public var share = 0.5

  public init() {}

  public static var fields: [ParameterField<Self>] {
    [
      .duration("at", \.at, .zero ... .days(7), "When the hashtag appears.", source: "assumed"),
      .duration("lasts", \.lasts, .zero ... .days(7), "How long it is used.", source: "assumed"),
      .fraction("share", \.share, 0...1, "Posts and stories that carry it.", source: "assumed"),
    ]
  }
}

/// Which hashtags a post carries: a function of the post, and of the storms at its time.
struct HashtagModel: Sendable {
  private let mean: Double
  private let tags: Zipf
  private let storms: [HashtagStorm]
  private let draws: Draws
  static let mostPerPost = 30

  init(_ p: CounterParameters, _ storms: [HashtagStorm], draws: Draws) {
    mean = p.hashtagsPerPost
    tags = Zipf(ranks: p.distinctHashtags, exponent: 1)
    self.storms = storms
    self.draws = draws
  }

  /// Of a storm; those that are always there are numbered from 1.
  static func tag(ofStorm index: Int) -> UInt64 { 1 << 40 + UInt64(index) }

  /// Calls `body` with each hashtag once.
  func forEachTag(of post: PostID, at now: SimTime, _ body: (UInt64) -> Void) {
    for (index, storm) in storms.enumerated() where now >= .zero + storm.at && now < .zero + storm.at + storm.lasts {
      if draws.unit(post.value, 1 << 20 + UInt64(index)) < storm.share { body(Self.tag(ofStorm: index)) }
    }
    var sequence = draws.sequence(post.value)
    var found = InlineArray<30, UInt64>(repeating: 0)
    let count = poisson(draws.unit(post.value))
    for place in 0..<count {
      let tag = UInt64(tags.rank(&sequence))
      if (0..<place).contains(where: { found[$0] == tag }) { continue }
      found[place] = tag
      body(tag)
    }
  }

  /// By inversion.
  private func poisson(_ unit: Double) -> Int {
    var (count, term) = (0, exp(-mean))
    var sum = term
    while unit > sum && count < Self.mostPerPost {
      count += 1
      term *= mean / Double(count)
      sum += term
    }
    return count
  }
}

extension RegionalPlatform {
  /// A consumer of the log has read a post-created record at `time`: its hashtags are counted.
  mutating func countHashtags(of post: PostID, at time: SimTime, _ kernel: inout EngineKernel) {
    if parameters.counters.hashtags == .off { return }
    counters.tags.forEachTag(of: post, at: kernel.now) { tag in
      measures.count(.hashtags)
      countInBackground(
        .posts(under: tag), by: post.author, identity: Draws.mix(post.value ^ Draws.mix(tag)), at: time, &kernel)
    }
  }
}
