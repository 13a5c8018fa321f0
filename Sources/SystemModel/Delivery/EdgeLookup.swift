import Simulator
import Workloads

/// What an edge server finds when it looks for an image.
enum EdgeLookup {
  /// It has it, or will at that instant.
  case found(SimTime)
  /// It remembers that the photo is gone.
  case gone
  case missing(EdgeMiss)
}

/// Why an edge asks further.
struct EdgeMiss {
  /// Somebody else has asked for it: the request waits for that answer.
  var waitsForFill = false
  /// Others may wait for this request's answer.
  var isFill = false
  /// When the copy that the edge has was last known to be true; `.distantPast` without one.
  var heldSince = SimTime.distantPast
}

extension RegionalPlatform {
  /// Key of an object at one server of an edge, for the tables that edges of a region share.
  @inline(__always) func edgeKey(_ key: UInt64, server: UInt32) -> UInt64 {
    key ^ (UInt64(server) &+ 1) &* 0x9E37_79B9_7F4A_7C15
  }

  /// The cache decides as the request arrives at its server, at `now`.
  mutating func lookUpAtEdge(_ fetch: ImageFetch, server: UInt32, at now: SimTime) -> EdgeLookup {
    let key = edgeKey(fetch.key, server: server)
    if deletions.isActive, let end = lookUpDeleted(fetch, key, server: server, at: now) { return end }
    let isStored = edgeCaches[server].access(fetch.key, sizeBytes: fetch.cachedBytes)
    var miss = EdgeMiss()
    switch edgeFills.state(of: key, at: now) {
    case .none: if isStored && !isMutable { return .found(now) }
    case .arriving(let time):
      if isStored { edgeCaches[server].takeBackHit(fetch.cachedBytes) }
      if collapses {
        measures.count(.edgeFillWaits)
        if isMutable { countStale(fetch.post, copyOf: edgeFreshness.checkedAt(key), at: time) }
        return .found(time)
      }
      if isMutable { miss.heldSince = heldSince(edgeFreshness.checkedAt(key)) }
      return .missing(miss)
    case .asked:
      if isStored { edgeCaches[server].takeBackHit(fetch.cachedBytes) }
      if collapses {
        measures.count(.edgeFillWaits)
        miss.waitsForFill = true
      } else if isMutable {
        miss.heldSince = heldSince(edgeFreshness.checkedAt(key))
      }
      return .missing(miss)
    }
    if isStored {
      let checkedAt = edgeFreshness.checkedAt(key)
      if now - checkedAt < parameters.delivery.urls.timeToLive {
        countStale(fetch.post, copyOf: checkedAt, at: now)
        return .found(now)
      }
      edgeCaches[server].takeBackHit(fetch.cachedBytes)
      miss.heldSince = heldSince(checkedAt)
    } else if isMutable {
      edgeFreshness.forget(key)
    }
    miss.isFill = edgeFills.begin(key, at: now)
    return .missing(miss)
  }

  /// A deleted photo: served until the purge arrives, then gone. Nil while it is not deleted.
  private mutating func lookUpDeleted(
    _ fetch: ImageFetch, _ key: UInt64, server: UInt32, at now: SimTime
  ) -> EdgeLookup? {
    let deletedAt = deletions.deletedAt(fetch.post)
    if deletedAt > now { return nil }
    if now - deletedAt < parameters.delivery.deletions.purgeDelay {
      // A place that was taken for a fill holds no copy yet.
      guard case .none = edgeFills.state(of: key, at: now) else { return askWhetherGone(fetch, key, server, at: now) }
      if !edgeCaches[server].find(fetch.key, sizeBytes: fetch.cachedBytes) {
        return .missing(EdgeMiss(isFill: edgeFills.begin(key, at: now)))
      }
      measures.count(.deletedImages)
      return .found(now)
    }
    if edgeCaches[server].purge(fetch.key) { measures.count(.purges) }
    if edgeGone.isYounger(than: parameters.delivery.deletions.negativeTimeToLive, key, at: now) {
      edgeCaches[server].countMiss(fetch.cachedBytes)
      measures.count(.negativeHits)
      return .gone
    }
    return askWhetherGone(fetch, key, server, at: now)
  }

  /// Asks further for a photo that is deleted, or waits for the answer that somebody else has asked for.
  private mutating func askWhetherGone(
    _ fetch: ImageFetch, _ key: UInt64, _ server: UInt32, at now: SimTime
  ) -> EdgeLookup {
    edgeCaches[server].countMiss(fetch.cachedBytes)
    if case .asked = edgeFills.state(of: key, at: now), collapses {
      measures.count(.edgeFillWaits)
      return .missing(EdgeMiss(waitsForFill: true))
    }
    return .missing(EdgeMiss(isFill: edgeFills.begin(key, at: now)))
  }

  /// A copy that is asked after, by when it was last known to be true; `.distantPast` when there is none.
  mutating func heldSince(_ checkedAt: SimTime) -> SimTime {
    if checkedAt != .distantPast { measures.count(.revalidations) }
    return checkedAt
  }

  /// Counts an image whose photo has changed since its copy was last known to be true.
  mutating func countStale(_ post: PostID, copyOf checkedAt: SimTime, at now: SimTime) {
    if versions.version(of: post, at: checkedAt) != versions.version(of: post, at: now) { measures.count(.staleImages) }
  }
}
