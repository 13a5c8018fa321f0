import Glibc
import Simulator

/// The access network that a user is on.
public enum NetworkClass: UInt8, CaseIterable, Sendable {
  case wifi, fiveG, fourG, threeG
}

/// A user's access network during one session.
public struct NetworkLink: Sendable {
  public let network: NetworkClass
  /// Phone to the edge of the access network and back.
  public let roundTrip: SimDuration
  /// Bits per second.
  public let downlink: Double
  public let uplink: Double

  /// Time to push `bytes` through a link of `bitsPerSecond`.
  @inlinable public static func transferTime(bytes: Int64, bitsPerSecond: Double) -> SimDuration {
    SimDuration(seconds: Double(bytes) * 8 / bitsPerSecond)
  }
}

/// Draws the network class of a user and the link of a session; both directions of a link share one draw.
struct NetworkLinks: Sendable {
  private let bounds: [UInt64]
  private let roundTrips: [DurationSampler]
  private let downlinks: [Double]
  private let uplinks: [Double]
  private let bandwidthSigma: Double
  private let linkDraws: Draws

  init(_ p: NetworkParameters, draws: Draws) {
    let shares = [p.wifiShare, p.fiveGShare, p.fourGShare, p.threeGShare]
    let total = shares.reduce(0, +)
    precondition(total > 0, "the shares of the access networks are all zero")
    var sum = 0.0
    bounds = shares.map { share in
      sum += share
      return UInt64(sum / total * 0x1p32)
    }
    roundTrips = [p.wifiRoundTrip, p.fiveGRoundTrip, p.fourGRoundTrip, p.threeGRoundTrip].map(\.sampler)
    downlinks = [p.wifiDownlink, p.fiveGDownlink, p.fourGDownlink, p.threeGDownlink]
    uplinks = [p.wifiUplink, p.fiveGUplink, p.fourGUplink, p.threeGUplink]
    bandwidthSigma = log(p.bandwidthSpread) / StandardNormal.p99
    linkDraws = draws.purpose("population.link")
  }

  func networkClass(_ bits: UInt32) -> NetworkClass {
    let place = UInt64(bits)
    for index in 0..<3 where place < bounds[index] { return NetworkClass(rawValue: UInt8(index))! }
    return .threeG
  }

  func link(_ network: NetworkClass, user: UserID, session: UInt64) -> NetworkLink {
    let index = Int(network.rawValue)
    let entity = SessionKey.entity(user, session)
    let factor = exp(bandwidthSigma * StandardNormal.quantile(linkDraws.unit(entity, 1)))
    return NetworkLink(
      network: network, roundTrip: roundTrips[index].sample(linkDraws.unit(entity)),
      downlink: downlinks[index] * factor, uplink: uplinks[index] * factor)
  }
}
