import Simulator
import Workloads

extension RegionalPlatform {
  /// A receipt has reached the author's home region: the story's counter and its list of viewers take it. A viewer counts
  /// once, however often the story was shown.
  mutating func countStoryView(_ story: PostID, viewer: UserID, at time: SimTime, _ kernel: inout EngineKernel) {
    let isNew = viewing.viewers.count(story, viewer: viewer)
    measures.storyViews.counted(isNew: isNew)
    if !isNew { return }
    countInBackground(
      .views(of: story), by: viewer, identity: StoryViewers.pairKey(story, viewer), at: time, &kernel)
  }
}
