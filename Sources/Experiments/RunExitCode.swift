import Reports

/// Exit codes of the command line.
public enum RunExitCode: Int32, Sendable, CaseIterable {
  case pass = 0
  case internalError = 1
  case budgetBreached = 2
  case regression = 3
  case inconclusive = 4
  case notDeterministic = 5
  case usage = 64
  case invalidScenario = 65
  case missingInput = 66
  case interrupted = 130

  /// Most serious first. What keeps a run from starting stands alone; an interrupted run promises nothing else.
  private static let ranking: [RunExitCode] = [
    .usage, .missingInput, .internalError, .invalidScenario, .interrupted, .notDeterministic, .budgetBreached,
    .regression, .inconclusive,
  ]

  /// The highest-ranked of several problems; `pass` when there is none.
  public static func worst(_ statuses: [RunExitCode]) -> RunExitCode {
    ranking.first { statuses.contains($0) } ?? .pass
  }

  public init(_ result: RunResult) {
    var statuses: [RunExitCode] = []
    if result.stopped == .interrupted { statuses.append(.interrupted) }
    switch result.verdict {
    case .broken: statuses.append(.internalError)
    case .fail: statuses.append(.budgetBreached)
    case .inconclusive: statuses.append(.inconclusive)
    case .pass: break
    }
    self = RunExitCode.worst(statuses)
  }
}
