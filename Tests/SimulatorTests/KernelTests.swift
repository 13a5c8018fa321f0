import Testing

@testable import Simulator

/// Notes what it handles; every event of kind 1 schedules `children` more, of kind 2 counts as no behaviour.
private struct Notebook<List: FutureEventList>: ProcessModel {
  var seen: [(time: Int64, slot: UInt32)] = []
  var children: [(delay: Int64, kind: UInt16)] = []

  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<List>) -> Bool {
    #expect(notice.time == kernel.now)
    seen.append((notice.time.nanoseconds, notice.slot))
    if notice.kind == 1 {
      for (index, child) in children.enumerated() {
        kernel.schedule(
          after: SimDuration(nanoseconds: child.delay), kind: child.kind, slot: notice.slot * 10 + UInt32(index))
      }
    }
    return notice.kind != 2
  }
}

@Suite struct KernelTests {
  private func check<List: FutureEventList>(_ list: List.Type) {
    var kernel = Kernel<List>()
    var model = Notebook<List>()
    model.children = [(0, 0), (5, 0)]
    for slot in 1...3 as ClosedRange<UInt32> { kernel.schedule(at: SimTime(nanoseconds: 10), kind: 1, slot: slot) }
    kernel.run(&model, until: SimTime(nanoseconds: 10))
    #expect(model.seen.isEmpty && kernel.now == SimTime(nanoseconds: 10), "the limit is exclusive")
    kernel.run(&model, until: SimTime(nanoseconds: 15))
    #expect(model.seen.map { $0.slot } == [1, 2, 3, 10, 20, 30], "equal times run in the order of scheduling")
    #expect(kernel.pendingCount == 3)
    kernel.run(&model, until: .distantFuture)
    #expect(model.seen.map { $0.slot } == [1, 2, 3, 10, 20, 30, 11, 21, 31])
    #expect(model.seen.suffix(3).allSatisfy { $0.time == 15 })
    #expect(kernel.executedEvents == 9 && kernel.pendingCount == 0)
  }

  @Test func ordersAndLimitsOnTheHeap() { check(QuaternaryHeapList.self) }
  @Test func ordersAndLimitsOnTheWheel() { check(RadixWheelList.self) }

  /// Running in many short windows equals running in one go, event for event.
  @Test func windowsLeaveNoTrace() {
    func outcome(_ window: Int64) -> (UInt64, [UInt32]) {
      var kernel = Kernel<RadixWheelList>()
      var model = Notebook<RadixWheelList>()
      model.children = [(3, 0), (7, 2)]
      let draws = Draws(seed: 6, replication: 0)
      for slot in 0..<200 as Range<UInt32> {
        kernel.schedule(
          at: SimTime(nanoseconds: Int64(draws.index(100, UInt64(slot)))), kind: UInt16(slot % 2), slot: slot)
      }
      for end in stride(from: window, through: 120, by: Int64.Stride(window)) {
        kernel.run(&model, until: SimTime(nanoseconds: end))
      }
      kernel.run(&model, until: SimTime(nanoseconds: 1_000))
      return (kernel.fingerprint.value, model.seen.map { $0.slot })
    }
    let whole = outcome(120)
    for window in [1, 2, 7, 40] as [Int64] {
      let parts = outcome(window)
      #expect(parts == whole, "windows of \(window) ns")
    }
  }

  /// A message orders among local events by (time, origin, origin's number), whenever it was delivered.
  @Test func messagesOrderByOrigin() {
    func order(deliverFirst: Bool) -> [UInt32] {
      var sender = Kernel<QuaternaryHeapList>(process: 2)
      let sequences = [sender.takeSequence(), sender.takeSequence()]
      var kernel = Kernel<QuaternaryHeapList>(process: 1)
      var model = Notebook<QuaternaryHeapList>()
      let time = SimTime(nanoseconds: 4)
      let messages = sequences.enumerated().map {
        EventNotice(time: time, sequence: $0.element, kind: 0, slot: 100 + UInt32($0.offset))
      }
      if deliverFirst { for message in messages.reversed() { kernel.deliver(message) } }
      kernel.schedule(at: time, kind: 0, slot: 1)
      if !deliverFirst { for message in messages { kernel.deliver(message) } }
      kernel.schedule(at: time, kind: 0, slot: 2)
      kernel.run(&model, until: .distantFuture)
      return model.seen.map { $0.slot }
    }
    #expect(order(deliverFirst: true) == [1, 2, 100, 101])
    #expect(order(deliverFirst: false) == [1, 2, 100, 101])
  }

  /// Events that are not behaviour leave the fingerprint alone; time, kind, station and slot of the others do not.
  @Test func fingerprintFollowsBehaviour() {
    func fingerprint(_ events: [(time: Int64, kind: UInt16, station: UInt16, slot: UInt32)]) -> UInt64 {
      var kernel = Kernel<QuaternaryHeapList>()
      var model = Notebook<QuaternaryHeapList>()
      for event in events {
        kernel.schedule(
          at: SimTime(nanoseconds: event.time), kind: event.kind, station: event.station, slot: event.slot)
      }
      kernel.run(&model, until: .distantFuture)
      return kernel.fingerprint.value
    }
    let base = fingerprint([(5, 0, 1, 7), (6, 0, 1, 8)])
    #expect(fingerprint([(5, 0, 1, 7), (5, 2, 0, 9), (6, 0, 1, 8), (9, 2, 3, 3)]) == base)
    #expect(fingerprint([(6, 0, 1, 8), (5, 0, 1, 7)]) == base, "the order of scheduling is not behaviour")
    for changed in [
      fingerprint([(5, 0, 1, 7), (7, 0, 1, 8)]), fingerprint([(5, 3, 1, 7), (6, 0, 1, 8)]),
      fingerprint([(5, 0, 2, 7), (6, 0, 1, 8)]), fingerprint([(5, 0, 1, 8), (6, 0, 1, 7)]),
      fingerprint([(5, 0, 1, 7)]), fingerprint([]),
    ] {
      #expect(changed != base)
    }
    #expect(Fingerprint().hexadecimal.count == 16)
  }
}
