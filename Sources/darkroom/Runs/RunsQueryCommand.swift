import Archive
import ArgumentParser

/// `darkroom runs query`: any SQL that reads.
struct RunsQueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Run SQL on the archive; it can read and nothing else.",
    discussion: """
      One statement. docs/archive.md lists tables and views; `SELECT sql FROM sqlite_master` prints them with comments. \
      Example: darkroom runs query "SELECT * FROM p99 WHERE operation = 'feed.load'"
      """)

  @Argument(help: "SELECT, WITH, VALUES, EXPLAIN, or a PRAGMA that only tells.")
  var sql: String

  @OptionGroup var archive: ArchiveOptions

  @Flag(help: "Comma-separated values with a header (RFC 4180).")
  var csv = false

  @Flag(help: "An array of objects.")
  var json = false

  func validate() throws {
    if csv && json { throw ValidationError("--csv and --json are two forms; choose one") }
  }

  func run() throws {
    try archive.reading { archive in
      let result = try archive.query(sql)
      if csv { return Terminal.say(QueryText.csv(result)) }
      if json { return Terminal.say(QueryText.json(result)) }
      Terminal.say(QueryText.table(result, width: Terminal.isOutputTerminal ? Terminal.width : 10_000))
    }
  }
}
