import Reports
import Simulator

extension DeterminismVerdict {
  public var isDeterministic: Bool {
    if case .deterministic = self { return true }
    return false
  }

  /// One sentence; `eventName` turns an event's kind into the model's word and `regionName` an index into a place.
  public func sentence(eventName: (UInt16) -> String, regionName: (UInt16) -> String) -> String {
    func told(_ notice: EventNotice?) -> String {
      guard let notice else { return "no further event" }
      let station = notice.station == EventNotice.noStation ? "" : " at station \(notice.station)"
      return "\(eventName(notice.kind))\(station) of slot \(notice.slot) at \(DeterminismVerdict.instant(notice.time))"
    }
    switch self {
    case .deterministic(let fingerprint, let events):
      return "deterministic: two runs executed the same \(events) events, fingerprint \(fingerprint)"
    case .diverged(let time, let region, let first, let second):
      return "NOT deterministic: first divergent event at \(DeterminismVerdict.instant(time)) in "
        + "\(regionName(region)): the first run had \(told(first)), the second \(told(second))"
    case .unsteady(let window, let region):
      return "NOT deterministic: two runs differ in \(regionName(region)) between "
        + "\(DeterminismVerdict.instant(window.lowerBound)) and \(DeterminismVerdict.instant(window.upperBound)), "
        + "but repeating them did not show the event again"
    }
  }

  /// Seconds with all nine decimals: two instants that differ must look different.
  private static func instant(_ time: SimTime) -> String {
    if time == .distantFuture { return "the end" }
    let (whole, rest) = time.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let digits = String(rest)
    return "\(whole).\(String(repeating: "0", count: 9 - digits.count))\(digits) s"
  }
}
