import Simulator
import Workloads

/// Laws that the platform checks while it runs; every breach is counted and must be zero.
extension RegionalPlatform {
  /// No post is shown before its row committed and its variants were stored.
  mutating func checkVisible(_ post: PostID, at now: SimTime) {
    if !post.isOfRun { return }
    guard let replica = posts.find(post), replica.readyAt <= now else {
      measures.earlyPosts += 1
      return
    }
  }

  /// No story starts to be shown after its time to live.
  mutating func checkLive(_ story: PostID, at shownFrom: SimTime) {
    if !isLive(story, at: shownFrom) { measures.expiredStories += 1 }
  }

  /// The home region's store has the object: put by a media worker of this run, or implied by the past. Of a story that
  /// expired on the way it may be gone.
  mutating func checkStored(_ post: PostID, _ key: UInt64, at now: SimTime) {
    if !post.isOfRun || objects.contains(key) { return }
    if !post.isStory || isLive(post, at: now) { measures.missingObjects += 1 }
  }
}
