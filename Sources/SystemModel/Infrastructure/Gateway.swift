import Simulator

/// API gateway: terminates the phone's connection, authenticates, routes. phone ─► [instances × workers] ─► services
/// Not modelled: TLS handshakes, rate limits per user.
public struct GatewayParameters: ParameterSet, Equatable {
  public var fleet = FleetParameters(
    instances: 40, workers: 2, serviceTime: .lognormal(median: .microseconds(500), p99: .microseconds(2_500)))

  public init() {}

  public static var fields: [ParameterField<Self>] {
    FleetParameters.fields(
      "fleet", \.fleet, "API gateways",
      sizing: "assumed: utilisation near 40 % at the reference load",
      service: "assumed: half a millisecond of CPU for routing and authentication; no published figure")
  }
}
