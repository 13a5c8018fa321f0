import CReference
import Simulator

/// Something that can run the hold model: a list of ours or its C++ reference.
protocol HoldList {
  mutating func fill(_ count: Int, _ increments: inout reference_increments)
  /// Pops the first event and inserts one an increment later, `count` times.
  mutating func hold(_ count: Int, _ increments: inout reference_increments)
}

struct SwiftHold<List: FutureEventList>: HoldList {
  private var list = List()

  mutating func fill(_ count: Int, _ increments: inout reference_increments) {
    for _ in 0..<count { list.insert(increments.nextEvent(after: .zero)) }
  }

  mutating func hold(_ count: Int, _ shared: inout reference_increments) {
    var increments = shared
    for _ in 0..<count {
      let event = list.popFirst(before: .distantFuture)!
      let word = UInt64(bitPattern: event.time.nanoseconds)
      increments.checksum = (increments.checksum ^ word) &* 0x9FB2_1C65_1E98_DF25 &+ event.sequence
      list.insert(increments.nextEvent(after: event.time))
    }
    shared = increments
  }
}

extension reference_increments {
  @inline(__always) mutating func nextEvent(after now: SimTime) -> EventNotice {
    let span = SimDuration(nanoseconds: values[Int(cursor & mask)])
    cursor &+= 1
    defer { sequence &+= 1 }
    return EventNotice(
      time: now + span, sequence: sequence, kind: UInt16(truncatingIfNeeded: sequence & 7),
      slot: UInt32(truncatingIfNeeded: sequence))
  }
}

final class ReferenceWheel: HoldList {
  private let list = reference_wheel_create()
  func fill(_ count: Int, _ increments: inout reference_increments) {
    reference_wheel_fill(list, UInt64(count), &increments)
  }
  func hold(_ count: Int, _ increments: inout reference_increments) {
    reference_wheel_hold(list, UInt64(count), &increments)
  }
  deinit { reference_wheel_destroy(list) }
}

final class ReferenceHeap: HoldList {
  private let list = reference_heap_create()
  func fill(_ count: Int, _ increments: inout reference_increments) {
    reference_heap_fill(list, UInt64(count), &increments)
  }
  func hold(_ count: Int, _ increments: inout reference_increments) {
    reference_heap_hold(list, UInt64(count), &increments)
  }
  deinit { reference_heap_destroy(list) }
}
