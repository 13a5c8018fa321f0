/// Least recently used: a hit moves the object to the newest end, the oldest leaves.
public typealias LRU = ObjectQueue<MovesHitsToNewest>

public enum MovesHitsToNewest: HitRule {
  public static var movesHits: Bool { true }
}
