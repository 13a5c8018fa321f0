import Simulator

/// Something that can be run again and again, and that shows every executed event on request.
public protocol JournalledRunner {
  /// Runs from the start; calls `journal` with every event that counts as behaviour, in the order of execution of its
  /// region. Returns the fingerprint.
  func run(journal: (_ region: UInt16, _ notice: EventNotice) -> Void) throws -> String
}

/// Where two runs of one scenario and seed part ways.
public enum DeterminismVerdict: Sendable, Equatable {
  case deterministic(fingerprint: String, events: UInt64)
  /// The first event that differs; nil on the side whose region had no further event.
  case diverged(at: SimTime, region: UInt16, first: EventNotice?, second: EventNotice?)
  /// The runs differ in this window, but two more runs agreed there: the fault itself comes and goes.
  case unsteady(window: Range<SimTime>, region: UInt16)
}

/// Runs twice and compares; on a difference, runs twice more and names the first divergent event.
///
/// The first pair keeps one hash per region and window only, so memory does not grow with events; the second pair
/// keeps the events of the first window that differs, of all regions, and names the earliest difference among them.
public struct DeterminismCheck: Sendable {
  public var window: SimDuration = .milliseconds(100)

  public init() {}

  public func check(_ first: some JournalledRunner, _ second: some JournalledRunner) throws -> DeterminismVerdict {
    let (one, other) = (try windows(first), try windows(second))
    guard let place = WindowHashes.firstDifference(one.hashes, other.hashes) else {
      guard one.fingerprint == other.fingerprint else {
        return .unsteady(window: .zero..<SimTime.distantFuture, region: 0)
      }
      return .deterministic(fingerprint: one.fingerprint, events: one.hashes.events)
    }
    let span = start(place.window)..<start(place.window + 1)
    let (mine, theirs) = (try events(first, in: span), try events(second, in: span))
    let differences = (0..<max(mine.count, theirs.count)).compactMap { region in
      firstDifference(
        region < mine.count ? mine[region] : [], region < theirs.count ? theirs[region] : [], UInt16(region))
    }
    guard let earliest = differences.min(by: { ($0.time, $0.region) < ($1.time, $1.region) }) else {
      return .unsteady(window: span, region: place.region)
    }
    return .diverged(at: earliest.time, region: earliest.region, first: earliest.first, second: earliest.second)
  }

  private typealias Difference = (time: SimTime, region: UInt16, first: EventNotice?, second: EventNotice?)

  private func firstDifference(_ mine: [EventNotice], _ theirs: [EventNotice], _ region: UInt16) -> Difference? {
    for index in 0..<max(mine.count, theirs.count) {
      let (a, b) = (index < mine.count ? mine[index] : nil, index < theirs.count ? theirs[index] : nil)
      if !same(a, b, region) {
        return (min(a?.time ?? .distantFuture, b?.time ?? .distantFuture), region, a, b)
      }
    }
    return nil
  }

  private func windows(_ runner: some JournalledRunner) throws -> (hashes: WindowHashes, fingerprint: String) {
    var hashes = WindowHashes()
    let fingerprint = try runner.run { region, notice in
      hashes.absorb(notice, region: region, window: Int(notice.time.nanoseconds / window.nanoseconds))
    }
    return (hashes, fingerprint)
  }

  /// By region.
  private func events(_ runner: some JournalledRunner, in span: Range<SimTime>) throws -> [[EventNotice]] {
    var kept: [[EventNotice]] = []
    _ = try runner.run { region, notice in
      while kept.count <= Int(region) { kept.append([]) }
      if span.contains(notice.time) { kept[Int(region)].append(notice) }
    }
    return kept
  }

  private func start(_ index: Int) -> SimTime { SimTime(nanoseconds: Int64(index) * window.nanoseconds) }

  /// Equal in what the fingerprint sees.
  private func same(_ a: EventNotice?, _ b: EventNotice?, _ region: UInt16) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    var (one, other) = (Fingerprint(), Fingerprint())
    one.absorb(a, at: region)
    other.absorb(b, at: region)
    return one == other
  }
}

/// One hash per region and window of virtual time.
private struct WindowHashes {
  private var byRegion: [[Fingerprint]] = []
  private(set) var events: UInt64 = 0

  mutating func absorb(_ notice: EventNotice, region: UInt16, window: Int) {
    while byRegion.count <= Int(region) { byRegion.append([]) }
    while byRegion[Int(region)].count <= window { byRegion[Int(region)].append(Fingerprint()) }
    byRegion[Int(region)][window].absorb(notice, at: region)
    events += 1
  }

  /// The earliest window with a difference; of several regions the lowest.
  static func firstDifference(_ a: WindowHashes, _ b: WindowHashes) -> (window: Int, region: UInt16)? {
    let windows = max(a.longest, b.longest)
    let regions = max(a.byRegion.count, b.byRegion.count)
    for window in 0..<windows {
      for region in 0..<regions where a.hash(region, window) != b.hash(region, window) {
        return (window, UInt16(region))
      }
    }
    return nil
  }

  private var longest: Int { byRegion.map(\.count).max() ?? 0 }

  private func hash(_ region: Int, _ window: Int) -> Fingerprint {
    guard region < byRegion.count, window < byRegion[region].count else { return Fingerprint() }
    return byRegion[region][window]
  }
}
