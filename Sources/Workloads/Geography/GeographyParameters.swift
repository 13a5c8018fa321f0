import Simulator

/// Where users live and how far things are.
public struct GeographyParameters: ParameterSet {
  public var washingtonShare = 0.2
  public var saoPauloShare = 0.2
  public var frankfurtShare = 0.2
  public var tokyoShare = 0.2
  public var sydneyShare = 0.2
  public var edgePopsPerRegion = 20
  /// One-way delay between an edge PoP and the data centre of its region; one draw per PoP.
  public var popDelay = DurationDistribution.uniform(.milliseconds(2), .milliseconds(16))

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    share("washington", \.washingtonShare, "the Americas' north"),
    share("saoPaulo", \.saoPauloShare, "the Americas' south"),
    share("frankfurt", \.frankfurtShare, "Europe and Africa"),
    share("tokyo", \.tokyoShare, "Asia"),
    share("sydney", \.sydneyShare, "Oceania"),
    .count(
      "edgePopsPerRegion", \.edgePopsPerRegion, 1...100, "Edge points of presence of each region.",
      source:
        "assumed: 100 in all; Facebook had about 20 in 2013 (Huang et al., SOSP 2013, abstract) and far fewer users"),
    .distribution(
      "popDelay", \.popDelay, "One-way delay between an edge PoP and its region's data centre.",
      source: "assumed: half the round trips inside a continent, 13 ms London–Frankfurt to 31 ms Washington–Dallas "
        + "(IBM Cloud VPC inter-region table, 2024)"),
  ]

  private static func share(
    _ name: String, _ property: any (WritableKeyPath<Self, Double> & Sendable), _ place: String
  ) -> ParameterField<Self> {
    .fraction(
      name + "Share", property, 0.01...1, "Users of \(place), relative to the other regions' shares.",
      source: "assumed: equal, so that no region holds more work than two cores can share (decision 0001)")
  }

  var shares: [Double] { [washingtonShare, saoPauloShare, frankfurtShare, tokyoShare, sydneyShare] }
}
