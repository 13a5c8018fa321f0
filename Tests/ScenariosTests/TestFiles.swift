import Foundation

@testable import Scenarios

/// A directory of scenario files that lives as long as the test.
final class TestFiles {
  let directory: String

  init(_ files: [String: String] = [:]) throws {
    directory = NSTemporaryDirectory() + "scenarios-" + UUID().uuidString + "/"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  func write(_ text: String, to name: String) throws {
    try write(Data(text.utf8), to: name)
  }

  func write(_ data: Data, to name: String) throws {
    let url = URL(fileURLWithPath: directory + name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  func load(_ name: String, overlays: [String] = [], settings: [String] = []) throws(ScenarioErrors) -> Scenario {
    try ScenarioLoader.load(path: directory + name, overlays: overlays.map { directory + $0 }, settings: settings)
  }

  /// The messages with this directory cut out; empty when the scenario is valid.
  func mistakes(_ name: String, overlays: [String] = [], settings: [String] = []) -> [String] {
    do {
      _ = try load(name, overlays: overlays, settings: settings)
      return []
    } catch {
      return error.errors.map { $0.description.replacingOccurrences(of: directory, with: "") }
    }
  }

  /// Loads one file with this text.
  static func load(_ text: String, settings: [String] = []) throws -> Scenario {
    try TestFiles(["scenario.yaml": text]).load("scenario.yaml", settings: settings)
  }

  static func mistakes(_ text: String, settings: [String] = []) throws -> [String] {
    try TestFiles(["scenario.yaml": text]).mistakes("scenario.yaml", settings: settings)
  }
}

/// Directories of the package as they lie beside this file.
enum Package {
  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let root = tests.deletingLastPathComponent().deletingLastPathComponent()

  /// `DARKROOM_UPDATE_GOLDEN=1` rewrites golden files and the reference page instead of comparing with them.
  static let updatesGoldenFiles = ProcessInfo.processInfo.environment["DARKROOM_UPDATE_GOLDEN"] == "1"

  static func yamlFiles(in directory: URL) -> [URL] {
    let files = (try? FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "yaml" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}
