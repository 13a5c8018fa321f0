import Simulator
import Workloads

/// What regions tell each other; every case is a plain value and arrives after the one-way delay.
enum Payload: Sendable {
  case replica(PostReplica)
  case fetch(RemoteFetch)
  case fetched(RemoteFetch)
  /// A counter update for its home region.
  case delta(CounterDelta)
  /// The answer to an update that somebody waits for.
  case committed(CounterDelta)
  case regionalCount(RegionalReport)
  case comment(RemoteComment)
  case commented(RemoteComment)
  case storyView(StoryView)
  case storyReply(RemoteReply)
  case storyReplied(RemoteReply)
}
