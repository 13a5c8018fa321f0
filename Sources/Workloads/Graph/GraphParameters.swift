import Simulator

/// Shape of the follow graph. The published figures are Twitter's and Facebook's where Instagram has none.
public struct GraphParameters: ParameterSet {
  public var meanFollowees = 150.0
  public var followeeCap = 7_500
  public var followeeSpread = 1.4
  public var followerSpread = 1.15
  public var tailExponent = 1.276
  public var tailEnd = 100_000.0
  public var largestShare = 0.3
  public var secondShare = 0.16
  public var topExponent = 0.23
  public var mutualShare = 0.36
  public var hubThreshold = 0.01
  public var localShare = 0.2
  public var poolSize = 2_048

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    .number(
      "meanFollowees", \.meanFollowees, 1...1_000,
      "Mean accounts that a user follows; at most one in forty users, so small populations have fewer.",
      source:
        "assumed: no Instagram figure; Facebook 191 friends in 2011, Twitter 46 in 2012 but about 115 among the active"),
    .count(
      "followeeCap", \.followeeCap, 100...8_000, "Most accounts that a user may follow.",
      source: "7,500 on Instagram (help pages)"),
    .number(
      "followeeSpread", \.followeeSpread, 0.1...3, "σ of the logarithm of one-way followees.",
      source:
        "lognormal shape: Myers et al. 2014; with it mean over median of all followees is near Facebook's 191 / 99"),
    .number(
      "followerSpread", \.followerSpread, 0.1...3, "σ of the logarithm of followers below the tail.",
      source: "Facebook 2011: mean 191, median 99 (Ugander et al.), so σ = √(2 ln 1.93)"),
    .number(
      "tailExponent", \.tailExponent, 1.01...4, "Exponent of the share of accounts above a number of followers.",
      source: "2.276 − 1: Twitter 2009 (Kwak et al., section 3.1); sensitivity to be stated for Instagram"),
    .number(
      "tailEnd", \.tailEnd, 1_000...1e9, "Followers above which there is more mass than the power law.",
      source: "about 100,000 (Kwak et al. 2010, section 3.1)"),
    .fraction(
      "largestShare", \.largestShare, 0.001...0.9, "Users who follow the largest account.",
      source: "203 M of about 650 M monthly users, early 2017"),
    .fraction(
      "secondShare", \.secondShare, 0.001...0.9, "Users who follow the second account.",
      source: "105.3 M of about 650 M monthly users, early 2017"),
    .number(
      "topExponent", \.topExponent, 0.01...1, "Followers of ranks 2 to 10 fall with rank to this power.",
      source: "0.23: Instagram's ten largest accounts, early 2017"),
    .fraction(
      "mutualShare", \.mutualShare, 0...0.6, "Follow edges that are returned.",
      source: "22.1 % of linked pairs (Twitter 2009, Kwak et al.) is 36 % of edges; 42 % in 2012 (Myers et al.)"),
    .fraction(
      "hubThreshold", \.hubThreshold, 0.001...0.2,
      "Accounts followed by more users than this are sampled without repeats; never below ten times the mean.",
      source: "at 1 % random pairing loses 2 % of an account's followers, at 65 % it loses 41 to 47 %"),
    .fraction(
      "localShare", \.localShare, 0...0.5,
      "One-way follows, those of hubs apart, that stay within a pool of users of one PoP; fewer where pools are too small.",
      source:
        "assumed: no figure found for one-way follows; of Facebook's friendships 84 % stay within a country (2011)"),
    .count(
      "poolSize", \.poolSize, 64...100_000,
      "Members of a local pool, about. Where a PoP's share of the users gives less than 64, nothing is local.",
      source: "assumed: large enough that few local follows repeat (3 % at 2,048 members, 4 % at 1,024)"),
  ]
}
