@testable import Simulator

/// A row lock in plain arrays: who waits in order of arrival, who holds, and every job's times one by one.
struct ShadowRow {
  /// What the negative controls get wrong on purpose.
  enum Defect { case none, joinersUncounted, debtUnbounded, waitEndsAtCommit }

  struct Writer {
    var slot: UInt32
    var enteredAt: Int64
  }

  var defect = Defect.none
  var cost: Int64
  var waiting: [Writer] = []
  /// The holder first, then those that joined it.
  var holding: [Writer] = []
  var grantedAt: Int64 = 0
  var clearedAt: Int64 = 0
  var arrivals: Int64 = 0
  var departures: Int64 = 0
  var sojournSum: Int64 = 0
  var waitingSum: Int64 = 0
  var lockWaitSum: Int64 = 0
  var busyTime: Int64 = 0
  /// Writers present when each wait since the last grant began, and how many of them waited.
  private var waits: [(waiting: Int64, present: Int64)] = []

  init(cost: Int64, defect: Defect = .none) {
    self.cost = cost
    self.defect = defect
  }

  var present: Int { waiting.count + holding.count }

  mutating func arrive(_ slot: UInt32, at now: Int64) -> Admission {
    arrivals += 1
    let writer = Writer(slot: slot, enteredAt: now)
    if holding.isEmpty {
      grant(writer, at: now)
      return .started
    }
    waiting.append(writer)
    waits.append((Int64(waiting.count), Int64(present)))
    return .queued
  }

  /// The debt as it grows with each wait, never above cost × writers present.
  mutating func settle() -> Int64 {
    var owed: Int64 = 0
    for wait in waits {
      owed += cost * wait.waiting
      if defect != .debtUnbounded { owed = min(owed, cost * wait.present) }
    }
    waits = []
    return defect == .debtUnbounded ? owed : min(owed, cost * Int64(present))
  }

  /// The waiter `slot` is the next to join; false when it does not wait.
  mutating func join(_ slot: UInt32, at now: Int64) -> Bool {
    guard let place = waiting.firstIndex(where: { $0.slot == slot }) else { return false }
    let writer = waiting.remove(at: place)
    holding.append(writer)
    lockWaitSum += now - max(writer.enteredAt, clearedAt)
    return true
  }

  /// All holders commit; `next` is the waiter that the lock chose. False when it does not wait.
  mutating func depart(next: UInt32?, at now: Int64) -> Bool {
    for (place, writer) in holding.enumerated() {
      if place > 0 && defect == .joinersUncounted { break }
      let from = max(writer.enteredAt, clearedAt)
      departures += 1
      sojournSum += now - from
      waitingSum += max(0, (defect == .waitEndsAtCommit && place > 0 ? now : grantedAt) - from)
    }
    busyTime += now - max(grantedAt, clearedAt)
    holding = []
    guard let next else {
      waits = []
      return waiting.isEmpty
    }
    guard let place = waiting.firstIndex(where: { $0.slot == next }) else { return false }
    grant(waiting.remove(at: place), at: now)
    return true
  }

  mutating func withdraw(_ slot: UInt32, at now: Int64) -> Bool {
    guard let place = waiting.firstIndex(where: { $0.slot == slot }) else { return false }
    let from = max(waiting.remove(at: place).enteredAt, clearedAt)
    sojournSum += now - from
    waitingSum += now - from
    lockWaitSum += now - from
    return true
  }

  mutating func clear(at now: Int64) {
    clearedAt = now
    arrivals = 0
    departures = 0
    sojournSum = 0
    waitingSum = 0
    lockWaitSum = 0
    busyTime = 0
  }

  private mutating func grant(_ writer: Writer, at now: Int64) {
    holding = [writer]
    grantedAt = now
    lockWaitSum += now - max(writer.enteredAt, clearedAt)
  }
}
