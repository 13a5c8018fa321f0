import Foundation

@testable import Simulator

/// A random but repeatable use of an event list: inserts, pops and pops that fail, at one kind of horizon.
struct EventPlan {
  enum Horizon: UInt64, CaseIterable {
    /// Nearly all events tie.
    case coarse
    case exponential
    /// Hops of microseconds beside thinking of minutes.
    case bimodal
    /// Delays of every magnitude from 1 ns to years.
    case everyScale
    /// Most events at the same few round instants.
    case grid
  }

  let horizon: Horizon
  /// Whether the clock moves to the limit of a failed pop, as a kernel's does, or stays at the last event.
  let clockFollowsLimit: Bool
  private(set) var clock = SimTime.zero
  private var sequence: UInt64 = 0
  private var counter: UInt64 = 0
  private let draws: Draws

  init(seed: UInt64) {
    draws = Draws(seed: seed, replication: 0).purpose("event list test plan")
    horizon = Horizon(rawValue: seed % UInt64(Horizon.allCases.count))!
    clockFollowsLimit = seed / 5 % 2 == 0
  }

  mutating func below(_ bound: UInt64) -> UInt64 {
    counter += 1
    return draws.index(bound, counter)
  }

  mutating func delay() -> Int64 {
    switch horizon {
    case .coarse: return Int64(below(3))
    case .exponential: return exponential(mean: 1e6)
    case .bimodal: return below(10) == 0 ? exponential(mean: 1.2e11) : exponential(mean: 2e4)
    case .everyScale: return Int64(below(1 << below(56)))
    case .grid: return (Int64(below(4)) + 1) * 1_000_000 - clock.nanoseconds % 1_000_000
    }
  }

  /// An event at or after the clock, now and then numbered by one of three other processes.
  mutating func nextEvent() -> EventNotice {
    sequence += 1
    let origin = below(4) == 0 ? below(3) : 1
    return EventNotice(
      time: SimTime(nanoseconds: clock.nanoseconds + delay()), sequence: origin << 48 | sequence,
      kind: UInt16(truncatingIfNeeded: sequence), slot: UInt32(truncatingIfNeeded: counter))
  }

  mutating func nextLimit() -> SimTime {
    below(3) == 0 ? SimTime(nanoseconds: clock.nanoseconds + delay()) : .distantFuture
  }

  mutating func popped(_ notice: EventNotice?, before limit: SimTime) {
    if let notice {
      clock = notice.time
    } else if clockFollowsLimit && limit < .distantFuture {
      clock = max(clock, limit)
    }
  }

  private mutating func exponential(mean: Double) -> Int64 {
    counter += 1
    return Int64(-log(draws.unit(counter)) * mean)
  }
}
