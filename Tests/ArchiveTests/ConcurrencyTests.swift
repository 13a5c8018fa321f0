import ArchiveTestSupport
import Dispatch
import Foundation
import GRDB
import Synchronization
import Testing

@testable import Archive

@Suite struct ConcurrencyTests {
  @Test func severalConnectionsRecordAtOnce() throws {
    let scratch = try Scratch()
    let path = scratch.archivePath
    let ids = Mutex<[Int64]>([])
    let failures = Mutex<[String]>([])
    // The file does not exist yet: the connections also race to make it.
    DispatchQueue.concurrentPerform(iterations: 4) { writer in
      do {
        let archive = try Archive(path: path, patienceSeconds: 60)
        for seed in 0..<10 {
          var run = MadeUpRun()
          (run.scenario, run.seed) = ("writer-\(writer)", UInt64(seed))
          let id = try archive.record(run, hour: Double(seed))
          ids.withLock { $0.append(id) }
          _ = try archive.runs(RunFilter(limit: 3))
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    let archive = try Archive(reading: path)
    #expect(ids.withLock { $0.sorted() } == Array(1...40))
    #expect(try archive.count("runs") == 40 && archive.integrityCheck() == [])
    let whole = try RunExtent(archive, 1)
    for id in Int64(2)...40 {
      #expect(try RunExtent(archive, id) == whole)
    }
  }

  @Test func aReaderSeesNothingOfAnOpenTransaction() throws {
    let scratch = try Scratch()
    let writer = try Archive(path: scratch.archivePath)
    let reader = try Archive(reading: scratch.archivePath)
    struct Abandoned: Error {}
    #expect(throws: Abandoned.self) {
      try writer.write { database in
        let run = MadeUpRun()
        _ = try RunEntry(
          result: run.result, manifest: run.manifest, directory: "runs/open", recordedAt: "", documents: []
        ).insert(database)
        #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM runs") == 1)
        #expect(try reader.runs() == [])
        throw Abandoned()
      }
    }
    #expect(try writer.runs() == [])
    for table in RunExtent.tables { #expect(try writer.count(table) == 0) }
  }
}
