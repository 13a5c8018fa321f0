import Simulator

/// Something that happens at a stated time of the run.
public enum ScenarioEvent: Sendable, Equatable {
  case celebrityPost(CelebrityPostEvent)

  /// From the start of the run, warm-up included.
  public var at: SimTime {
    switch self {
    case .celebrityPost(let event): .zero + event.at
    }
  }

  /// The names that a scenario file's `events` list uses.
  public static let kinds = ["celebrityPost"]

  static let celebrityPostTable = ParameterTable<CelebrityPostEvent>()
}

/// A celebrity posts, and likes pour onto one row: a rush that starts at `likes` per second and halves every `decay`.
public struct CelebrityPostEvent: ParameterSet, Equatable {
  public var at = SimDuration.seconds(20)
  /// Rank by followers: 1 is `@celebrity-1`, the account with the most.
  public var celebrity = 1
  /// Per second at the moment of the post.
  public var likes = 4_270.0
  /// Half-life of the rush.
  public var decay = SimDuration.minutes(69)

  public init() {}

  private static let authors = (1...100).map { "celebrity-\($0)" }

  public static let fields: [ParameterField<CelebrityPostEvent>] = [
    .duration(
      "at", \.at, .zero...(.days(14)), "When the post appears, from the start of the run (warm-up included).",
      source: "assumed: after the usual warm-up"),
    ParameterField(
      path: "author", summary: "Who posts: celebrity-1 has the most followers.", source: "assumed: the largest account",
      domain: .choice(authors), read: { .choice(authors[$0.celebrity - 1]) },
      write: { event, quantity in
        guard case .choice(let name) = quantity, let index = authors.firstIndex(of: name) else {
          preconditionFailure("author cannot hold \(quantity)")
        }
        event.celebrity = index + 1
      }),
    .rate(
      "likes", \.likes, 0...1_000_000, "Likes per second that the post draws at first, on top of the usual ones.",
      source: "mean of the first 39 minutes of the World Cup post of 2022 (10 M likes), press"),
    .duration(
      "decay", \.decay, .seconds(1)...(.days(14)), "Half-life of that rush.",
      source: "half-life of novelty, Wu & Huberman, PNAS 2007"),
  ]
}
