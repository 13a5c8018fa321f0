import Simulator

/// One hop of a traced request: what happened where, and when.
public struct TraceHop: Sendable, Equatable {
  public var at: SimTime
  /// Where it happened, such as `media workers`.
  public var place: String
  /// What happened, such as `1080 px variant stored`.
  public var event: String

  public init(at: SimTime, place: String, event: String) {
    self.at = at
    self.place = place
    self.event = event
  }
}

/// The life of one object, hop by hop: instant since the start, time since the hop before, place and event.
public enum TraceReport {
  /// `title` says whose life it is. Hops are printed in the order of time, ties in the order given.
  public static func text(_ title: String, _ hops: [TraceHop], width: Int = 100, coloured: Bool = false) -> String {
    let ink = Ink(isColoured: coloured)
    let ordered = hops.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    guard let first = ordered.first else { return ink.bold(title) + "\n  nothing happened\n" }
    var table = TextTable([.init("since start"), .init("hop"), .init("place", right: false), .init("", right: false)])
    var previous = first.at
    for hop in ordered {
      table.add([
        Readable.seconds((hop.at - first.at).seconds), "+" + Readable.seconds((hop.at - previous).seconds), hop.place,
        hop.event,
      ])
      previous = hop.at
    }
    var lines = table.lines(width: width)
    lines[0] = ink.faint(lines[0])
    return ([ink.bold(title)] + lines).joined(separator: "\n") + "\n"
  }
}
