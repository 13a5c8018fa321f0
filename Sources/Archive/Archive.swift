import Dispatch
import Foundation
import GRDB

/// One SQLite database of finished runs; docs/archive.md describes its tables. Several processes may use it at once.
public final class Archive: Sendable {
  /// Beside the run directories, relative to the working directory.
  public static let defaultPath = "runs/archive.sqlite"

  public let path: String
  let queue: DatabaseQueue
  let schema: ArchiveSchema
  /// How long to wait for other processes.
  let patienceSeconds: Double

  /// Opens for recording. Makes the file and its folder when they are missing, and brings an older schema up to date.
  /// Throws `ArchiveError`; a database of a newer schema, or of something else, is left as it is.
  public convenience init(path: String, patienceSeconds: Double = 10) throws {
    try self.init(path: path, schema: .current, patienceSeconds: patienceSeconds)
  }

  init(path: String, schema: ArchiveSchema, patienceSeconds: Double = 10) throws {
    self.path = path
    self.patienceSeconds = patienceSeconds
    self.schema = schema
    queue = try Archive.explaining(path) {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      return try Archive.patiently(patienceSeconds) {
        let queue = try DatabaseQueue(path: path, configuration: Archive.configuration(patienceSeconds))
        let version = try queue.read { try schema.version(of: $0, path: path) }
        try queue.writeWithoutTransaction { database in
          let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
          if mode != "wal" {
            throw ArchiveError.failed(path: path, reason: "cannot have a write-ahead log here, only \(mode ?? "none")")
          }
          // A run takes minutes and a commit milliseconds: what is recorded also survives a loss of power.
          try database.execute(sql: "PRAGMA synchronous = FULL")
          if version < schema.version { try schema.migrate(database, path: path) }
        }
        return queue
      }
    }
  }

  /// Opens for reading only; nothing that is done with it can change the file, but an older schema is brought up to date
  /// first.
  public convenience init(reading path: String, patienceSeconds: Double = 10) throws {
    try self.init(reading: path, schema: .current, patienceSeconds: patienceSeconds)
  }

  init(reading path: String, schema: ArchiveSchema, patienceSeconds: Double = 10) throws {
    guard FileManager.default.fileExists(atPath: path) else { throw ArchiveError.missing(path: path) }
    self.path = path
    self.patienceSeconds = patienceSeconds
    self.schema = schema
    queue = try Archive.explaining(path) {
      try Archive.patiently(patienceSeconds) {
        let queue = try DatabaseQueue(path: path, configuration: Archive.configuration(patienceSeconds, readonly: true))
        if try queue.read({ try schema.version(of: $0, path: path) }) < schema.version {
          _ = try Archive(path: path, schema: schema, patienceSeconds: patienceSeconds)
        }
        return queue
      }
    }
  }

  /// Complaints of SQLite about the file and about references between tables; empty when it is sound.
  public func integrityCheck() throws -> [String] {
    try read { database in
      let complaints = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
      let orphans = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
        "a row of \(row[0] as String? ?? "?") belongs to no row of \(row[2] as String? ?? "?")"
      }
      return complaints + orphans
    }
  }

  func read<T>(_ body: (Database) throws -> T) throws -> T {
    try Archive.explaining(path) { try Archive.patiently(patienceSeconds) { try queue.read(body) } }
  }

  /// One transaction that holds the write lock from its start, so that it cannot fail half-way for want of it.
  func write<T>(_ body: (Database) throws -> T) throws -> T {
    try Archive.explaining(path) {
      try Archive.patiently(patienceSeconds) {
        try queue.writeWithoutTransaction { database in
          var result: T?
          try database.inTransaction(.immediate) {
            result = try body(database)
            return .commit
          }
          guard let result else { preconditionFailure("a committed transaction has a result") }
          return result
        }
      }
    }
  }

  private static func configuration(_ patienceSeconds: Double, readonly: Bool = false) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readonly
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(patienceSeconds)
    return configuration
  }

  /// Tries again while another process makes, recovers or closes the file: SQLite then does not always wait by itself.
  private static func patiently<T>(_ seconds: Double, _ body: () throws -> T) throws -> T {
    let end = DispatchTime.now().uptimeNanoseconds + UInt64(seconds * 1e9)
    while true {
      do {
        return try body()
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        if DispatchTime.now().uptimeNanoseconds >= end { throw error }
        usleep(20_000)
      }
    }
  }

  private static func explaining<T>(_ path: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw ArchiveError(error, path: path)
    } catch let error as CocoaError {
      throw ArchiveError.failed(path: path, reason: error.localizedDescription)
    }
  }
}
