import ArgumentParser

/// The command line. Wrong usage exits with 64; every command states its other exit codes.
@main
struct Darkroom: ParsableCommand {
  static let release = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "darkroom",
    abstract: "Simulate a photo-sharing platform of a billion users, and see why its latencies are what they are.",
    discussion: """
      Start with `darkroom run scenarios/first-light.yaml`, or write your own scenario with `darkroom init`.
      Exit codes: 0 pass, 1 internal error, 2 budget breached, 3 regression, 4 inconclusive, 5 not deterministic, \
      64 usage, 65 invalid scenario, 66 missing input, 130 interrupted.
      """,
    version: release,
    subcommands: [
      RunCommand.self, ReportCommand.self, CompareCommand.self, ExplainCommand.self, BaselineCommand.self,
      RunsCommand.self, CacheCommand.self, HotRowsCommand.self, FitCommand.self,
      TraceCommand.self, CheckCommand.self, InitCommand.self, SchemaCommand.self,
      ReferenceCommand.self, MetricsCommand.self, ValidateCommand.self, DoctorCommand.self,
    ])
}
