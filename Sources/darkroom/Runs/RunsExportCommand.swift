import Archive
import ArgumentParser
import Experiments
import Foundation

/// `darkroom runs export`: the files of a run, or all runs as lines of JSON.
struct RunsExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the files of a recorded run, or all runs as one JSON object per line.",
    discussion: """
      A run: summary.json, manifest.json and scenario.resolved.yaml go to the folder, every byte as recorded; with - \
      summary.json goes to stdout. With --all: runs.ndjson in the folder, or lines on stdout, oldest run first.
      """)

  @Argument(help: "An id, latest, or the beginning of a run's name.")
  var id: String?

  @Flag(help: "Every run, as newline-delimited JSON.")
  var all = false

  @Option(name: .customLong("to"), help: ArgumentHelp("A folder, or - for stdout.", valueName: "dir"))
  var target = "-"

  @OptionGroup var archive: ArchiveOptions

  func validate() throws {
    if all == (id != nil) { throw ValidationError("name one run, or say --all") }
  }

  func run() throws {
    try archive.reading { archive in
      guard let id else { return try exportAll(archive) }
      let record = try archive.find(id)
      if target == "-" { return Terminal.say(try archive.summary(record.id)) }
      // Names come from the database, which may come from anybody.
      for file in try archive.files(of: record.id) where !file.name.contains("/") && !file.name.hasPrefix(".") {
        try write(Data(file.text.utf8), as: file.name)
      }
    }
  }

  private func exportAll(_ archive: Archive) throws {
    var lines = Data()
    for record in try archive.runs().reversed() {
      let line = try archive.exportLine(record)
      if target == "-" { Terminal.say(line) } else { lines.append(Data(line.utf8)) }
    }
    if target != "-" { try write(lines, as: "runs.ndjson") }
  }

  private func write(_ data: Data, as name: String) throws {
    let folder = URL(fileURLWithPath: target)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try data.write(to: folder.appendingPathComponent(name), options: .atomic)
    } catch {
      Terminal.complain("\(target)/\(name): error: cannot be written: \(error.localizedDescription)")
      throw ExitCode(RunExitCode.internalError.rawValue)
    }
    Terminal.complain("wrote \(target)/\(name)")
  }
}
