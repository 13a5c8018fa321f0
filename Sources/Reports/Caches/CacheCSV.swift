/// A cache result as comma-separated values: one line per policy and size of the replays, then one per point of the curves.
public enum CacheCSV {
  static let header =
    "kind,policy,method,capacity,requests,misses,requestedBytes,missedBytes,bypassed,evictions,missRatio,byteMissRatio"

  public static func text(_ result: CacheStudy) -> String {
    var lines = [header]
    for replay in result.replays {
      let counts = [
        replay.capacity, replay.requests, replay.misses, replay.requestedBytes, replay.missedBytes, replay.bypassed,
        replay.evictions,
      ].map { "\($0)" }
      lines.append((["replay", replay.policy, ""] + counts + ratios(replay.missRatio, replay.byteMissRatio)).line)
    }
    for curve in result.curves {
      for point in curve.points {
        let empty = [String](repeating: "", count: 6)
        lines.append(
          (["curve", curve.policy, curve.method, "\(point.capacity)"] + empty
            + ratios(point.missRatio, point.byteMissRatio)).line)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func ratios(_ objects: Double, _ bytes: Double) -> [String] { ["\(objects)", "\(bytes)"] }
}

extension [String] {
  fileprivate var line: String { map { CSVText.needsQuotes($0) ? CSVText.quoted($0) : $0 }.joined(separator: ",") }
}
