/// First in, first out: a hit moves nothing, the object inserted first leaves.
public typealias FIFO = ObjectQueue<KeepsHitsInPlace>

public enum KeepsHitsInPlace: HitRule {
  public static var movesHits: Bool { false }
}
