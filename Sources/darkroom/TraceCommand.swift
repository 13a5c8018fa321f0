import ArgumentParser
import Experiments
import Reports
import Simulator

/// `darkroom trace`: one object's life, hop by hop.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Print one object's life, hop by hop.", subcommands: [TracePhotoCommand.self])
}

/// `darkroom trace photo`: from the camera to a follower's screen.
struct TracePhotoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "photo", abstract: "Follow one photo from the camera to a follower's screen.",
    discussion: "Takes the first photo of the run that was pushed to a timeline and shown to a follower.")

  @Argument(help: "Scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var file = "scenarios/first-light.yaml"

  @OptionGroup var changes: ScenarioChanges

  @Flag(name: .customLong("no-color"), help: "No colours, even on a terminal.")
  var refusesColour = false

  func run() throws {
    let (_, variants) = try changes.load(file)
    guard let life = PhotoLife.hops(of: variants[0], progress: { _ in }) else {
      Terminal.complain(
        "\(file): no follower was shown a photo of this run; make run.duration longer or run.slice larger")
      throw ExitCode(RunExitCode.internalError.rawValue)
    }
    let coloured = Terminal.wantsColour(unless: refusesColour)
    Terminal.say(TraceReport.text(life.title, life.hops, width: Terminal.width, coloured: coloured))
  }
}
