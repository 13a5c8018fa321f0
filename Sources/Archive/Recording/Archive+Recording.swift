import Foundation
import GRDB
import Reports

extension Archive {
  /// Records a finished run in one transaction: afterwards all of it is there, also after a crash, or nothing of it is.
  /// Returns its id. `directory` is where its files are; `finishedAt` is what `recorded_at` says.
  @discardableResult
  public func record(
    _ result: RunResult, manifest: Manifest, directory: String, notes: RunNotes = RunNotes(), finishedAt: Date = Date()
  ) throws -> Int64 {
    var documents = [
      RunDocument(name: RunDocument.summary, text: try JSONReport.text(result)),
      RunDocument(name: RunDocument.manifest, text: try manifest.text()),
    ]
    if let scenario = notes.resolvedScenario {
      documents.append(RunDocument(name: RunDocument.scenario, text: scenario))
    }
    let entry = RunEntry(
      result: result, manifest: manifest, directory: Archive.absolute(directory), label: notes.label,
      gitCommit: notes.gitCommit, recordedAt: ArchiveTime.text(finishedAt), documents: documents)
    return try write { try entry.insert($0) }
  }

  private static func absolute(_ directory: String) -> String {
    URL(fileURLWithPath: directory).standardizedFileURL.path
  }
}

/// Everything that one transaction writes.
struct RunEntry {
  var result: RunResult
  var manifest: Manifest
  var directory: String
  var label: String?
  var gitCommit: String?
  var recordedAt: String
  var documents: [RunDocument]

  /// The id of the new run.
  func insert(_ database: Database) throws -> Int64 {
    try insertRun(database)
    let id = database.lastInsertedRowID
    for (position, variant) in result.variants.enumerated() { try insert(variant, position, id, database) }
    for (position, budget) in result.budgets.enumerated() { try insert(budget, position, id, database) }
    for document in documents {
      try database.execute(
        sql: "INSERT INTO documents (run_id, name, text) VALUES (?, ?, ?)",
        arguments: [id, document.name, document.text])
    }
    return id
  }

  private func insertRun(_ database: Database) throws {
    let scenario = result.scenario
    let events = result.variants.reduce(0) { $0 &+ $1.executedEvents }
    let columns: [(name: String, value: (any DatabaseValueConvertible)?)] = [
      ("name", URL(fileURLWithPath: directory).lastPathComponent), ("recorded_at", recordedAt),
      ("started_at", manifest.startedAt), ("label", label), ("git_commit", gitCommit), ("scenario", scenario.name),
      ("description", scenario.summary), ("scenario_hash", scenario.hash),
      ("seed", Int64(bitPattern: scenario.seed)), ("replications", scenario.replications), ("slice", scenario.slice),
      ("confidence_level", result.confidenceLevel), ("verdict", result.verdict.rawValue),
      ("complete", result.complete), ("stopped", result.stopped?.rawValue), ("takeaway", result.takeaway),
      ("reproduce", result.reproduce), ("command", RunEntry.commandLine(manifest.command)),
      ("directory", directory), ("version", manifest.version), ("host", manifest.host),
      ("operating_system", manifest.operatingSystem), ("processors", manifest.processors),
      ("threads", manifest.threads), ("wall_seconds", manifest.wallSeconds),
      ("preparation_seconds", manifest.preparationSeconds), ("warm_up_seconds", manifest.warmUpSeconds),
      ("measuring_seconds", manifest.measuringSeconds), ("simulated_seconds", manifest.simulatedSeconds),
      ("real_time_factor", manifest.realTimeFactor), ("executed_events", Int64(clamping: events)),
      ("events_per_second", manifest.eventsPerSecond), ("peak_memory_bytes", manifest.peakMemoryBytes),
    ]
    let names = columns.map(\.name).joined(separator: ", ")
    let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
    try database.execute(
      sql: "INSERT INTO runs (\(names)) VALUES (\(marks))", arguments: StatementArguments(columns.map(\.value)))
  }

  private func insert(_ variant: VariantResult, _ position: Int, _ id: Int64, _ database: Database) throws {
    try database.execute(
      sql: "INSERT INTO variants VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        id, variant.name, position, variant.summary, variant.replications, variant.measuredSeconds,
        variant.warmUpSeconds, Int64(clamping: variant.executedEvents), variant.invariantsHold,
      ])
    let metric = try database.makeStatement(sql: "INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    for row in MetricRow.rows(of: variant, result.budgets, confidenceLevel: result.confidenceLevel) {
      let estimate = row.estimate
      try metric.execute(arguments: [
        id, variant.name, row.metric, row.unit, estimate.value, estimate.low, estimate.high, estimate.basis.rawValue,
      ])
    }
    let value = try database.makeStatement(sql: "INSERT INTO replication_values VALUES (?, ?, ?, ?, ?, ?)")
    for series in variant.values {
      for (replication, number) in series.values.enumerated() {
        try value.execute(arguments: [
          id, variant.name, series.metric, replication, series.unit.rawValue, number,
        ])
      }
    }
  }

  private func insert(_ budget: BudgetResult, _ position: Int, _ id: Int64, _ database: Database) throws {
    let estimate = budget.estimate
    try database.execute(
      sql: "INSERT INTO budgets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        id, position, budget.id, budget.variant, budget.requirement, budget.metric, budget.unit.rawValue, budget.over,
        budget.threshold, estimate?.value, estimate?.low, estimate?.high, estimate?.basis.rawValue, budget.margin,
        budget.severity.rawValue, budget.outcome.rawValue, budget.reason,
      ])
  }

  /// Words as a POSIX shell reads them back.
  private static func commandLine(_ words: [String]) -> String {
    words.map { word in
      let isPlain =
        !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=:,@%+".contains($0)) }
      return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }.joined(separator: " ")
  }
}
