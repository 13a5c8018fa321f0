import Archive
import ArchiveTestSupport
import Foundation

// Records made-up runs until it is killed, and prints the id of each as soon as the archive says that it is recorded.
// Arguments: path of the archive, seed of the first run.
var run = MadeUpRun()
run.seed = UInt64(CommandLine.arguments[2]) ?? 0
while true {
  let archive = try Archive(path: CommandLine.arguments[1])
  for _ in 0..<5 {
    run.seed += 1
    let id = try archive.record(run.result, manifest: run.manifest, directory: "runs/probe-\(run.seed)")
    FileHandle.standardOutput.write(Data("\(id)\n".utf8))
  }
}
