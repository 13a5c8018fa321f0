import Foundation
import Testing

@testable import Scenarios

/// Each file in Broken/ is a mistake that people make; Golden/ holds what they are told.
@Suite struct BrokenFileTests {
  static let files = Package.yamlFiles(in: Package.tests.appendingPathComponent("Broken"))

  @Test func thereAreTwentyOfThem() {
    #expect(Self.files.count >= 20)
  }

  @Test(arguments: files) func theMessageIsAsRecorded(_ file: URL) throws {
    let golden = Package.tests.appendingPathComponent("Golden")
      .appendingPathComponent(file.deletingPathExtension().lastPathComponent + ".txt")
    let found = message(of: file)
    if Package.updatesGoldenFiles { try Data(found.utf8).write(to: golden) }
    let recorded = (try? String(contentsOf: golden, encoding: .utf8)) ?? "nothing recorded"
    #expect(found == recorded)
  }

  private func message(of file: URL) -> String {
    do {
      _ = try ScenarioLoader.load(path: file.path)
      return "accepted\n"
    } catch {
      let directory = file.deletingLastPathComponent().path + "/"
      return error.description.replacingOccurrences(of: directory, with: "") + "\nexit \(error.exitCode)\n"
    }
  }
}
