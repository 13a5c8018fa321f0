import Archive
import ArgumentParser
import Experiments
import Foundation
import Scenarios
import Simulator

/// Which archive a command reads.
struct ArchiveOptions: ParsableArguments {
  @Option(name: .customLong("archive"), help: ArgumentHelp("The archive to use.", valueName: "path"))
  var path = Archive.defaultPath

  /// Does `body` with the archive, open for reading; prints what goes wrong, with the nearest name, and throws its exit code.
  func reading(_ body: (Archive) throws -> Void) throws { try using({ try Archive(reading: path) }, body) }

  /// The same with an archive that may be changed and must exist.
  func changing(_ body: (Archive) throws -> Void) throws {
    try using(
      {
        guard FileManager.default.fileExists(atPath: path) else { throw ArchiveError.missing(path: path) }
        return try Archive(path: path)
      }, body)
  }

  /// The same with an archive that is made when it is missing.
  func making(_ body: (Archive) throws -> Void) throws { try using({ try Archive(path: path) }, body) }

  private func using(_ open: () throws -> Archive, _ body: (Archive) throws -> Void) throws {
    var archive: Archive?
    do {
      let opened = try open()
      archive = opened
      try body(opened)
    } catch let error as ArchiveError {
      Terminal.complain(error.description + (archive.map { ArchiveOptions.hint(error, $0) } ?? ""))
      throw ExitCode(ArchiveOptions.exitCode(error).rawValue)
    }
  }

  private static func exitCode(_ error: ArchiveError) -> RunExitCode {
    switch error {
    case .missing, .unknownRun, .unknownMetric, .noValues: .missingInput
    case .ambiguousRun, .refusedQuery, .wrongQuery: .usage
    case .newerVersion, .notAnArchive, .damaged, .otherResultVersion: .invalidScenario
    case .failed: .internalError
    }
  }

  private static func hint(_ error: ArchiveError, _ archive: Archive) -> String {
    switch error {
    case .unknownRun(let name):
      if let id = Int64(name), let near = try? archive.nearestID(to: id) { return "; the nearest is \(near)" }
      let names = (try? archive.names(of: .runs)) ?? []
      let beginnings = names.map { String($0.prefix(name.count)) }
      if let near = NearestName.of(name, among: names + ["latest"] + beginnings) { return "; did you mean '\(near)'?" }
      return (try? archive.nearestID(to: 0)) == nil ? "; it is empty" : "; `darkroom runs list` names them"
    case .unknownMetric(let name):
      if let near = nearest(name, .metrics, archive) { return "; did you mean '\(near)'?" }
      return "; `darkroom metrics` explains them all"
    default: return ""
    }
  }

  static func nearest(_ name: String, _ kind: Archive.NameKind, _ archive: Archive) -> String? {
    (try? archive.names(of: kind)).flatMap { NearestName.of(name, among: $0) }
  }
}

/// A moment on the command line: a day, an instant in UTC, or how long ago.
struct Moment: ExpressibleByArgument {
  var date: Date

  /// `2026-01-31`, `2026-01-31T12:00:00Z`, `30d`, `12 h`.
  init?(argument: String) {
    if let date = ArchiveTime.date(argument) {
      self.date = date
    } else if let span = SimDuration(argument: argument) {
      date = Date(timeIntervalSinceNow: -span.seconds)
    } else {
      return nil
    }
  }
}
