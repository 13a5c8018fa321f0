import Simulator
import SystemModel
import Testing

@testable import Scenarios

/// The event `storyBurst`: what is read, printed again, and refused.
@Suite struct StoryBurstTests {
  @Test func aBurstMayLieBeforeTheRun() throws {
    let text = """
      events:
        - storyBurst: {at: -86375 s, factor: 200, length: 5 s, halfLife: 1.5 s, localTime: true}
        - storyBurst:
        - celebrityPost: {at: 2 s}
      """
    let scenario = try TestFiles.load(text)
    let inputs = scenario.executed[0].platformInputs
    #expect(inputs.storyBursts.count == 2 && inputs.celebrityPosts.count == 1)
    let burst = inputs.storyBursts[0]
    #expect(burst.at == .seconds(-86_375) && burst.factor == 200 && burst.length == .seconds(5))
    #expect(burst.halfLife == .milliseconds(1_500) && burst.isLocalTime)
    #expect(inputs.storyBursts[1] == StoryBurst())
    #expect(scenario.events[0].at == .zero - .seconds(86_375))
    #expect(scenario.events[0].title == "200 times the story posts")
    let again = try TestFiles.load(scenario.resolvedYAML)
    #expect(again.events == scenario.events && again.resolvedYAML == scenario.resolvedYAML)
  }

  @Test func whatCannotBeIsRefused() throws {
    let files = try TestFiles([
      "bad.yaml": """
      run: {duration: 30 s, warmUp: 5 s}
      events:
        - storyBurst: {factor: 0.5}
        - storyBurst: {at: 40 days}
        - storyBurst: {heigth: 3}
      """,
      "late.yaml": "run: {duration: 30 s, warmUp: 5 s}\nevents: [{storyBurst: {at: 1 min}}]",
    ])
    let mistakes = files.mistakes("bad.yaml")
    #expect(mistakes.count == 3, "\(mistakes)")
    #expect(mistakes.first?.contains("'0.5' is out of range") == true, "\(mistakes)")
    #expect(mistakes.last?.contains("heigth: unknown key") == true, "\(mistakes)")
    #expect(files.mistakes("late.yaml").first?.contains("after the run has ended") == true)
  }
}
