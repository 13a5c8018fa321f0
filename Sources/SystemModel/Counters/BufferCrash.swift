import Simulator

/// An event of the scenario: counter buffers lose their memory, sketches go back to their last snapshot.
public struct BufferCrash: ParameterSet, Equatable {
  public var at = SimDuration.seconds(10)
  public var shards = 1

  public init() {}

  public static var fields: [ParameterField<Self>] {
    [
      .duration("at", \.at, .zero ... .days(7), "When it happens, in every region at once.", source: "assumed"),
      .count(
        "shards", \.shards, 1...20_000,
        "Buffer shards of each region that lose what they hold, the first ones; sketches go back to their snapshot whole.",
        source: "assumed: one machine"),
    ]
  }
}

extension RegionalPlatform {
  /// The shards are back at once and empty; what they held is counted as lost.
  mutating func buffersCrash(_ index: UInt32) {
    let crash = world.inputs.bufferCrashes[Int(index)]
    for shard in 0..<min(UInt32(crash.shards), fleets.counterBuffer.instances) {
      counters.lost.add(counters.buffers.crash(shard: shard))
    }
    if parameters.counters.uses(.approximate) { counters.lost.add(counters.sketches.crash()) }
  }
}
