/// The writers that share a holder's hold: how many, and Σ of the instants from which their time counts, modulo 2⁶⁴.
/// Two integers stand for them all, because their waiting ended at the same instant.
struct JoinedWriters: Sendable {
  private(set) var count: Int32 = 0
  private var countedFromSum: Int64 = 0

  mutating func add(enteredAt: SimTime, clearedAt: SimTime) {
    count += 1
    countedFromSum &+= max(enteredAt, clearedAt).nanoseconds
  }

  /// They commit together with their holder; close the level first.
  mutating func depart(_ recorder: inout StationRecorder, grantedAt: SimTime, at now: SimTime) {
    if count == 0 { return }
    recorder.departedTogether(count: count, countedFromSum: countedFromSum, startedAt: grantedAt, now: now)
    self = JoinedWriters()
  }

  /// The warm-up event.
  mutating func clear(at now: SimTime) { countedFromSum = now.nanoseconds &* Int64(count) }
}
