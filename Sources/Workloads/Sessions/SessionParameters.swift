import Simulator

/// What a user does between opening the app and leaving it.
public struct SessionParameters: ParameterSet {
  public var pagesPerSession = 3.0
  public var imagesPerPage = 6
  public var storyFramesPerSession = 3.34
  public var storyShare = 0.5
  public var likesPerPage = 0.78
  public var commentsPerPage = 0.028
  /// From a page's display to the request for the next one, or to the end of the session.
  public var pageThinkTime = DurationDistribution.lognormal(median: .seconds(16), p99: .seconds(166))
  /// From a story frame's display to the next one.
  public var storyFrameTime = DurationDistribution.lognormal(median: .seconds(4), p99: .seconds(15))

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    .number(
      "pagesPerSession", \.pagesPerSession, 1...1_000, "Mean feed pages per session, geometric and at least one.",
      source: "assumed: no published figure"),
    .count(
      "imagesPerPage", \.imagesPerPage, 1...100, "Photos on a feed page.", source: "assumed: no published figure"),
    .number(
      "storyFramesPerSession", \.storyFramesPerSession, 0...1_000, "Mean story frames per session.",
      source: "assumed: 20 a day at 6 opens"),
    .fraction(
      "storyShare", \.storyShare, 0.01...1, "Sessions that watch stories; their frames are geometric, at least one.",
      source: "500 M daily users of stories, January 2019, against about 1 B monthly users (company)"),
    .number(
      "likesPerPage", \.likesPerPage, 0...100, "Mean likes per feed page; each photo is liked independently.",
      source: "4.2 B likes a day by 300 M daily users, June 2016 (company): 14 each, over 18 pages a day"),
    .number(
      "commentsPerPage", \.commentsPerPage, 0...100, "Mean comments per feed page, independent per photo.",
      source: "assumed: one comment for 28 likes; no reliable published figure"),
    .distribution(
      "pageThinkTime", \.pageThinkTime, "Time spent on a feed page.",
      source: "assumed shape; with the story frames the mean session lasts about 97 s (derived from press figures)"),
    .distribution(
      "storyFrameTime", \.storyFrameTime, "Time spent on a story frame.", source: "assumed: 5 s shown, skipped by taps"),
  ]
}
