import Archive
import ArgumentParser
import Foundation

/// `darkroom runs import`: run directories that were not recorded, and archives of other machines.
struct RunsImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Record run directories, or every run of other archives.",
    discussion: "A run that is here already, byte by byte, is not recorded again.")

  @Argument(help: "Run directories and archive files.", completion: .file())
  var sources: [String]

  @OptionGroup var archive: ArchiveOptions

  @Option(help: ArgumentHelp("Free text to find the runs of directories again.", valueName: "text"))
  var label: String?

  func run() throws {
    try archive.making { archive in
      for source in sources {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: source, isDirectory: &isFolder)
        guard exists else { throw ArchiveError.missing(path: source) }
        let outcome =
          isFolder.boolValue
          ? try archive.importDirectory(source, notes: RunNotes(label: label))
          : try archive.importRuns(of: Archive(reading: source))
        var parts = ["\(outcome.recorded.count) recorded", "\(outcome.known) known already"]
        if outcome.unreadable > 0 { parts.append("\(outcome.unreadable) of another release left out") }
        Terminal.say("\(source): \(parts.joined(separator: ", "))\n")
      }
    }
  }
}
