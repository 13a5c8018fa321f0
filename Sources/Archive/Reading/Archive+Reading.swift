import GRDB
import Reports

extension Archive {
  /// Newest first.
  public func runs(_ filter: RunFilter = RunFilter()) throws -> [RunRecord] {
    var (conditions, arguments): ([String], [(any DatabaseValueConvertible)?]) = ([], [])
    func require(_ condition: String, _ value: String?) {
      guard let value else { return }
      conditions.append(condition)
      arguments.append(value)
    }
    require("scenario = ?", filter.scenario)
    require("verdict = ?", filter.verdict)
    require("label = ?", filter.label)
    require("recorded_at >= ?", filter.since)
    let chosen = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    let most = filter.limit.map { " LIMIT \($0)" } ?? ""
    return try read {
      try RunRecord.fetchAll(
        $0, sql: "SELECT * FROM runs\(chosen) ORDER BY recorded_at DESC, id DESC\(most)",
        arguments: StatementArguments(arguments))
    }
  }

  /// The run that `reference` means: `latest`, an id, or the beginning of a name. Of several runs with one name, the newest.
  public func find(_ reference: String) throws -> RunRecord {
    try read { database in
      func first(_ rest: String, _ arguments: StatementArguments = []) throws -> RunRecord? {
        try RunRecord.fetchOne(
          database, sql: "SELECT * FROM runs \(rest) ORDER BY recorded_at DESC, id DESC LIMIT 1", arguments: arguments)
      }
      if reference == "latest", let run = try first("") { return run }
      if let id = Int64(reference), let run = try first("WHERE id = ?", [id]) { return run }
      if let run = try first("WHERE name = ?", [reference]) { return run }
      if reference.isEmpty { throw ArchiveError.unknownRun(reference) }
      let names = try String.fetchAll(
        database, sql: "SELECT DISTINCT name FROM runs WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name",
        arguments: [reference])
      if names.count > 1 { throw ArchiveError.ambiguousRun(reference, names: names) }
      guard let name = names.first, let run = try first("WHERE name = ?", [name]) else {
        throw ArchiveError.unknownRun(reference)
      }
      return run
    }
  }

  /// The result as it was recorded. Throws `otherResultVersion` where this release cannot decode it.
  public func run(_ id: Int64) throws -> RunResult {
    do {
      return try JSONReport.result(try summary(id))
    } catch JSONReportError.unknownVersion(let version) {
      throw ArchiveError.otherResultVersion(run: id, version: version)
    }
  }

  /// Every byte of the run's `summary.json`.
  public func summary(_ id: Int64) throws -> String {
    guard let text = try document(RunDocument.summary, of: id) else { throw ArchiveError.unknownRun("\(id)") }
    return text
  }

  /// A file of the run as it was written, such as `manifest.json`; nil when it was not recorded.
  public func document(_ name: String, of id: Int64) throws -> String? {
    try read {
      try String.fetchOne(
        $0, sql: "SELECT text FROM documents WHERE run_id = ? AND name = ?", arguments: [id, name])
    }
  }

  /// Every metric by replication of one variant, in the order of their names.
  public func values(_ id: Int64, variant: String) throws -> [MetricValues] {
    try read { database in
      var all: [MetricValues] = []
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT metric, unit, value FROM replication_values WHERE run_id = ? AND variant = ?
          ORDER BY metric, replication
          """,
        arguments: [id, variant])
      while let row = try rows.next() {
        let (metric, value): (String, Double?) = (row[0], row[2])
        if all.last?.metric != metric {
          all.append(MetricValues(metric: metric, unit: MetricUnit(scalarUnit: row[1]), values: []))
        }
        all[all.count - 1].values.append(value)
      }
      return all
    }
  }

  /// Names of all runs, of all scenarios or of all metrics, sorted: what a mistyped one is compared with.
  public func names(of kind: NameKind) throws -> [String] {
    try read { database in
      switch kind {
      case .runs: try String.fetchAll(database, sql: "SELECT DISTINCT name FROM runs ORDER BY name")
      case .scenarios: try String.fetchAll(database, sql: "SELECT DISTINCT scenario FROM runs ORDER BY scenario")
      case .metrics: try String.fetchAll(database, sql: "SELECT DISTINCT metric FROM metrics ORDER BY metric")
      }
    }
  }

  public enum NameKind: Sendable { case runs, scenarios, metrics }

  /// The recorded id that is closest to `id`, the smaller of two; nil in an empty archive.
  public func nearestID(to id: Int64) throws -> Int64? {
    try read {
      try Int64.fetchOne($0, sql: "SELECT id FROM runs ORDER BY abs(id - ?), id LIMIT 1", arguments: [id])
    }
  }
}
