/// What an event will touch is fetched in three steps, so that each may read what the one before has brought near.
public enum PrefetchStep: Sendable {
  /// The event's own record.
  case record
  /// What the record names.
  case named
  /// What that leads to.
  case reached
}

/// What a logical process does with its events: one switch, the only place where its state changes.
public protocol ProcessModel: ~Copyable {
  associatedtype List: FutureEventList
  /// Executes one event. Returns false for events that are not behaviour (stale ones, samplers, observers).
  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<List>) -> Bool
  /// Brings near what an event will touch, some events ahead of it; changes nothing.
  mutating func prefetch(_ step: PrefetchStep, for notice: EventNotice)
}

extension ProcessModel where Self: ~Copyable {
  @inlinable public mutating func prefetch(_ step: PrefetchStep, for notice: EventNotice) {}
}

extension Kernel {
  /// The event loop: pop, advance the clock, dispatch, until no event lies before `limit` (half-open).
  public mutating func run<Model: ProcessModel & ~Copyable>(_ model: inout Model, until limit: SimTime)
  where Model.List == List {
    if journal != nil { return runJournalled(&model, until: limit) }
    while let notice = pending.popFirst(before: limit) {
      now = notice.time
      prefetch(&model)
      if model.handle(notice, &self) {
        fingerprint.absorb(notice, at: process)
        executedEvents &+= 1
      }
    }
    now = limit
  }

  /// Records are fetched a batch ahead, what they name and lead to eight and three events ahead.
  @inline(__always) private mutating func prefetch<Model: ProcessModel & ~Copyable>(_ model: inout Model)
  where Model.List == List {
    if pending.hasNewFront {
      let following = pending.takeFollowing()
      for event in following { model.prefetch(.record, for: event) }
      for distance in 0..<8 {
        if let soon = pending.upcoming(distance) { model.prefetch(.named, for: soon) }
      }
    }
    if let soon = pending.upcoming(8) { model.prefetch(.named, for: soon) }
    if let next = pending.upcoming(3) { model.prefetch(.reached, for: next) }
  }

  /// The same loop for diagnosis: one more copy of each event, and no cost to the loop above.
  private mutating func runJournalled<Model: ProcessModel & ~Copyable>(_ model: inout Model, until limit: SimTime)
  where Model.List == List {
    while let notice = pending.popFirst(before: limit) {
      now = notice.time
      if model.handle(notice, &self) {
        fingerprint.absorb(notice, at: process)
        executedEvents &+= 1
        journal?.append(notice)
      }
    }
    now = limit
  }
}
