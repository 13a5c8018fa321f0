import CacheLab
import Scenarios

/// What the header of a table of lock measurements says: which column holds what, and in which unit.
struct LockColumns {
  enum Role: String, CaseIterable {
    case clients, throughput, mean, p99

    /// Other names by which a column is known.
    var names: [String] {
      switch self {
      case .clients: ["clients", "threads", "connections", "writers", "concurrency"]
      case .throughput: ["throughput", "tps", "commits", "updates", "rate"]
      case .mean: ["mean", "average", "avg", "latency", "mean_latency", "meanLatency"]
      case .p99: ["p99", "p99_latency", "p99Latency", "percentile99"]
      }
    }

    var isTime: Bool { self == .mean || self == .p99 }
  }

  struct Column {
    var place: Int
    /// Factor to seconds or updates per second; nil when each cell of times must bring its unit.
    var factor: Double?
  }

  private(set) var columns: [Role: Column] = [:]
  /// Columns that are not used, with their names.
  private(set) var others: [String] = []
  let count: Int

  static let times: [(name: String, seconds: Double)] = [
    ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("min", 60),
  ]
  static let rates: [(name: String, perSecond: Double)] = [
    ("/s", 1), ("1/s", 1), ("per_s", 1), ("K/s", 1e3), ("M/s", 1e6), ("/min", 1.0 / 60), ("per_min", 1.0 / 60),
  ]

  /// Appends what is wrong with the header to `errors`.
  init(_ cells: [CSVLine.Cell], at place: SourcePlace, _ errors: inout [ScenarioError]) {
    count = cells.count
    for (index, cell) in cells.enumerated() {
      var here = place
      here.column = cell.column
      guard let (role, unit) = Self.role(of: cell.text) else {
        let all = Role.allCases.flatMap(\.names)
        if let near = NearestName.of(Self.split(cell.text).name, among: all) {
          errors.append(ScenarioError(here, "unknown column \(quoted(cell.text))", hint: "did you mean '\(near)'?"))
        } else {
          others.append(cell.text)
        }
        continue
      }
      if columns[role] != nil {
        errors.append(
          ScenarioError(here, key: role.rawValue, "is the second column of this kind: \(quoted(cell.text))"))
        continue
      }
      guard let factor = Self.factor(role, unit) else {
        errors.append(
          ScenarioError(
            here, "unknown unit \(quoted(unit)) in \(quoted(cell.text))", hint: "units: \(Self.units(role))"))
        columns[role] = Column(place: index, factor: 1)
        continue
      }
      columns[role] = Column(place: index, factor: factor)
    }
    for role in [Role.clients, .throughput, .mean] where columns[role] == nil {
      if errors.contains(where: { $0.message.hasPrefix("unknown column") && $0.hint?.contains(role.rawValue) == true })
      {
        continue
      }
      errors.append(
        ScenarioError(
          place, "no column is called '\(role.rawValue)'; it has: \(cells.map(\.text).joined(separator: ", "))",
          hint: "the first line names the columns: clients, throughput, mean_ms, p99_ms"))
    }
  }

  subscript(role: Role) -> Column? { columns[role] }

  static func units(_ role: Role) -> String {
    role.isTime ? "ns, us, ms, s, min" : role == .throughput ? "/s, K/s, M/s, /min" : "none"
  }

  /// `mean_ms`, `mean (ms)` and `mean [ms]` are the mean in milliseconds.
  private static func role(of text: String) -> (role: Role, unit: String)? {
    func known(_ name: String) -> Role? {
      Role.allCases.first { $0.names.contains { $0.lowercased() == name.lowercased() } }
    }
    if let role = known(text) { return (role, "") }
    let (name, unit) = split(text)
    return known(name).map { ($0, unit) }
  }

  private static func split(_ text: String) -> (name: String, unit: String) {
    if let bracket = text.firstIndex(where: { "([".contains($0) }), ")]".contains(text.last ?? " ") {
      let inside = text[text.index(after: bracket)...].dropLast()
      return (text[..<bracket].trimmed, inside.trimmed)
    }
    for unit in rates.map(\.name) + times.map(\.name) where text.lowercased().hasSuffix("_" + unit.lowercased()) {
      return (String(text.dropLast(unit.count + 1)), unit)
    }
    if let line = text.lastIndex(of: "_") { return (String(text[..<line]), String(text[text.index(after: line)...])) }
    return (text, "")
  }

  /// Nil when the role has no such unit; a factor of nil when there is none yet.
  private static func factor(_ role: Role, _ unit: String) -> Double?? {
    if unit.isEmpty { return .some(role.isTime ? nil : 1) }
    switch role {
    case .mean, .p99: return times.first { $0.name == unit }.map { .some($0.seconds) }
    case .throughput: return rates.first { $0.name == unit }.map { .some($0.perSecond) }
    case .clients: return nil
    }
  }
}

extension StringProtocol {
  var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
