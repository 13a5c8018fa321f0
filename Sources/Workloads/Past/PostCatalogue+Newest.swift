import Simulator

extension PostCatalogue {
  /// The poster's newest photos created in [oldest, before), at most `count`, newest first, to `scratch.found`; returns how
  /// many. Looks back a week, and twice as far each time that is not enough.
  public func readNewest(
    _ count: Int, of poster: Poster, from oldest: SimTime, before: SimTime, _ scratch: inout CatalogueScratch
  ) -> Int {
    var span = SimDuration.days(7)
    while true {
      let from = max(oldest, before - span)
      let window = postWindow(from: from, before: before)
      scratch.found.reserve(window.mostPosts)
      let found = readPosts(of: poster, window, into: scratch.found.items)
      if found < count && from > oldest {
        span = span * 2
        continue
      }
      var newest = UnsafeMutableBufferPointer(start: scratch.found.items, count: found)
      newest.sort {
        $0.time != $1.time ? $0.time > $1.time : $0.post < $1.post
      }
      return min(found, count)
    }
  }
}
