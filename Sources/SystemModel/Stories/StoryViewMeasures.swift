import Simulator
import Workloads

/// What one region counts about the viewing of stories; cleared by the warm-up event.
struct StoryViewMeasures {
  var trays: Int64 = 0
  var traysWithUnseen: Int64 = 0
  var authors: Int64 = 0
  var unseenAuthors: Int64 = 0
  /// Stories that trays without rings would have shown, and those of them that their viewers had seen.
  var withoutRings: Int64 = 0
  var repeats: Int64 = 0
  var framesAhead: Int64 = 0
  /// Frames fetched ahead that the viewer waited for all the same.
  var waits: Int64 = 0
  /// By network class.
  var shownAheadBytes = InlineArray<4, Int64>(repeating: 0)
  var wastedAheadBytes = InlineArray<4, Int64>(repeating: 0)
  var receiptDelay = LatencyHistogram()
  var views: Int64 = 0
  var newViewers: Int64 = 0

  mutating func count(_ tray: AuthorTray) {
    if tray.authors == 0 { return }
    trays += 1
    traysWithUnseen += tray.unseenAuthors > 0 ? 1 : 0
    authors += Int64(tray.authors)
    unseenAuthors += Int64(tray.unseenAuthors)
    withoutRings += Int64(tray.withoutRings)
    repeats += Int64(tray.repeats)
  }

  mutating func shownAhead(_ bytes: Int64, _ network: NetworkClass, waited: Bool) {
    framesAhead += 1
    waits += waited ? 1 : 0
    shownAheadBytes[Int(network.rawValue)] += bytes
  }

  mutating func wastedAhead(_ bytes: Int64, _ network: NetworkClass) {
    wastedAheadBytes[Int(network.rawValue)] += bytes
  }

  mutating func counted(isNew: Bool) {
    views += 1
    newViewers += isNew ? 1 : 0
  }

  mutating func add(_ other: StoryViewMeasures) {
    trays += other.trays
    traysWithUnseen += other.traysWithUnseen
    authors += other.authors
    unseenAuthors += other.unseenAuthors
    withoutRings += other.withoutRings
    repeats += other.repeats
    framesAhead += other.framesAhead
    waits += other.waits
    for network in 0..<4 {
      shownAheadBytes[network] += other.shownAheadBytes[network]
      wastedAheadBytes[network] += other.wastedAheadBytes[network]
    }
    receiptDelay.add(other.receiptDelay)
    views += other.views
    newViewers += other.newViewers
  }
}
