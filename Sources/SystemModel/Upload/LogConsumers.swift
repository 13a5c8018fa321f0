import Simulator
import Workloads

/// The groups that read every post-created record besides fan-out: search, hashtags, notifications.
extension RegionalPlatform {
  mutating func notifyConsumers(_ post: PostID, _ kernel: inout EngineKernel) {
    for fleet in [fleets.searchIndexer, fleets.hashtagCounters, fleets.notifications] {
      let identity = Draws.mix(post.value ^ UInt64(fleet.component.rawValue) << 56)
      let consumer = stations.shard(of: fleet, key: UInt64(post.author.value))
      let doneAt = stations.enter(consumer, demand: fleet.demand(identity), at: kernel.now)
      measures.consumed(fleet.component, lag: doneAt - kernel.now)
      if fleet.component == .hashtagCounters { countHashtags(of: post, at: doneAt, &kernel) }
    }
  }
}
