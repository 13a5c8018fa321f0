import ArchiveTestSupport
import Foundation
import Testing

@testable import Archive

/// Processes that record runs are killed (SIGKILL) at random moments; the archive must not notice. A moment is so many
/// recorded runs and some microseconds more, so that a slow machine kills in the same places as a fast one.
@Suite struct CrashTests {
  /// Five rounds with each archive, two processes at once; in the first round they are killed while they make the file.
  @Test func killedProcessesLoseNoFinishedRunAndLeaveNoHalfRun() throws {
    let scratch = try Scratch()
    var moments = SplitMix(state: 20_260_131)
    var (acknowledged, killed, awaited) = (0, 0, 0)
    for file in 0..<5 {
      let path = scratch.path("archive-\(file).sqlite")
      var promised: [Int64] = []
      for round in 0..<5 {
        let probes = try (0..<2).map { try Probe(path, firstSeed: round * 100_000 + $0 * 50_000) }
        for probe in probes {
          let lines = round == 0 ? 0 : 1 + Int(moments.next() % 6)
          probe.wait(forLines: lines)
          usleep(UInt32(moments.next() % (round == 0 ? 60_000 : 8_000)))
          probe.kill()
          awaited += lines
        }
        for probe in probes {
          promised += probe.acknowledged()
          killed += probe.wasKilled ? 1 : 0
        }
      }
      let archive = try Archive(path: path)
      #expect(try archive.integrityCheck() == [], "file \(file)")
      let whole = try RunExtent(archive, archive.record(MadeUpRun(), hour: 0))
      let present = try archive.runs().map(\.id)
      #expect(Set(present).isSuperset(of: promised), "file \(file)")
      #expect(Set(promised).count == promised.count)
      for id in present { #expect(try RunExtent(archive, id) == whole, "file \(file), run \(id)") }
      #expect(try archive.count("documents", "run_id NOT IN (SELECT id FROM runs)") == 0)
      for id in present.suffix(3) { #expect(try archive.run(id).variants.count == 2) }
      acknowledged += promised.count
    }
    #expect(killed == 50 && acknowledged >= awaited && awaited > 80, "\(killed) killed, \(acknowledged) acknowledged")
  }

  /// The check above can fail: half a run does not look like a whole one.
  @Test func halfARunIsNoticed() throws {
    let scratch = try Scratch()
    let archive = try Archive(path: scratch.archivePath)
    let (whole, half) = (try archive.record(MadeUpRun(), hour: 0), try archive.record(MadeUpRun(), hour: 1))
    #expect(try RunExtent(archive, half) == RunExtent(archive, whole))
    try scratch.plainly { try $0.execute(sql: "DELETE FROM budgets WHERE run_id = \(half) AND position = 1") }
    #expect(try RunExtent(archive, half) != RunExtent(archive, whole))
    try scratch.plainly {
      try $0.execute(sql: "PRAGMA foreign_keys = 0; INSERT INTO documents VALUES (99, 'summary.json', '')")
    }
    #expect(try archive.integrityCheck() == ["a row of documents belongs to no row of runs"])
  }
}

/// A child process that records until it is killed.
private final class Probe {
  private let process = Process()
  private let output = Pipe()
  private var read = Data()

  init(_ path: String, firstSeed: Int) throws {
    process.executableURL = try Programs.place(of: "ArchiveCrashProbe")
    process.arguments = [path, "\(firstSeed)"]
    process.standardOutput = output
    try process.run()
  }

  /// Returns as soon as it has printed so many lines, or ended.
  func wait(forLines count: Int) {
    while read.count(where: { $0 == UInt8(ascii: "\n") }) < count {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return }
      read += more
    }
  }

  func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

  var wasKilled: Bool { process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL }

  /// Ids of the whole lines that it printed; waits for its end.
  func acknowledged() -> [Int64] {
    read += output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: read, as: UTF8.self)
    let whole = text.prefix(upTo: text.lastIndex(of: "\n") ?? text.startIndex)
    return whole.split(separator: "\n").compactMap { Int64($0) }
  }
}

/// Moments that are the same in every run of the tests.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
