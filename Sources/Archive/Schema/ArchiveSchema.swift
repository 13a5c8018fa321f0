import GRDB

/// The tables of an archive, as steps that lead from one version to the next.
///
/// `PRAGMA user_version` holds the version, and `PRAGMA application_id` says that the file is an archive at all.
struct ArchiveSchema: Sendable {
  /// SQL of each step; the first makes version 1 of an empty file. A step that was released never changes.
  var steps: [String]

  /// `Dark` in ASCII.
  static let applicationID = 0x4461_726B
  static let current = ArchiveSchema(steps: [version1])

  var version: Int { steps.count }

  /// The version that `database` has, 0 when it is empty. Throws on a newer one and on a file of something else.
  func version(of database: Database, path: String) throws -> Int {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    if application == Self.applicationID, found > 0 {
      if found > version { throw ArchiveError.newerVersion(path: path, found: found, known: version) }
      return found
    }
    let objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    guard application == 0, found == 0, objects == 0 else { throw ArchiveError.notAnArchive(path: path) }
    return 0
  }

  /// Brings `database` to the current version in one transaction; looks again for the version inside it, because another
  /// process may have been faster.
  func migrate(_ database: Database, path: String) throws {
    try database.inTransaction(.immediate) {
      for step in steps[try version(of: database, path: path)...] { try database.execute(sql: step) }
      try database.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
      try database.execute(sql: "PRAGMA user_version = \(version)")
      return .commit
    }
  }
}
