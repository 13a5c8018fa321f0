import Glibc
import Simulator
import Workloads

/// Scores of authors in a viewer's tray, as logarithms. Affinity is a function of (seed, viewer, author).
struct StoryRanking: Sendable {
  private let order: StoryOrder
  private let affinityTail: Double
  private let mutualBoost: Double
  private let halfLife: Double
  private let draws: Draws

  init(_ order: StoryOrder, _ parameters: StoryRankingParameters, draws: Draws) {
    self.order = order
    affinityTail = parameters.affinityTail
    mutualBoost = log(parameters.mutualBoost)
    halfLife = parameters.halfLife.seconds
    self.draws = draws.purpose("story.affinity")
  }

  /// ln of a Pareto number of least 1, and of the boost for those who follow back. 0 when only recency counts.
  func logAffinity(of viewer: UserID, to author: UserID, isMutual: Bool) -> Double {
    if order == .recency { return 0 }
    let unit = draws.unit(UInt64(viewer.value) << 32 | UInt64(author.value))
    return -log(unit) / affinityTail + (isMutual ? mutualBoost : 0)
  }

  /// ln(affinity) − ln 2 · age / half-life, of the author's newest story; its age alone when only recency counts.
  func score(_ logAffinity: Double, newest: SimTime, at now: SimTime) -> Double {
    let age = (now - newest).seconds
    return order == .recency ? -age : logAffinity - age / halfLife * Self.naturalLogarithmOf2
  }

  private static var naturalLogarithmOf2: Double { 0.693_147_180_559_945_3 }
}
