import Simulator

/// What events will touch, fetched ahead of them: at full scale the state of a region is far larger than the processor's
/// caches, and waiting for it would be half of a run.
extension RegionalPlatform {
  mutating func prefetch(for notice: EventNotice) {
    let slot = notice.slot
    stations.prefetch(notice.station)
    switch EventKind(rawValue: notice.kind)! {
    case .imageFetch: fetches.prefetch(slot, lines: 2)
    case .cacheMiss: cacheMisses.prefetch(slot, lines: 5)
    case .feedLoad, .pageImages: feeds.prefetch(slot, lines: 6)
    case .feedBranch: branches.prefetch(slot, lines: 1)
    case .pageRequest: sessions.prefetch(slot, lines: 2)
    case .storyFrame, .trayRequest: watches.prefetch(slot, lines: 4)
    case .storyTray: trays.prefetch(slot, lines: 6)
    case .likeRequest, .commentRequest: pendingActions.prefetch(slot, lines: 1)
    case .like: likes.prefetch(slot, lines: 3)
    case .rowUpdate: rowUpdates.prefetch(slot, lines: 4)
    case .timelineInsert: chunks.prefetch(slot, lines: 1)
    case .message: mailbox.prefetch(slot, lines: 2)
    case .originFetch: originFetches.prefetch(slot, lines: 5)
    default: break
    }
  }

  mutating func prefetchFurther(for notice: EventNotice) {
    let slot = notice.slot
    switch EventKind(rawValue: notice.kind)! {
    case .imageFetch where fetches.isLive(slot):
      edgeCaches[UInt32(fetches[slot].edge)].prefetch(fetches[slot].key)
      if fetches[slot].parent == .feedLoad {
        feeds.prefetch(fetches[slot].parentSlot, lines: 6)
      } else {
        watches.prefetch(fetches[slot].parentSlot, lines: 2)
      }
    case .cacheMiss where cacheMisses.isLive(slot):
      if cacheMisses[slot].step == .atShield { shieldCache.prefetch(cacheMisses[slot].fetch.key) }
      feeds.prefetch(cacheMisses[slot].fetch.parentSlot, lines: 6)
    case .feedLoad where feeds.isLive(slot), .pageImages where feeds.isLive(slot):
      sessions.prefetch(feeds[slot].session, lines: 2)
    case .pageRequest where sessions.isLive(slot):
      if sessions[slot].nextPage != .max { candidatePages.prefetch(sessions[slot].nextPage, lines: 2) }
    default: break
    }
  }
}
