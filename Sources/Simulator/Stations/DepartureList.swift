/// A job at a `FirstComeStation`: when it departs is known.
struct DepartingJob {
  var departsAt: SimTime
  var enteredAt: SimTime
  var demand: SimDuration
}

/// Jobs by departure, the earliest first: up to eight in order within the station's own memory, which is all that most
/// stations ever hold, and the later ones in a binary heap. O(log n).
struct DepartureList: ~Copyable {
  private static var mask: Int { 7 }

  /// A ring, in order.
  private var nearest: InlineArray<8, DepartingJob>
  private var firstNear = 0
  private var nearCount = 0
  /// A heap; none of it departs before any of the nearest.
  private var later = ScratchBuffer<DepartingJob>(capacity: 8)
  private var laterCount = 0

  init() { nearest = InlineArray(repeating: DepartingJob(departsAt: .zero, enteredAt: .zero, demand: .zero)) }

  /// There must be one; `mutating` keeps the compiler from copying the list.
  var first: DepartingJob { mutating get { nearest[unchecked: firstNear] } }

  @inline(__always) mutating func insert(_ job: DepartingJob) {
    if laterCount > 0 && job.departsAt >= later.items[0].departsAt { return insertLater(job) }
    if nearCount == nearest.count {
      let last = nearest[unchecked: (firstNear &+ nearCount &- 1) & Self.mask]
      if job.departsAt >= last.departsAt { return insertLater(job) }
      insertLater(last)
      nearCount &-= 1
    }
    insertNear(job)
  }

  @inline(__always) mutating func removeFirst() {
    firstNear = (firstNear &+ 1) & Self.mask
    nearCount &-= 1
    if nearCount == 0 && laterCount > 0 { refill() }
  }

  @inline(__always) private mutating func insertNear(_ job: DepartingJob) {
    var place = firstNear &+ nearCount
    nearCount &+= 1
    while place > firstNear {
      let before = nearest[unchecked: (place &- 1) & Self.mask]
      if before.departsAt <= job.departsAt { break }
      nearest[unchecked: place & Self.mask] = before
      place &-= 1
    }
    nearest[unchecked: place & Self.mask] = job
  }

  @inline(never) private mutating func refill() {
    while nearCount < 6 && laterCount > 0 {
      insertNear(later.items[0])
      laterCount &-= 1
      if laterCount > 0 { sink(later.items[laterCount]) }
    }
  }

  @inline(never) private mutating func insertLater(_ job: DepartingJob) {
    later.reserve(laterCount + 1, keeping: laterCount)
    let jobs = later.items
    var hole = laterCount
    laterCount &+= 1
    while hole > 0 {
      let parent = (hole &- 1) >> 1
      if jobs[parent].departsAt <= job.departsAt { break }
      jobs[hole] = jobs[parent]
      hole = parent
    }
    jobs[hole] = job
  }

  /// Puts a job in the place of the heap's first.
  private mutating func sink(_ job: DepartingJob) {
    let jobs = later.items
    var hole = 0
    while true {
      var child = 2 &* hole &+ 1
      if child >= laterCount { break }
      child &+= child &+ 1 < laterCount && jobs[child &+ 1].departsAt < jobs[child].departsAt ? 1 : 0
      if jobs[child].departsAt >= job.departsAt { break }
      jobs[hole] = jobs[child]
      hole = child
    }
    jobs[hole] = job
  }
}

extension DepartureList: @unchecked Sendable {}
