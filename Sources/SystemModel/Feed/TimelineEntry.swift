import Simulator
import Workloads

/// A post in a timeline; newest first, ties broken by the higher id.
struct TimelineEntry: Sendable, Equatable {
  var createdAt: SimTime
  var post: PostID
  /// From when this follower could read it; the creation time for posts of the past.
  var availableAt: SimTime

  static func isNewer(_ a: TimelineEntry, _ b: TimelineEntry) -> Bool {
    a.createdAt.nanoseconds != b.createdAt.nanoseconds
      ? a.createdAt.nanoseconds > b.createdAt.nanoseconds : a.post.value > b.post.value
  }
}

/// Moves the `count` elements that come first by `precedes` to the front, in any order (quickselect, Hoare 1961).
func selectFirst<Element>(
  _ count: Int, of buffer: UnsafeMutableBufferPointer<Element>, by precedes: (Element, Element) -> Bool
) {
  var (low, high) = (0, buffer.count - 1)
  if count >= buffer.count { return }
  while low < high {
    let pivot = buffer[(low + high) >> 1]
    var (left, right) = (low, high)
    while left <= right {
      while precedes(buffer[left], pivot) { left += 1 }
      while precedes(pivot, buffer[right]) { right -= 1 }
      if left <= right {
        buffer.swapAt(left, right)
        left += 1
        right -= 1
      }
    }
    if count - 1 <= right { high = right } else if count - 1 >= left { low = left } else { return }
  }
}

/// Sorts in place, by insertion when they are few.
func sortFew<Element>(_ buffer: UnsafeMutableBufferPointer<Element>, by precedes: (Element, Element) -> Bool) {
  if buffer.count > 64 {
    var all = buffer
    all.sort(by: precedes)
    return
  }
  for index in stride(from: 1, to: buffer.count, by: 1) {
    let element = buffer[index]
    var hole = index
    while hole > 0 && precedes(element, buffer[hole - 1]) {
      buffer[hole] = buffer[hole - 1]
      hole -= 1
    }
    buffer[hole] = element
  }
}
