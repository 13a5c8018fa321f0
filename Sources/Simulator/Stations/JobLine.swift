/// Waiting line as a ring of jobs in order of arrival; grows by doubling and never shrinks.
struct JobLine: Sendable {
  private var ring: [StationJob] = []
  private var head = 0
  private(set) var count = 0

  init() {}

  var isEmpty: Bool { count == 0 }

  /// The job at `position` from the head.
  subscript(position: Int) -> StationJob { ring[(head + position) & (ring.count - 1)] }

  @inline(__always) mutating func append(_ job: StationJob) {
    if count == ring.count { grow() }
    ring[(head &+ count) & (ring.count &- 1)] = job
    count &+= 1
  }

  @inline(__always) mutating func removeFirst() -> StationJob {
    let job = ring[head]
    head = (head &+ 1) & (ring.count &- 1)
    count &-= 1
    return job
  }

  mutating func removeLast() -> StationJob {
    count -= 1
    return ring[(head + count) & (ring.count - 1)]
  }

  /// Takes the job at `position` and puts the last one in its place: O(1), for lines whose order does not matter.
  mutating func swapRemove(at position: Int) -> StationJob {
    let last = removeLast()
    if position == count { return last }
    let place = (head + position) & (ring.count - 1)
    defer { ring[place] = last }
    return ring[place]
  }

  /// Takes the job at `position` and closes the gap from the nearer end, so the rest keeps its order. O(n).
  mutating func remove(at position: Int) -> StationJob {
    let mask = ring.count - 1
    let job = ring[(head + position) & mask]
    count -= 1
    if position < count - position {
      for index in (0..<position).reversed() { ring[(head + index + 1) & mask] = ring[(head + index) & mask] }
      head = (head + 1) & mask
    } else {
      for index in position..<count { ring[(head + index) & mask] = ring[(head + index + 1) & mask] }
    }
    return job
  }

  @inline(never) private mutating func grow() {
    let size = max(8, ring.count * 2)
    var larger: [StationJob] = []
    larger.reserveCapacity(size)
    for index in 0..<count { larger.append(ring[(head + index) & (ring.count - 1)]) }
    let filler = StationJob(kind: 0, slot: 0, demand: .zero)
    while larger.count < size { larger.append(filler) }
    ring = larger
    head = 0
  }
}
