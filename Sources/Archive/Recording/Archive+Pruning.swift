import Foundation
import GRDB

/// Which runs may go. With both conditions, a run goes only when it is old and not among the newest of its scenario.
public struct PruneRule: Sendable, Equatable {
  /// Newest runs of each scenario that stay, whatever their age.
  public var keeping: Int?
  /// Runs recorded before this stay no longer.
  public var olderThan: Date?

  /// Without any condition nothing goes.
  public init(keeping: Int? = nil, olderThan: Date? = nil) {
    self.keeping = keeping
    self.olderThan = olderThan
  }
}

extension Archive {
  /// What `prune` would remove, oldest first.
  public func prunable(_ rule: PruneRule) throws -> [RunRecord] { try read { try Archive.chosen(rule, $0) } }

  /// Removes runs in one transaction and returns them, oldest first; run directories stay. Gives the room back to the disk
  /// unless other processes are busy with the file.
  @discardableResult
  public func prune(_ rule: PruneRule) throws -> [RunRecord] {
    let removed = try write { database in
      let chosen = try Archive.chosen(rule, database)
      for run in chosen { try database.execute(sql: "DELETE FROM runs WHERE id = ?", arguments: [run.id]) }
      return chosen
    }
    if !removed.isEmpty {
      try? queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)") }
    }
    return removed
  }

  /// Throws `unknownRun` when there is no such run.
  public func delete(_ id: Int64) throws {
    try write { database in
      try database.execute(sql: "DELETE FROM runs WHERE id = ?", arguments: [id])
      if database.changesCount == 0 { throw ArchiveError.unknownRun("\(id)") }
    }
  }

  private static func chosen(_ rule: PruneRule, _ database: Database) throws -> [RunRecord] {
    if rule.keeping == nil && rule.olderThan == nil { return [] }
    return try RunRecord.fetchAll(
      database,
      sql: """
        SELECT r.* FROM runs AS r
        JOIN (
          SELECT id, row_number() OVER (PARTITION BY scenario ORDER BY recorded_at DESC, id DESC) AS place FROM runs
        ) AS p ON p.id = r.id
        WHERE (:keeping IS NULL OR p.place > :keeping) AND (:before IS NULL OR r.recorded_at < :before)
        ORDER BY r.recorded_at, r.id
        """,
      arguments: ["keeping": rule.keeping, "before": rule.olderThan.map(ArchiveTime.text)])
  }
}
