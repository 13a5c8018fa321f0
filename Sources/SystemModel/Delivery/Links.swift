import Simulator
import Workloads

/// Links out of each tier, one queue each, first come, first served. edge ─► phones, shield ─► edges, storage node ─► shields
public struct LinkParameters: ParameterSet, Equatable {
  public var edgeBandwidth = 40e9
  public var shieldBandwidth = 10e9
  public var storeBandwidth = 10e9

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    .bandwidth(
      "edgeBandwidth", \.edgeBandwidth, 1e6...1e15, isCapacity: true, "From one edge PoP to its phones.",
      source: "assumed: utilisation near 15 %"),
    .bandwidth(
      "shieldBandwidth", \.shieldBandwidth, 1e6...1e15, isCapacity: true, "From one shield server to the edges.",
      source: "assumed: a 10 Gbit/s port"),
    .bandwidth(
      "storeBandwidth", \.storeBandwidth, 1e6...1e15, isCapacity: true, "From one storage node to the shields.",
      source: "assumed: a 10 Gbit/s port"),
  ]
}

/// A transfer over a link: what it takes, and when its last byte leaves.
struct LinkTransfer {
  var time: SimDuration
  var leavesAt: SimTime
}

extension RegionalPlatform {
  /// Bytes of an answer without a body.
  static var emptyAnswerBytes: Int64 { 300 }

  /// `bytes` asked for now leave over a link once they are ready at `readyAt`, after what was asked for before.
  mutating func send(
    _ bytes: Int64, over link: UInt16, bitsPerSecond: Double, readyAt: SimTime, at now: SimTime
  ) -> LinkTransfer {
    let time = NetworkLink.transferTime(bytes: bytes, bitsPerSecond: bitsPerSecond)
    let free = stations.enter(link, demand: time, at: now)
    return LinkTransfer(time: time, leavesAt: max(free, readyAt + time))
  }
}
