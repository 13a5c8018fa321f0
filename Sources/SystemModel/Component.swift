/// Parts of the platform that a request's time is charged to; raw values index ledgers and fleets.
public enum Component: UInt8, CaseIterable, Sendable {
  case phone, accessNetwork, wan
  case gateway, uploadService, uploadProxy, objectStore, mediaWorkers, moderation
  case postStore, postReplica, eventLog, fanOut, timelineCache, authorCache
  case feedService, ranker
  case edge, shield
  case counterBuffer, counterStore, counterRow
  case storyService, sweeper
  case searchIndexer, hashtagCounters, notifications
  case edgeLink, shieldLink, storeLink, resizer
  case storyViews, inbox

  public var name: String { String(describing: self) }
}
