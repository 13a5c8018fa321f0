import Archive
import ArgumentParser
import Reports

/// Where recorded runs are looked up.
struct ArchiveLocation: ParsableArguments {
  @Option(name: .customLong("archive"), help: ArgumentHelp("The archive that archive:ID means.", valueName: "path"))
  var path = Archive.defaultPath

  /// The result of `archive:ID`, where ID is a number, `latest` or the beginning of a run's name; nil when `text` is none.
  func result(_ text: String) throws -> RunResult? {
    guard text.hasPrefix("archive:") else { return nil }
    var options = ArchiveOptions()
    options.path = path
    var found: RunResult?
    try options.reading { archive in
      found = try archive.run(archive.find(String(text.dropFirst("archive:".count))).id)
    }
    return found
  }
}
