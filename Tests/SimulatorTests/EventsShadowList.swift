@testable import Simulator

/// Pending events as a sorted array: too slow to use, too simple to be wrong.
struct ShadowList: FutureEventList {
  private var events: [EventNotice] = []

  var count: Int { events.count }

  mutating func insert(_ notice: EventNotice) {
    let position = events.firstIndex { EventNotice.precedes(notice, $0) } ?? events.count
    events.insert(notice, at: position)
  }

  mutating func popFirst(before limit: SimTime) -> EventNotice? {
    guard let first = events.first, first.time < limit else { return nil }
    return events.removeFirst()
  }
}
