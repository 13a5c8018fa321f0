import Archive
import ArchiveTestSupport
import Foundation
import GRDB

/// A folder of its own that goes with the test.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("archive-tests-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var archivePath: String { path("archive.sqlite") }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Does `body` with a plain connection that knows nothing of archives.
  @discardableResult
  func plainly<T>(_ name: String = "archive.sqlite", _ body: (Database) throws -> T) throws -> T {
    let queue = try DatabaseQueue(path: path(name))
    defer { try? queue.close() }
    return try queue.writeWithoutTransaction(body)
  }
}

extension Archive {
  /// Records a made-up run as if it had ended so many hours after a fixed time.
  @discardableResult
  func record(_ run: MadeUpRun, hour: Double, name: String? = nil, notes: RunNotes = RunNotes()) throws -> Int64 {
    let directory = "runs/" + (name ?? "\(run.scenario)-\(run.hash)-s\(run.seed)")
    return try record(
      run.result, manifest: run.manifest, directory: directory, notes: notes,
      finishedAt: Date(timeIntervalSince1970: 1_769_000_000 + hour * 3_600))
  }

  func count(_ table: String, _ condition: String = "1") throws -> Int64 {
    let result = try query("SELECT count(*) FROM \(table) WHERE \(condition)")
    guard case .integer(let count) = result.rows[0][0] else { return -1 }
    return count
  }
}

/// How much of one run is in each table.
struct RunExtent: Equatable, CustomStringConvertible {
  var description: String
  /// Whether `runs` has the row itself.
  var isPresent: Bool

  static let tables = ["runs", "variants", "metrics", "replication_values", "budgets", "documents"]

  init(_ archive: Archive, _ id: Int64) throws {
    let counts = try Self.tables.map { try archive.count($0, "\($0 == "runs" ? "id" : "run_id") = \(id)") }
    description = zip(Self.tables, counts).map { "\($0) \($1)" }.joined(separator: ", ")
    isPresent = counts[0] == 1
  }
}
