import Archive
import ArgumentParser
import Experiments
import Reports

/// Where recorded runs are looked up.
struct ArchiveLocation: ParsableArguments {
  @Option(name: .customLong("archive"), help: ArgumentHelp("The archive that archive:ID means.", valueName: "path"))
  var path = Archive.defaultPath

  /// The run of `archive:ID`, where ID is a number, `latest` or the beginning of a run's name; nil when `text` is none.
  func record(_ text: String) throws -> ComparisonOperand.Record? {
    guard text.hasPrefix("archive:") else { return nil }
    var options = ArchiveOptions()
    options.path = path
    var found: ComparisonOperand.Record?
    try options.reading { archive in
      let id = try archive.find(String(text.dropFirst("archive:".count))).id
      found = (try archive.run(id), try archive.document("scenario.resolved.yaml", of: id))
    }
    return found
  }
}
