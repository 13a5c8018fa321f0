import Simulator

/// What is known of a contended row beside its sums: who waited how long and when, who wrote it, and what it does to p99.
/// Sums are over all replications.
public struct RowMicroscope: Codable, Sendable, Equatable {
  /// Writers that had to wait.
  public var waits: Int64
  /// By how much the mean lock wait may be too long, because the row took another one's place in a full sketch; 0 for exact.
  public var lockWaitErrorSeconds: Double
  /// The part that waiting for this row has of the time of the slowest 1 % of its kind of requests, mean over replications,
  /// 0…1; nil without such requests.
  public var tailShare: Double?
  /// Regions by their share of the updates, largest first.
  public var writers: [Writer]
  /// The longest line in each interval of the timeline, over all replications; empty where it is not measured.
  public var longestLineByInterval: [Int]
  /// Waits by interval, then by length: as many classes as `waitLengthEdgesSeconds` cuts, and one above the last edge.
  public var waitsByLength: [[Int64]]
  public var waitLengthEdgesSeconds: [Double]

  public struct Writer: Codable, Sendable, Equatable {
    /// A region.
    public var name: String
    /// Of the row's updates, 0…1.
    public var share: Double

    public init(name: String, share: Double) {
      self.name = name
      self.share = rounded(share)
    }
  }

  public init(
    waits: Int64, lockWaitErrorSeconds: Double = 0, tailShare: Double? = nil, writers: [Writer] = [],
    longestLineByInterval: [Int] = [], waitsByLength: [[Int64]] = [], waitLengthEdgesSeconds: [Double] = []
  ) {
    self.waits = waits
    self.lockWaitErrorSeconds = rounded(lockWaitErrorSeconds)
    self.tailShare = tailShare.map(rounded)
    self.writers = writers
    self.longestLineByInterval = longestLineByInterval
    self.waitsByLength = waitsByLength
    self.waitLengthEdgesSeconds = waitLengthEdgesSeconds.map(rounded)
  }

  /// The length below which this share of the waits of an interval was, as the upper edge of a class; nil without waits, or
  /// when that class has no upper edge.
  func length(of share: Double, interval: Int) -> Double? {
    let counts = waitsByLength[interval]
    let all = counts.reduce(0, +)
    var below: Int64 = 0
    for (index, count) in counts.enumerated() where all > 0 {
      below += count
      if Double(below) >= Double(all) * share {
        return index < waitLengthEdgesSeconds.count ? waitLengthEdgesSeconds[index] : nil
      }
    }
    return nil
  }
}

/// What a counter row counts, as its name begins; raw values are the scenario's words.
public enum CountedKind: String, Codable, Sendable, CaseIterable {
  case likes, comments, followers, storyViews, hashtags

  /// Of a row that is named as the model does, such as `likes of post 3 by @celebrity-1`.
  public init?(row name: String) {
    let prefixes: [(String, CountedKind)] = [
      ("likes of ", .likes), ("comments of ", .comments), ("followers of ", .followers), ("views of ", .storyViews),
      ("posts under ", .hashtags),
    ]
    guard let known = prefixes.first(where: { name.hasPrefix($0.0) }) else { return nil }
    self = known.1
  }

  /// The operation that waits for the row; nil where no request does.
  public var operation: String? {
    switch self {
    case .likes: "like"
    case .followers: "follow"
    case .comments, .storyViews, .hashtags: nil
    }
  }

  /// Its requests, or its changes.
  public var noun: String {
    switch self {
    case .likes: "likes"
    case .comments: "comments"
    case .followers: "follows"
    case .storyViews: "story views"
    case .hashtags: "hashtags"
    }
  }
}

extension RowResult {
  /// Rows of all replications joined by name; ten with the longest total lock wait, ties by name.
  static func hottest(_ runs: [RunMeasurements], _ measured: Double) -> [RowResult] {
    var joined: [RowMeasurement] = []
    for row in runs.flatMap(\.hotRows) {
      if let known = joined.firstIndex(where: { $0.name == row.name }) {
        joined[known].add(row)
      } else {
        joined.append(row)
      }
    }
    joined.removeAll { $0.lockWaitSum == .zero }
    joined.sort { ($1.lockWaitSum, $0.name) < ($0.lockWaitSum, $1.name) }
    return joined.prefix(10).map { row in
      RowResult(
        name: row.name, updatesPerSecond: rounded(ratio(Double(row.updates), measured)),
        meanLockWaitSeconds: rounded(row.meanLockWaitSeconds),
        maximumLockWaitSeconds: rounded(row.lockWaitMaximum.seconds), longestLine: row.longestLine,
        utilisation: rounded(row.utilisation / Double(runs.count)),
        waitSecondsByInterval: row.lockWaitByInterval.map { rounded($0.seconds) },
        microscope: RowMicroscope(row, replications: runs.count))
    }
  }
}

extension RowMicroscope {
  /// Nil when nobody's wait was counted. A replication in which the row is not among the hottest adds nothing to its share.
  fileprivate init?(_ row: RowMeasurement, replications: Int) {
    if row.waits == 0 { return nil }
    let updates = row.writers.reduce(0) { $0 + $1.updates }
    let writers = row.writers.filter { $0.updates > 0 }.sorted { ($1.updates, $0.name) < ($0.updates, $1.name) }
    self.init(
      waits: row.waits, lockWaitErrorSeconds: ratio(row.lockWaitError.seconds, Double(row.updates)),
      tailShare: row.tailShare.map { $0 / Double(replications) },
      writers: writers.map { Writer(name: $0.name, share: Double($0.updates) / Double(updates)) },
      longestLineByInterval: row.longestLineByInterval, waitsByLength: row.waitsByLength,
      waitLengthEdgesSeconds: row.waitLengthEdges.map(\.seconds))
  }
}

extension RowMeasurement {
  /// The same row in another replication: sums, longest values, and `tailShare` and `utilisation` as sums to be divided.
  fileprivate mutating func add(_ other: RowMeasurement) {
    updates += other.updates
    lockWaitSum += other.lockWaitSum
    lockWaitMaximum = max(lockWaitMaximum, other.lockWaitMaximum)
    longestLine = max(longestLine, other.longestLine)
    utilisation += other.utilisation
    lockWaitError += other.lockWaitError
    waits += other.waits
    tailShare = other.tailShare.map { $0 + (tailShare ?? 0) } ?? tailShare
    for writer in other.writers {
      if let known = writers.firstIndex(where: { $0.name == writer.name }) {
        writers[known].updates += writer.updates
      } else {
        writers.append(writer)
      }
    }
    if longestLineByInterval.isEmpty { longestLineByInterval = other.longestLineByInterval }
    for (interval, line) in other.longestLineByInterval.enumerated() where interval < longestLineByInterval.count {
      longestLineByInterval[interval] = max(longestLineByInterval[interval], line)
    }
    if waitsByLength.isEmpty {
      (waitsByLength, waitLengthEdges) = (other.waitsByLength, other.waitLengthEdges)
    } else {
      addWaits(other.waitsByLength)
    }
  }

  private mutating func addWaits(_ other: [[Int64]]) {
    for (interval, counts) in other.enumerated() where interval < waitsByLength.count {
      for (length, count) in counts.enumerated() where length < waitsByLength[interval].count {
        waitsByLength[interval][length] += count
      }
    }
  }
}
