import Simulator

/// How many users, how often they come, and how much they post.
public struct PopulationParameters: ParameterSet {
  public var users = 1_000_000_000
  public var dailyActiveShare = 0.5
  public var opensPerDay = 6.0
  public var postsPerDay = 0.3168
  public var storiesPerDay = 1.0
  public var celebrities = 1_000
  public var silentShare = 0.2
  public var weeklyShare = 0.5
  public var frequentShare = 0.25
  public var largeScreenShare = 0.6
  public var networks = NetworkParameters()

  public init() {}

  public static let fields: [ParameterField<Self>] =
    [
      .count(
        "users", \.users, 100...4_000_000_000, "Users of the platform.",
        source: "1 B monthly users of Instagram, June 2018 (press)"),
      .fraction(
        "dailyActiveShare", \.dailyActiveShare, 0.01...1, "Users of the daily-active class; the others do nothing.",
        source: "0.6 in June 2016 (300 M of 500 M, company); 0.5 assumed for the larger platform"),
      .number(
        "opensPerDay", \.opensPerDay, 0...200, "Sessions per daily user and day.",
        source: "about 6 opens on a day of use (Quettra 2015, at second hand)"),
      .number(
        "postsPerDay", \.postsPerDay, 0...20, "Mean photo posts per daily user and day.",
        source: "95 M posts a day by 300 M daily users, June 2016 (company): 0.317"),
      .number(
        "storiesPerDay", \.storiesPerDay, 0...20, "Mean story posts per daily user and day.",
        source: "assumed: one; 500 M daily users of stories in January 2019 (company), no posting rate published"),
      .count(
        "celebrities", \.celebrities, 1...100_000,
        "Accounts at the top of the follower ranks that are always active and post most; at most 0.1 % of users.",
        source: "assumed: 1,000 of 1 B, accounts above about 2 M followers"),
      .fraction(
        "silentShare", \.silentShare, 0...1, "Daily users who never post, before scaling of the three shares to 100 %.",
        source: "assumed; see weeklyShare"),
      .fraction(
        "weeklyShare", \.weeklyShare, 0...1, "Daily users who post once a week when the mean is 0.3168 a day.",
        source: "a typical user posts about once a week (Manikonda et al. 2014); the classes are assumed to fit it"),
      .fraction(
        "frequentShare", \.frequentShare, 0...1,
        "Daily users who post three times as often; the rest post 19.4 times as often as the weekly class.",
        source: "assumed; see weeklyShare"),
      .fraction(
        "largeScreenShare", \.largeScreenShare, 0...1,
        "Users whose phone shows the 1080 px variant; the rest take 640 px.",
        source: "assumed: no published figure for the mix of screens"),
    ] + NetworkParameters.fields("network", in: \.networks)

  /// Celebrities that a population of this size has.
  var effectiveCelebrities: UInt32 { UInt32(max(1, min(celebrities, users / 1_000))) }
}
