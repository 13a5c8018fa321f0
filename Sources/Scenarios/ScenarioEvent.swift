import Simulator
import SystemModel

/// Something that happens at a stated time of the run.
public enum ScenarioEvent: Sendable, Equatable {
  case celebrityPost(CelebrityPost)

  /// From the start of the run, warm-up included.
  public var at: SimTime {
    switch self {
    case .celebrityPost(let event): .zero + event.at
    }
  }

  /// Such as `celebrity 1 posts`.
  public var title: String {
    switch self {
    case .celebrityPost(let event): "celebrity \(event.celebrity) posts"
    }
  }

  /// The names that a scenario file's `events` list uses.
  public static let kinds = ["celebrityPost"]

  static let celebrityPostTable = ParameterTable<CelebrityPost>()
}
