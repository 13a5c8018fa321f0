import ArgumentParser

/// `darkroom runs`: what was run before, from the archive.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List, show, query, compare over time and prune recorded runs.",
    discussion: """
      Every finished `darkroom run` is recorded in one SQLite database, runs/archive.sqlite, which any SQL tool can open.
      Exit codes: 0 done, 1 the file cannot be read or written, 64 usage or wrong SQL, 65 not an archive, damaged or of a \
      newer release, 66 no such archive, run or metric.
      """,
    subcommands: [
      RunsListCommand.self, RunsShowCommand.self, RunsTrendCommand.self, RunsQueryCommand.self, RunsExportCommand.self,
      RunsImportCommand.self, RunsPruneCommand.self,
    ],
    defaultSubcommand: RunsListCommand.self)
}
