import ArgumentParser
import Experiments
import Foundation
import Reports

/// `darkroom report`: the page of a finished run, made again from its summary.json.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the HTML report of a run directory.",
    discussion: """
      Without options it writes report.html into the run directory: one file that loads nothing. Hosts that forbid \
      scripts inside a page can serve the files of --report-dir instead.
      Exit codes: 0 written, 1 a file cannot be written, 65 summary.json is not of this version, 66 it is missing.
      """)

  @Argument(help: "Run directory, such as runs/first-light-8d75cc14-s1.", completion: .directory)
  var runDirectory: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the page to this file.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Write page, styles, scripts and data as files into this directory.", valueName: "dir"))
  var reportDir: String?

  func run() throws {
    let result = try read()
    if let reportDir {
      for (path, text) in HTMLReport.files(result) { try write(text, to: "\(reportDir)/\(path)") }
      Terminal.complain("wrote \(reportDir)/report.html")
    }
    if output != nil || reportDir == nil {
      let path = output ?? "\(runDirectory)/report.html"
      try write(HTMLReport.text(result), to: path)
      Terminal.complain("wrote \(path)")
    }
  }

  private func read() throws -> RunResult {
    let path = "\(runDirectory)/summary.json"
    guard let data = FileManager.default.contents(atPath: path) else {
      Terminal.complain("\(path): error: no such file; give the directory that `darkroom run` wrote, such as runs/NAME")
      throw ExitCode(66)
    }
    do {
      return try JSONReport.result(String(decoding: data, as: UTF8.self))
    } catch JSONReportError.unknownVersion(let version) {
      Terminal.complain(
        "\(path): error: schema version \(version), and this program reads \(RunResult.currentSchemaVersion); run again"
      )
    } catch {
      Terminal.complain("\(path): error: not the summary of a run")
    }
    throw ExitCode(65)
  }

  private func write(_ text: String, to path: String) throws {
    do {
      let file = URL(fileURLWithPath: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
      Terminal.complain("\(path): error: cannot be written: \(error.localizedDescription)")
      throw ExitCode(RunExitCode.internalError.rawValue)
    }
  }
}
