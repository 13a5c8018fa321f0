import Simulator

/// Access networks: who is on which, and how far and how wide each is.
public struct NetworkParameters: ParameterSet {
  public var wifiShare = 0.5
  public var fiveGShare = 0.2
  public var fourGShare = 0.27
  public var threeGShare = 0.03
  public var wifiRoundTrip = DurationDistribution.lognormal(median: .milliseconds(10), p99: .milliseconds(60))
  public var fiveGRoundTrip = DurationDistribution.lognormal(median: .milliseconds(20), p99: .milliseconds(100))
  public var fourGRoundTrip = DurationDistribution.lognormal(median: .milliseconds(35), p99: .milliseconds(200))
  public var threeGRoundTrip = DurationDistribution.lognormal(median: .milliseconds(90), p99: .milliseconds(600))
  public var wifiDownlink = 90e6
  public var wifiUplink = 40e6
  public var fiveGDownlink = 166e6
  public var fiveGUplink = 21e6
  public var fourGDownlink = 36e6
  public var fourGUplink = 11.2e6
  public var threeGDownlink = 3e6
  public var threeGUplink = 1e6
  /// 99th percentile ÷ median of a session's bandwidth, both directions; its lower tail is as wide.
  public var bandwidthSpread = 6.0

  public init() {}

  public static let fields: [ParameterField<Self>] = shareFields + roundTripFields + bandwidthFields

  private static let shareFields: [ParameterField<Self>] = [
    share("wifiShare", \.wifiShare, "a fixed line through Wi-Fi"),
    share("fiveGShare", \.fiveGShare, "5G"),
    share("fourGShare", \.fourGShare, "4G"),
    share("threeGShare", \.threeGShare, "3G"),
  ]

  private static let roundTripFields: [ParameterField<Self>] = [
    .distribution(
      "wifiRoundTrip", \.wifiRoundTrip, "Round trip of the access network on Wi-Fi.",
      source: "median 10 ms fixed (Speedtest index 2022, at second hand); tail assumed"),
    .distribution(
      "fiveGRoundTrip", \.fiveGRoundTrip, "Round trip of the access network on 5G.",
      source: "assumed: below the mobile median of 28 ms (Speedtest index, November 2022)"),
    .distribution(
      "fourGRoundTrip", \.fourGRoundTrip, "Round trip of the access network on 4G.",
      source: "mobile 40 ms in September 2020, 29 ms in November 2021 (Speedtest index); tail assumed"),
    .distribution(
      "threeGRoundTrip", \.threeGRoundTrip, "Round trip of the access network on 3G.",
      source: "assumed: no figure found"),
  ]

  private static let bandwidthFields: [ParameterField<Self>] = [
    link("wifiDownlink", \.wifiDownlink, "Median downlink on Wi-Fi.", "assumed: above mobile's 61.5 Mbit/s"),
    link("wifiUplink", \.wifiUplink, "Median uplink on Wi-Fi.", "assumed: no figure found"),
    link(
      "fiveGDownlink", \.fiveGDownlink, "Median downlink on 5G.", "166.13 Mbit/s, third quarter of 2021 (Speedtest)"),
    link("fiveGUplink", \.fiveGUplink, "Median uplink on 5G.", "21.08 Mbit/s, third quarter of 2021 (Speedtest)"),
    link(
      "fourGDownlink", \.fourGDownlink, "Median downlink on 4G.",
      "35.96 Mbit/s mean of all mobile, September 2020, before 5G (Speedtest)"),
    link(
      "fourGUplink", \.fourGUplink, "Median uplink on 4G.",
      "11.22 Mbit/s mean of all mobile, September 2020, before 5G (Speedtest)"),
    link("threeGDownlink", \.threeGDownlink, "Median downlink on 3G.", "assumed: no figure found"),
    link("threeGUplink", \.threeGUplink, "Median uplink on 3G.", "assumed: no figure found"),
    .number(
      "bandwidthSpread", \.bandwidthSpread, 1...100, "99th percentile over median of a session's bandwidth, lognormal.",
      source: "assumed: no distribution of mobile bandwidth found, only medians"),
  ]

  private typealias Key<Value> = any (WritableKeyPath<Self, Value> & Sendable)

  private static func share(_ path: String, _ property: Key<Double>, _ network: String) -> ParameterField<Self> {
    .fraction(
      path, property, 0...1, "Users on \(network), relative to the other networks' shares.",
      source: "assumed: no split by network found")
  }

  private static func link(
    _ path: String, _ property: Key<Double>, _ summary: String, _ source: String
  ) -> ParameterField<Self> {
    .bandwidth(path, property, 1e4...1e11, summary, source: source)
  }
}
