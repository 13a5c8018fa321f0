import Foundation
import GRDB
import Reports

/// What an import did.
public struct ImportOutcome: Sendable, Equatable {
  /// Ids of the runs that are new here.
  public var recorded: [Int64] = []
  /// Runs that were here already: the same summary and manifest, byte by byte.
  public var known = 0
  /// Runs whose result this release cannot decode.
  public var unreadable = 0
}

extension Archive {
  /// Records the run whose files are in `directory`, with the time at which its manifest says that it ended. Throws
  /// `ArchiveError.failed` when a file is missing or wrong.
  public func importDirectory(_ directory: String, notes: RunNotes = RunNotes()) throws -> ImportOutcome {
    let folder = URL(fileURLWithPath: directory).standardizedFileURL
    func text(_ name: String) -> String? {
      (try? Data(contentsOf: folder.appendingPathComponent(name))).flatMap { String(data: $0, encoding: .utf8) }
    }
    guard let summary = text(RunDocument.summary), let manifestText = text(RunDocument.manifest) else {
      throw ArchiveError.failed(path: directory, reason: "has no summary.json with a manifest.json beside it")
    }
    guard let result = try? JSONReport.result(summary), let manifest = Archive.manifest(manifestText),
      let startedAt = ArchiveTime.date(manifest.startedAt)
    else { throw ArchiveError.failed(path: directory, reason: "has files of another release, or damaged ones") }
    var documents = [
      RunDocument(name: RunDocument.summary, text: summary),
      RunDocument(name: RunDocument.manifest, text: manifestText),
    ]
    if let scenario = text(RunDocument.scenario) {
      documents.append(RunDocument(name: RunDocument.scenario, text: scenario))
    }
    let entry = RunEntry(
      result: result, manifest: manifest, directory: folder.path, label: notes.label, gitCommit: notes.gitCommit,
      recordedAt: ArchiveTime.text(startedAt + manifest.wallSeconds), documents: documents)
    var outcome = ImportOutcome()
    try write { try Archive.add(entry, to: &outcome, $0) }
    return outcome
  }

  /// Records every run of another archive that is not here yet, in one transaction; ids are new, all else stays.
  public func importRuns(of other: Archive) throws -> ImportOutcome {
    var outcome = ImportOutcome()
    let runs = try other.runs().reversed()
    try write { database in
      outcome = ImportOutcome()
      for run in runs {
        let documents = try other.documents(of: run.id)
        guard let summary = documents.first(where: { $0.name == RunDocument.summary })?.text,
          let result = try? JSONReport.result(summary),
          let manifest = documents.first(where: { $0.name == RunDocument.manifest }).flatMap({
            Archive.manifest($0.text)
          })
        else {
          outcome.unreadable += 1
          continue
        }
        let entry = RunEntry(
          result: result, manifest: manifest, directory: run.directory, label: run.label, gitCommit: run.gitCommit,
          recordedAt: run.recordedAt, documents: documents)
        try Archive.add(entry, to: &outcome, database)
      }
    }
    return outcome
  }

  func documents(of id: Int64) throws -> [RunDocument] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT name, text FROM documents WHERE run_id = ? ORDER BY rowid", arguments: [id]
      ).map { RunDocument(name: $0[0], text: $0[1]) }
    }
  }

  private static func manifest(_ text: String) -> Manifest? {
    try? JSONDecoder().decode(Manifest.self, from: Data(text.utf8))
  }

  private static func add(_ entry: RunEntry, to outcome: inout ImportOutcome, _ database: Database) throws {
    func text(_ name: String) -> String? { entry.documents.first { $0.name == name }?.text }
    let isKnown = try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (
          SELECT 1 FROM runs AS r
          JOIN documents AS s ON s.run_id = r.id AND s.name = 'summary.json'
          JOIN documents AS m ON m.run_id = r.id AND m.name = 'manifest.json'
          WHERE r.scenario = ? AND r.started_at = ? AND s.text = ? AND m.text = ?)
        """,
      arguments: [
        entry.result.scenario.name, entry.manifest.startedAt, text(RunDocument.summary), text(RunDocument.manifest),
      ])
    if isKnown == true {
      outcome.known += 1
    } else {
      outcome.recorded.append(try entry.insert(database))
    }
  }
}
