import Simulator
import Workloads

/// A record in the hands of a consumer group other than fan-out.
struct LogRecord {
  var header: RequestHeader
  var group: Component
}

/// The groups that read every post-created record besides fan-out: search, hashtags, notifications.
extension RegionalPlatform {
  mutating func notifyConsumers(_ post: PostID, _ kernel: inout EngineKernel) {
    for fleet in [fleets.searchIndexer, fleets.hashtagCounters, fleets.notifications] {
      let identity = Draws.mix(post.value ^ UInt64(fleet.component.rawValue) << 56)
      let slot = logRecords.insert(
        LogRecord(header: RequestHeader(identity: identity, startedAt: kernel.now), group: fleet.component))
      stations.visitShard(
        fleet, key: UInt64(post.author.value), &logRecords[slot].header, resume: .logConsumer, slot, &kernel)
    }
  }

  mutating func recordConsumed(_ slot: UInt32, station: UInt16, _ kernel: inout EngineKernel) {
    stations.leave(station, &logRecords[slot].header, &kernel)
    let record = logRecords.remove(slot)
    measures.consumed(record.group, lag: kernel.now - record.header.startedAt)
  }
}
