import Caching

/// A whole trace in memory, 8 bytes per request; objects are numbered in order of first appearance.
public struct DenseTrace: Sendable {
  public var requests: [TraceRequest] = []
  public var objectCount = 0
  /// How the file was read, in words: its form, its compression and its columns.
  public var form = ""
  /// Requests of 0 bytes that were left out, as libCacheSim does.
  public var emptyRequests = 0
  /// Share of the objects that was kept; 1 is the whole trace.
  public var sampleRate = 1.0
  public var problems = TraceProblems()
  /// Why the file may not have the form as which it was read; nil without a doubt.
  public var doubt: String?

  public init() {}

  /// A trace of objects that are numbered already.
  public init(requests: [TraceRequest]) {
    self.requests = requests
    objectCount = requests.reduce(0) { max($0, Int($1.object) + 1) }
  }
}

/// Lines or records that could not be read.
public struct TraceProblems: Sendable, Equatable {
  public struct Problem: Sendable, Equatable {
    /// Line of a text, or record of a binary file; from 1.
    public var place: Int
    public var reason: String
    /// The line, cut and in one line; empty for binary files.
    public var text: String
  }

  /// So many are kept with their text.
  public static let shown = 5

  public private(set) var count = 0
  public private(set) var first: [Problem] = []
  /// `line` or `record`.
  public var noun = "line"

  public init() {}

  mutating func add(_ place: Int, _ reason: String, _ text: String = "") {
    count += 1
    if first.count < Self.shown { first.append(Problem(place: place, reason: reason, text: text)) }
  }
}
