/// What the platform model leaves out, part by part; docs/model.md says more about each.
public enum PlatformLimits {
  public static let sentences = [
    "Users: nobody signs up, gives up on a slow page, or changes habits over the day.",
    "Network: no handshakes, slow start, loss or packet queues; each phone has one round trip and one bandwidth per session.",
    "Gateway: no TLS, authentication or rate limits.",
    "Feed: no deletions, unfollows or lost timeline shards; a page may show a post again.",
    "Post store: no cache in front of the rows, no fail-over; inserts take no locks.",
    "Uploads: none fails or resumes; no duplicate detection, no human review.",
    "Object store: no replication, erasure coding or rebuilds.",
    "Delivery: no several images on one connection; ranges are whole segments; PoPs are routed to by chance, not by load or price.",
    "Counters: no counts or likes of the past; reading a count takes no time; nothing but the buffers' memory crashes.",
    "Event log: consumer groups are pools of workers, without offsets, rebalancing or back pressure on producers.",
    "Stories: preloaded frames do not compete for the downlink; who is a close friend is drawn, not picked; bursts of the past expire but are not shown; no author deletes a story.",
    "Not there yet: direct messages, search and typeahead, explore, machines that fail.",
  ]
}
