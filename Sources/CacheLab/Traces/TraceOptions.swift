/// The forms that a trace may have.
public enum TraceFormat: String, Sendable, CaseIterable {
  /// Told by the content.
  case auto
  case csv
  case oracleGeneral
}

/// What is wanted of a trace file.
public struct TraceOptions: Sendable {
  public enum Header: String, Sendable, CaseIterable { case auto, yes, no }

  public var format = TraceFormat.auto
  public var columns = TraceColumns()
  /// Between the cells of a text; nil: told by its first line. A blank stands for any number of blanks.
  public var delimiter: UInt8?
  public var header = Header.auto
  /// Every object has size 1, and a text needs no column of sizes.
  public var ignoresSize = false
  /// Leaves requests of 0 bytes out, as libCacheSim does.
  public var leavesOutEmpty = true
  /// Requests to read at most.
  public var limit: Int?
  /// Share of the objects to keep.
  public var sampleRate = 1.0

  public init() {}
}

/// Which column of a text holds what: numbers from 1, or names of its header.
public struct TraceColumns: Sendable, Equatable {
  public enum Role: String, Sendable, CaseIterable { case time, key, size }

  public enum Place: Sendable, Equatable, CustomStringConvertible {
    case number(Int)
    case name(String)

    public var description: String {
      switch self {
      case .number(let number): "\(number)"
      case .name(let name): name
      }
    }
  }

  private(set) var places: [Place?] = [nil, nil, nil]

  public init() {}

  /// `time=1,key=2,size=3`. Throws a sentence that says what is allowed.
  public init(_ text: String) throws(TraceError) {
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
        $0.drop { $0 == " " }
      }
      let roles = Role.allCases.map(\.rawValue)
      guard sides.count == 2, let role = roles.firstIndex(of: String(sides[0])), !sides[1].isEmpty else {
        throw .wrongRequest("'\(part)' is not one of time=COLUMN, key=COLUMN, size=COLUMN")
      }
      if places[role] != nil { throw .wrongRequest("the column of \(roles[role]) is given twice in '\(text)'") }
      if let number = Int(sides[1]) {
        if number < 1 || number > 10_000 { throw .wrongRequest("columns are numbered from 1, not \(number)") }
        places[role] = .number(number)
      } else {
        places[role] = .name(String(sides[1]))
      }
    }
    if self[.key] == nil { throw .wrongRequest("'\(text)' does not say which column is the key: add key=COLUMN") }
  }

  public subscript(role: Role) -> Place? { places[Role.allCases.firstIndex(of: role)!] }

  var isEmpty: Bool { places.allSatisfy { $0 == nil } }
  var namesColumns: Bool { places.contains { if case .name = $0 { true } else { false } } }
}
