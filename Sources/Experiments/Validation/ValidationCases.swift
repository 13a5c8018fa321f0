import Simulator
import Theory

/// All systems that `validate` compares with theory, family by family; negative controls last.
public enum ValidationCases {
  public static var all: [ValidationCase] {
    singleServer + manyServers + generalService + lossSystems + sharing + priorities + impatience + networks
      + forkJoin + locks + rowLocks + limiters + zipfCaches + publishedCaches + cacheLayers + photoStudy
      + negativeControls
  }

  /// What the test suite runs.
  public static var quick: [ValidationCase] { all.filter(\.isQuick) }

  static let service = DurationDistribution.exponential(mean: .milliseconds(1))
  static let serviceRate = 1_000.0
}
