/// 4-ary implicit heap: O(log₄ n), 24 bytes per event, no tuning. The reference that other lists are checked against.
public struct QuaternaryHeapList: FutureEventList {
  private var heap: [EventNotice] = []

  public init() {}

  public var count: Int { heap.count }

  public mutating func insert(_ notice: EventNotice) {
    var hole = heap.count
    heap.append(notice)
    while hole > 0 {
      let parent = (hole - 1) >> 2
      if !EventNotice.precedes(notice, heap[parent]) { break }
      heap[hole] = heap[parent]
      hole = parent
    }
    heap[hole] = notice
  }

  public mutating func popFirst(before limit: SimTime) -> EventNotice? {
    guard let first = heap.first, first.time < limit else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty { sink(last) }
    return first
  }

  private mutating func sink(_ notice: EventNotice) {
    var hole = 0
    let count = heap.count
    while true {
      let firstChild = (hole << 2) + 1
      if firstChild >= count { break }
      var best = firstChild
      for child in (firstChild + 1)..<max(firstChild + 1, min(firstChild + 4, count))
      where EventNotice.precedes(heap[child], heap[best]) {
        best = child
      }
      if !EventNotice.precedes(heap[best], notice) { break }
      heap[hole] = heap[best]
      hole = best
    }
    heap[hole] = notice
  }
}
