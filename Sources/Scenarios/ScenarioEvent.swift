import Simulator
import SystemModel

/// Something that happens at a stated time of the run.
public enum ScenarioEvent: Sendable, Equatable {
  case celebrityPost(CelebrityPost)
  case hashtagStorm(HashtagStorm)
  case bufferCrash(BufferCrash)
  case storyBurst(StoryBurst)

  /// From the start of the run, warm-up included; a burst may lie before it.
  public var at: SimTime {
    switch self {
    case .celebrityPost(let event): .zero + event.at
    case .hashtagStorm(let event): .zero + event.at
    case .bufferCrash(let event): .zero + event.at
    case .storyBurst(let event): .zero + event.at
    }
  }

  /// Such as `celebrity 1 posts`.
  public var title: String {
    switch self {
    case .celebrityPost(let event): "celebrity \(event.celebrity) posts"
    case .hashtagStorm: "hashtag storm"
    case .bufferCrash(let event): "crash of \(event.shards) buffer shards"
    case .storyBurst(let event): "\(Quantity.number(event.factor).text) times the story posts"
    }
  }

  /// The names that a scenario file's `events` list uses.
  public static var kinds: [String] { forms.map(\.name) }

  /// All kinds, in the order of the reference page.
  static let forms: [EventForm] = [
    EventForm("celebrityPost", "A celebrity posts, and likes pour onto one row.", CelebrityPost.self) {
      .celebrityPost($0)
    } settings: {
      if case .celebrityPost(let event) = $0 { event } else { nil }
    },
    EventForm("hashtagStorm", "A share of all posts and stories carries one hashtag.", HashtagStorm.self) {
      .hashtagStorm($0)
    } settings: {
      if case .hashtagStorm(let event) = $0 { event } else { nil }
    },
    EventForm("bufferCrash", "Counter buffers lose their memory.", BufferCrash.self) {
      .bufferCrash($0)
    } settings: {
      if case .bufferCrash(let event) = $0 { event } else { nil }
    },
    EventForm("storyBurst", "Many more stories are posted for a while, and expire together.", StoryBurst.self) {
      .storyBurst($0)
    } settings: {
      if case .storyBurst(let event) = $0 { event } else { nil }
    },
  ]
}

/// How one kind of event is read, written and described: its name, and the table of its settings.
struct EventForm: Sendable {
  let name: String
  let summary: String
  let read: @Sendable ([SourceEntry], _ key: String, inout [ScenarioError]) -> ScenarioEvent
  /// The settings as YAML below the kind's name; nil for an event of another kind.
  let yaml: @Sendable (ScenarioEvent, _ indent: Int) -> String?
  let properties: [(String, JSONValue)]
  let rows: String

  init<Settings: ParameterSet>(
    _ name: String, _ summary: String, _: Settings.Type, event: @escaping @Sendable (Settings) -> ScenarioEvent,
    settings: @escaping @Sendable (ScenarioEvent) -> Settings?
  ) {
    let table = ParameterTable<Settings>()
    self.name = name
    self.summary = summary
    read = { entries, key, errors in
      var result = Settings()
      var assignments: [Assignment] = []
      table.read(entries, table.tree, path: key, into: &assignments, &errors)
      table.apply(assignments, to: &result)
      return event(result)
    }
    yaml = { event, indent in settings(event).map { table.yaml($0, indent: indent) } }
    properties = ScenarioSchema.properties(table)
    rows = ReferencePage.rows(table, table.tree, prefix: "")
  }
}
