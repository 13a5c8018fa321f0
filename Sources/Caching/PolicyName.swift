/// Every eviction policy that a scenario or the laboratory can name.
public enum PolicyName: String, CaseIterable, Sendable {
  case fifo, lru, clock, sieve, s3fifo, lfu, slru, s4lru, twoQ, arc, lirs, lruK, gdsf, wTinyLFU, hyperbolic, belady
  /// Never evicts: the bound that compulsory misses set.
  case infinite
}

/// The policies of a cache that does not know the future: all but Belady's.
public enum OnlinePolicyName: String, CaseIterable, Sendable {
  case fifo, lru, clock, sieve, s3fifo, lfu, slru, s4lru, twoQ, arc, lirs, lruK, gdsf, wTinyLFU, hyperbolic, infinite

  public var policy: PolicyName { PolicyName(rawValue: rawValue)! }
}

/// Every admission rule that a scenario or the laboratory can name.
public enum AdmissionName: String, CaseIterable, Sendable {
  /// Stores every object that was missed.
  case all
  case secondHit, sizeThreshold, adaptSize, tinyLFU
}
