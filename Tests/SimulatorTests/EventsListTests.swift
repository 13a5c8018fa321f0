import Testing

@testable import Simulator

@Suite("Future event lists") struct EventsListTests {
  /// Drives both lists through one plan and returns the first pop or count on which they differ.
  private func firstDifference<A: FutureEventList, B: FutureEventList>(
    _ a: inout A, _ b: inout B, seed: UInt64, steps: Int, burst: UInt64
  ) -> String? {
    var plan = EventPlan(seed: seed)
    func pop(before limit: SimTime) -> String? {
      let first = a.popFirst(before: limit)
      let second = b.popFirst(before: limit)
      plan.popped(first, before: limit)
      if first == second && a.count == b.count { return nil }
      return
        "seed \(seed): \(String(describing: first)) of \(a.count), expected \(String(describing: second)) of \(b.count)"
    }
    for _ in 0..<steps {
      for _ in 0..<plan.below(burst) {
        let event = plan.nextEvent()
        a.insert(event)
        b.insert(event)
      }
      for _ in 0..<plan.below(burst) {
        if let difference = pop(before: plan.nextLimit()) { return difference }
      }
    }
    while b.count > 0 {
      if let difference = pop(before: .distantFuture) { return difference }
    }
    return a.popFirst(before: .distantFuture) == nil ? nil : "seed \(seed): an event too many"
  }

  @Test("Both lists equal a sorted array over 4,000 short plans")
  func shadowShort() {
    for seed in 0..<4_000 as Range<UInt64> {
      var wheel = RadixWheelList()
      var heap = QuaternaryHeapList()
      var shadow = ShadowList()
      var shadowAgain = ShadowList()
      let steps = seed % 40 == 0 ? 30 : 8
      #expect(firstDifference(&wheel, &shadow, seed: seed, steps: steps, burst: 12) == nil)
      #expect(firstDifference(&heap, &shadowAgain, seed: seed, steps: steps, burst: 12) == nil)
    }
  }

  @Test("Long bursts overflow the front and the slots")
  func shadowLong() {
    for seed in 0..<200 as Range<UInt64> {
      var wheel = RadixWheelList()
      var shadow = ShadowList()
      #expect(firstDifference(&wheel, &shadow, seed: seed, steps: 6, burst: 300) == nil)
    }
  }

  @Test("Wheel and heap pop the same order over long runs")
  func wheelEqualsHeap() {
    for seed in 0..<15 as Range<UInt64> {
      var wheel = RadixWheelList()
      var heap = QuaternaryHeapList()
      #expect(firstDifference(&wheel, &heap, seed: seed, steps: 15, burst: 3_000) == nil)
    }
  }

  @Test("Ties pop in order of sequence, also those made while they are popped")
  func ties() {
    var wheel = RadixWheelList()
    let total: UInt64 = 20_000
    for sequence in 0..<total {
      wheel.insert(EventNotice(time: .zero, sequence: sequence, kind: 0, slot: 0))
    }
    for sequence in 0..<(2 * total) {
      #expect(wheel.popFirst(before: .distantFuture)?.sequence == sequence)
      if sequence < total { wheel.insert(EventNotice(time: .zero, sequence: total + sequence, kind: 0, slot: 0)) }
    }
    #expect(wheel.count == 0)
  }

  @Test("The first and the last instant of Int64 are instants like others")
  func extremes() {
    var wheel = RadixWheelList()
    var heap = QuaternaryHeapList()
    var sequence: UInt64 = 0
    let instants: [Int64] = [.min, .min + 1, -256, -1, 0, 1, 255, 256, .max - 2, .max - 1]
    for _ in 0..<40 {
      for instant in instants {
        sequence += 1
        let event = EventNotice(time: SimTime(nanoseconds: instant), sequence: sequence, kind: 0, slot: 0)
        wheel.insert(event)
        heap.insert(event)
      }
    }
    sequence += 1
    wheel.insert(EventNotice(time: .distantFuture, sequence: sequence, kind: 0, slot: 0))
    while let expected = heap.popFirst(before: .distantFuture) {
      #expect(wheel.popFirst(before: .distantFuture) == expected)
    }
    #expect(wheel.count == 1)
    #expect(wheel.popFirst(before: .distantFuture) == nil, "a limit is exclusive, also the last one")
  }

  @Test("A failed pop changes nothing: events before the earliest one may still come")
  func failedPop() {
    var wheel = RadixWheelList()
    let far = SimTime(nanoseconds: 600_000_000_000)
    for sequence in 0..<1_000 as Range<UInt64> {
      wheel.insert(
        EventNotice(time: far + SimDuration(nanoseconds: Int64(sequence)), sequence: sequence, kind: 0, slot: 0))
    }
    var sequence: UInt64 = 1_000
    for instant in stride(from: 0 as Int64, to: 500_000_000_000, by: 500_000_000) {
      let clock = SimTime(nanoseconds: instant)
      #expect(wheel.popFirst(before: clock) == nil)
      wheel.insert(EventNotice(time: clock, sequence: sequence, kind: 0, slot: 0))
      #expect(wheel.popFirst(before: clock) == nil)
      #expect(wheel.popFirst(before: clock + SimDuration(nanoseconds: 1))?.sequence == sequence)
      sequence += 1
    }
    #expect(wheel.count == 1_000)
    #expect(wheel.popFirst(before: .distantFuture)?.sequence == 0)
  }

  @Test("The comparison notices a list that orders ties by insertion only")
  func negativeControl() {
    let rejected = (0..<100 as Range<UInt64>).contains { seed in
      var broken = InsertionOrderedList()
      var shadow = ShadowList()
      return firstDifference(&broken, &shadow, seed: seed * 5, steps: 8, burst: 12) != nil
    }
    #expect(rejected)
  }
}

/// Orders by time alone; ties come out as inserted, whatever their sequence says.
private struct InsertionOrderedList: FutureEventList {
  private var events: [EventNotice] = []
  var count: Int { events.count }
  mutating func insert(_ notice: EventNotice) {
    events.insert(notice, at: events.firstIndex { $0.time > notice.time } ?? events.count)
  }
  mutating func popFirst(before limit: SimTime) -> EventNotice? {
    guard let first = events.first, first.time < limit else { return nil }
    return events.removeFirst()
  }
}
