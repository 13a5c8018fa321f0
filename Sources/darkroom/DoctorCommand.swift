import ArgumentParser
import Experiments
import Foundation
import Reports

/// `darkroom doctor`: is this machine fit, and does the simulator give the same answer twice?
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check this machine, and that runs are deterministic.",
    discussion: "Exit codes: 0 sound, 1 something is missing, 5 not deterministic.")

  func run() throws {
    let process = ProcessInfo.processInfo
    let memory = Readable.bytes(Double(process.physicalMemory))
    let writable = FileManager.default.isWritableFile(atPath: FileManager.default.currentDirectoryPath)
    Terminal.say("darkroom    \(Darkroom.release)\n")
    Terminal.say("system      \(process.operatingSystemVersionString)\n")
    Terminal.say("processors  \(process.activeProcessorCount), memory \(memory)\n")
    Terminal.say("run files   \(writable ? "this directory is writable" : "this directory is NOT writable")\n")
    if !writable { throw ExitCode(RunExitCode.internalError.rawValue) }
  }
}
