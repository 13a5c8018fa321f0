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
  public var profileVisits = 0.0
  public var profileFromFeed = 0.5
  public var profileGridShare = 1.0
  public var profileFirstScreen = 12
  public var profileDepthExponent = 1.0
  public var profileOpens = 0.3
  public var profileHistory = SimDuration.days(1_095)
  public var phoneDepth = 1
  public var doubleTapShare = 0.0
  public var unlikeShare = 0.0
  public var followsPerSession = 0.0

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
    .number(
      "profileVisits", \.profileVisits, 0...20, "Mean profiles visited per session, geometric from zero.",
      source: "assumed: off; feed and albums together made 98 % of photo requests (Haystack, OSDI 2010)"),
    .fraction(
      "profileFromFeed", \.profileFromFeed, 0...1,
      "Visits to the author of a displayed post; the others go to a followee drawn by affinity.",
      source: "assumed: half"),
    .fraction(
      "profileGridShare", \.profileGridShare, 0...1,
      "Visits that show a grid of thumbnails; the others show a column of photos in the size of the feed.",
      source: "all: Instagram's profiles are grids; Facebook's of 2012 was a column, its albums grids"),
    .count(
      "profileFirstScreen", \.profileFirstScreen, 1...200,
      "Photos that a profile shows before anybody scrolls, newest first.", source: "assumed: four rows of three"),
    .number(
      "profileDepthExponent", \.profileDepthExponent, 0.2...10,
      "Visits that scroll deeper than k first screens are a share of k to minus this power.",
      source: "assumed: requests about as the inverse of age (f4, OSDI 2014: tenfold from a day to a week)"),
    .fraction(
      "profileOpens", \.profileOpens, 0...1, "Visits that open one of the photos in full (1080 px).",
      source: "assumed; large sizes were 5.2 % of all views (Haystack, OSDI 2010, Table 3)"),
    .duration(
      "profileHistory", \.profileHistory, .days(1) ... .days(3_650), "Oldest photo of a profile.",
      source: "assumed: three years of posting"),
    .count(
      "phoneDepth", \.phoneDepth, 1...16,
      "Earlier sessions whose images a phone still has; none if `system.delivery.phoneCacheSessions` is 0.",
      source: "assumed: one, which costs least; see docs/model.md"),
    .fraction(
      "doubleTapShare", \.doubleTapShare, 0...1, "Likes that the phone sends twice, 200 ms apart; one counts.",
      source: "assumed: none"),
    .fraction(
      "unlikeShare", \.unlikeShare, 0...1, "Likes that are taken back, some seconds after they are on the screen.",
      source: "assumed: none; no published figure"),
    .fraction(
      "followsPerSession", \.followsPerSession, 0...1, "Sessions in which the user follows another account.",
      source: "assumed: none; the follow graph of a run does not change"),
  ]
}
