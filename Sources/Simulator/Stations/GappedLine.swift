/// Waiting line that gives up any job and keeps the order of the rest: a ring in which a job taken from the middle leaves
/// a gap. Gaps never outnumber jobs by much, so every operation is O(1) on average, `withdraw` apart.
struct GappedLine: Sendable {
  private var ring: [StationJob] = []
  private var head = 0
  /// Places in use, gaps included; the one at the head is never a gap.
  private var span = 0
  private(set) var count = 0

  init() {}

  mutating func append(_ job: StationJob) {
    if span == ring.count { rebuild(size: count * 2 >= ring.count ? max(8, ring.count * 2) : ring.count) }
    ring[(head + span) & (ring.count - 1)] = job
    span += 1
    count += 1
  }

  mutating func removeFirst() -> StationJob { take(at: 0) }

  /// Takes one of the jobs at random, all alike; `bits` are 64 random ones.
  mutating func removeRandom(_ bits: UInt64) -> StationJob {
    var word = bits
    while true {
      word = Draws.mix(word &+ 0x9E37_79B9_7F4A_7C15)
      let place = Int(word.multipliedFullWidth(by: UInt64(span)).high)
      if !isGap(place) { return take(at: place) }
    }
  }

  mutating func withdraw(kind: UInt16, slot: UInt32) -> StationJob? {
    for place in 0..<span where !isGap(place) {
      let job = ring[(head + place) & (ring.count - 1)]
      if job.kind == kind && job.slot == slot { return take(at: place) }
    }
    return nil
  }

  private static let gapMark = SimTime(nanoseconds: .min)

  private func isGap(_ place: Int) -> Bool { ring[(head + place) & (ring.count - 1)].enteredAt == Self.gapMark }

  private mutating func take(at place: Int) -> StationJob {
    let index = (head + place) & (ring.count - 1)
    let job = ring[index]
    ring[index].enteredAt = Self.gapMark
    count -= 1
    while span > 0 && isGap(0) {
      head = (head + 1) & (ring.count - 1)
      span -= 1
    }
    if span > 2 * count + 8 { rebuild(size: ring.count) }
    return job
  }

  /// Closes the gaps, in a ring of `size` places.
  private mutating func rebuild(size: Int) {
    var next: [StationJob] = []
    next.reserveCapacity(size)
    for place in 0..<span where !isGap(place) { next.append(ring[(head + place) & (ring.count - 1)]) }
    let filler = StationJob(kind: 0, slot: 0, demand: .zero)
    while next.count < size { next.append(filler) }
    ring = next
    head = 0
    span = count
  }
}
