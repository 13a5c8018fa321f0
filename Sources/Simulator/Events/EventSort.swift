/// Sorts event notices in place, the first event last; allocates nothing.
enum EventSort {
  private static let runLength = 8

  /// Bottom-up merge sort over insertion-sorted runs; already sorted input costs one pass. `scratch` holds `count` too.
  static func sortDescending(
    _ events: UnsafeMutablePointer<EventNotice>, count: Int, scratch: UnsafeMutablePointer<EventNotice>
  ) {
    if isDescending(events, count: count) { return }
    var start = 0
    while start < count {
      insertionSort(events + start, count: min(runLength, count - start))
      start += runLength
    }
    var source = events
    var target = scratch
    var width = runLength
    while width < count {
      var start = 0
      while start < count {
        let middle = min(start + width, count)
        merge(source, start: start, middle: middle, end: min(middle + width, count), into: target)
        start += 2 * width
      }
      swap(&source, &target)
      width *= 2
    }
    if source != events { events.update(from: source, count: count) }
  }

  private static func isDescending(_ events: UnsafeMutablePointer<EventNotice>, count: Int) -> Bool {
    var index = 1
    while index < count {
      if EventNotice.precedes(events[index - 1], events[index]) { return false }
      index += 1
    }
    return true
  }

  private static func insertionSort(_ events: UnsafeMutablePointer<EventNotice>, count: Int) {
    var next = 1
    while next < count {
      let notice = events[next]
      var hole = next
      while hole > 0 && EventNotice.precedes(events[hole - 1], notice) {
        events[hole] = events[hole - 1]
        hole -= 1
      }
      events[hole] = notice
      next += 1
    }
  }

  private static func merge(
    _ source: UnsafeMutablePointer<EventNotice>, start: Int, middle: Int, end: Int,
    into target: UnsafeMutablePointer<EventNotice>
  ) {
    var left = start
    var right = middle
    for index in start..<end {
      let takesRight = left == middle || (right < end && EventNotice.precedes(source[left], source[right]))
      (target + index).initialize(to: source[takesRight ? right : left])
      if takesRight { right += 1 } else { left += 1 }
    }
  }
}
