import Simulator
import Testing

@testable import Workloads

@Suite struct SessionModelTests {
  let model = SessionModel(SessionParameters(), draws: Draws(seed: 5, replication: 0))
  let sessions = (0..<80_000 as Range<UInt64>).map { (user: UserID(UInt32($0 % 997)), session: $0) }

  private func expectMean(_ theory: Double, _ name: String, _ samples: [Double]) {
    let (mean, halfWidth) = meanInterval(samples)
    #expect(abs(mean - theory) < halfWidth, "\(name): \(mean) ± \(halfWidth), theory \(theory)")
    #expect(halfWidth <= 0.03 * theory, "\(name): too few samples to tell")
  }

  @Test func plansHaveTheirMeans() {
    let plans = sessions.map { model.plan(user: $0.user, session: $0.session) }
    #expect(plans.allSatisfy { $0.pages >= 1 && $0.storyFrames >= 0 })
    expectMean(3, "pages", plans.map { Double($0.pages) })
    expectMean(3.34, "story frames", plans.map { Double($0.storyFrames) })
    expectMean(0.5, "sessions with stories", plans.map { $0.storyFrames > 0 ? 1 : 0 })
  }

  @Test func actionsHaveTheirMeans() {
    let photos = sessions.flatMap { item in (0..<3).map { (item.user, item.session, $0) } }
    expectMean(0.13, "likes", photos.map { model.reaction(user: $0, session: $1, page: 1, position: $2).likes ? 1 : 0 })
    var p = SessionParameters()
    p.commentsPerPage = 0.6
    let talkative = SessionModel(p, draws: Draws(seed: 5, replication: 0))
    let comments = photos.map { talkative.reaction(user: $0, session: $1, page: $2, position: 3).comments ? 1.0 : 0 }
    expectMean(0.1, "comments", comments)
  }

  @Test func aSessionLastsAboutNinetySevenSeconds() {
    let lengths = sessions.map { item in
      let plan = model.plan(user: item.user, session: item.session)
      var length = 0.0
      for step in 0..<plan.pages {
        length += model.thinkTime(user: item.user, session: item.session, step: step).seconds
      }
      for frame in 0..<plan.storyFrames {
        length += model.storyFrameTime(user: item.user, session: item.session, frame: frame).seconds
      }
      return length
    }
    #expect(abs(meanInterval(lengths).mean - 97) < 5, "\(meanInterval(lengths))")
  }

  @Test func opensAreMemoryless() {
    let spans = sessions.prefix(40_000).map { model.sincePreviousOpen(user: $0.user, session: $0.session).seconds }
    expectMean(4 * 3_600, "since the previous open", spans)
    let half = 14_400 * 0.693147
    #expect(abs(spans.reduce(0) { $0 + ($1 < half ? 1 : 0) } / 40_000 - 0.5) < kolmogorovBound(40_000))
  }

  @Test func drawsAreOfTheSessionAlone() {
    let other = SessionModel(SessionParameters(), draws: Draws(seed: 5, replication: 0))
    for item in sessions.prefix(100) {
      #expect(model.plan(user: item.user, session: item.session) == other.plan(user: item.user, session: item.session))
    }
    let times = Set(sessions.prefix(1_000).map { model.thinkTime(user: $0.user, session: $0.session, step: 0) })
    #expect(times.count == 1_000)
  }

  @Test func extremesAreAccepted() {
    var p = SessionParameters()
    p.pagesPerSession = 1
    p.storyFramesPerSession = 0
    p.likesPerPage = 100
    let model = SessionModel(p, opensPerDay: 0, draws: Draws(seed: 1, replication: 0))
    for item in sessions.prefix(200) {
      #expect(model.plan(user: item.user, session: item.session) == SessionPlan(pages: 1, storyFrames: 0))
      #expect(model.reaction(user: item.user, session: item.session, page: 0, position: 0).likes)
    }
  }
}
