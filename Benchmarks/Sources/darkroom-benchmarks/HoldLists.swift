import CReference
import Simulator

/// Something that can run the hold model: a list of ours or its C++ reference. All three return false when a list ran out
/// of the steps that it may take.
protocol HoldList {
  /// Inserts `count` events, each an increment after an instant of its own, 1 ns apart: increments come from a short table.
  mutating func fill(_ count: Int, _ increments: inout reference_increments) -> Bool
  /// Pops the first event and inserts one an increment later, `count` times.
  mutating func hold(_ count: Int, _ increments: inout reference_increments) -> Bool
  /// The same over entities with one valid event each; some are cancelled, and stale events are discarded on pop.
  mutating func holdCancelling(
    _ count: Int, _ increments: inout reference_increments, _ entities: inout reference_generations
  ) -> Bool
}

struct SwiftHold<List: FutureEventList>: HoldList {
  private var list = List()

  mutating func fill(_ count: Int, _ increments: inout reference_increments) -> Bool {
    for index in 0..<Int64(count) { list.insert(increments.nextEvent(after: SimTime(nanoseconds: index))) }
    return true
  }

  mutating func hold(_ count: Int, _ shared: inout reference_increments) -> Bool {
    var increments = shared
    for _ in 0..<count {
      let event = list.popFirst(before: .distantFuture)!
      increments.absorb(event)
      list.insert(increments.nextEvent(after: event.time))
    }
    shared = increments
    return true
  }

  mutating func holdCancelling(
    _ count: Int, _ shared: inout reference_increments, _ entities: inout reference_generations
  ) -> Bool {
    var increments = shared
    let generations = entities.generations
    let mask = UInt32(truncatingIfNeeded: entities.mask)
    for _ in 0..<count {
      var event = list.popFirst(before: .distantFuture)!
      while event.kind != generations[Int(event.slot & mask)] {
        entities.stale += 1
        event = list.popFirst(before: .distantFuture)!
      }
      increments.absorb(event)
      list.insert(increments.renewed(event.slot & mask, after: event.time, generations))
      let word = event.sequence &* 0x9E37_79B9_7F4A_7C15
      if (word >> 32) % 100 < entities.cancelled_percent {
        let victim = UInt32(truncatingIfNeeded: word) & mask
        generations[Int(victim)] &+= 1
        list.insert(increments.renewed(victim, after: event.time, generations))
      }
    }
    shared = increments
    return true
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

  /// The next event of an entity, valid for its present generation.
  @inline(__always) mutating func renewed(
    _ entity: UInt32, after now: SimTime, _ generations: UnsafeMutablePointer<UInt16>
  ) -> EventNotice {
    var event = nextEvent(after: now)
    event.slot = entity
    event.kind = generations[Int(entity)]
    return event
  }

  @inline(__always) mutating func absorb(_ event: EventNotice) {
    let word = UInt64(bitPattern: event.time.nanoseconds)
    checksum = (checksum ^ word) &* 0x9FB2_1C65_1E98_DF25 &+ event.sequence
  }
}

/// A list in C++; calendar and ladder stop after more than `stepsPerEvent` steps of their inner loops, on average in a call.
final class ReferenceList: HoldList {
  private let list: UnsafeMutableRawPointer

  init(_ kind: reference_list_kind, stepsPerEvent: Int) { list = reference_list_create(kind, UInt64(stepsPerEvent)) }

  func fill(_ count: Int, _ increments: inout reference_increments) -> Bool {
    reference_list_fill(list, UInt64(count), &increments)
  }
  func hold(_ count: Int, _ increments: inout reference_increments) -> Bool {
    reference_list_hold(list, UInt64(count), &increments)
  }
  func holdCancelling(
    _ count: Int, _ increments: inout reference_increments, _ entities: inout reference_generations
  ) -> Bool {
    reference_list_hold_cancelling(list, UInt64(count), &increments, &entities)
  }
  deinit { reference_list_destroy(list) }
}
