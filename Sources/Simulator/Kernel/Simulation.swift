/// What a logical process does with its events: one switch, the only place where its state changes.
public protocol ProcessModel: ~Copyable {
  associatedtype List: FutureEventList
  /// Executes one event. Returns false for events that are not behaviour (stale ones, samplers, observers).
  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<List>) -> Bool
  /// Brings what an event will touch near, some events ahead of it; changes nothing.
  mutating func prefetch(for notice: EventNotice)
  /// The same a few events ahead, when the event's own record is near and may say what else it will touch.
  mutating func prefetchFurther(for notice: EventNotice)
}

extension ProcessModel where Self: ~Copyable {
  @inlinable public mutating func prefetch(for notice: EventNotice) {}
  @inlinable public mutating func prefetchFurther(for notice: EventNotice) {}
}

extension Kernel {
  /// The event loop: pop, advance the clock, dispatch, until no event lies before `limit` (half-open).
  public mutating func run<Model: ProcessModel & ~Copyable>(_ model: inout Model, until limit: SimTime)
  where Model.List == List {
    if journal != nil { return runJournalled(&model, until: limit) }
    while let notice = pending.popFirst(before: limit) {
      now = notice.time
      if let soon = pending.upcoming(10) { model.prefetch(for: soon) }
      if let next = pending.upcoming(4) { model.prefetchFurther(for: next) }
      if model.handle(notice, &self) {
        fingerprint.absorb(notice, at: process)
        executedEvents &+= 1
      }
    }
    now = limit
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
