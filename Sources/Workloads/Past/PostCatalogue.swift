import Simulator

/// The past: posts and stories from before t = 0, none of them stored, at the rates of the run.
///
/// Each author's time is cut into blocks of a class-dependent length; one draw gives a block's number of posts (Poisson)
/// and one more each post's instant in it, so an author's posts are a Poisson process and a post's age is O(1) from its id.
/// Not modelled: the daily curve of the past, and posts that were deleted.
public final class PostCatalogue: Sendable {
  private let classifier: PostingClassifier
  private let posts: CatalogueBlocks
  private let stories: CatalogueBlocks
  private let postsPerDay: InlineArray<4, Double>
  private let storiesPerDay: InlineArray<4, Double>

  public init(population: Population, draws: Draws) {
    classifier = population.classifier
    let classes = population.classes
    postsPerDay = InlineArray { classes.postsPerDay[$0] }
    storiesPerDay = InlineArray { classes.storiesPerDay[$0] }
    posts = CatalogueBlocks(
      ratesPerDay: classes.postsPerDay, isStory: false, draws: draws.purpose("catalogue.posts"))
    stories = CatalogueBlocks(
      ratesPerDay: classes.storiesPerDay, isStory: true, draws: draws.purpose("catalogue.stories"))
  }

  deinit {
    posts.deallocate()
    stories.deallocate()
  }

  /// Writes those of `followees` who ever post, in the order of their classes; there is room for all followees and one more.
  public func selectPosters(
    among followees: borrowing FolloweeList, into posters: UnsafeMutablePointer<Poster>
  ) -> PosterList {
    let (authors, positions, classes) = (followees.authors, followees.positions, followees.lanes)
    // Four counters of 16 bits.
    var counters: UInt64 = 0
    for index in 0..<followees.count {
      let classIndex = UInt64(classifier.posterClass(authors[index]))
      classes[index] = classIndex
      counters &+= 1 &<< (classIndex &<< 4)
    }
    var starts = InlineArray<5, Int>(repeating: 0)
    for classIndex in 1..<4 {
      starts[classIndex + 1] = starts[classIndex] + Int(counters >> UInt64(classIndex * 16) & 0xFFFF)
    }
    let count = starts[4]
    var (postRate, storyRate) = (0.0, 0.0)
    for classIndex in 1..<4 {
      let members = Double(starts[classIndex + 1] - starts[classIndex])
      postRate += members * postsPerDay[classIndex]
      storyRate += members * storiesPerDay[classIndex]
    }
    // Those who never post are written behind the others, over each other.
    var next = InlineArray<4, Int>(repeating: 0)
    for classIndex in 0..<4 { next[classIndex] = classIndex == 0 ? count : starts[classIndex] }
    for index in 0..<followees.count {
      let classIndex = Int(truncatingIfNeeded: classes[index])
      let place = next[unchecked: classIndex]
      posters[place] = Poster(
        author: UserID(authors[index]), position: positions[index], classIndex: UInt8(truncatingIfNeeded: classIndex))
      next[unchecked: classIndex] = place &+ (classIndex > 0 ? 1 : 0)
    }
    return PosterList(
      entries: posters, count: count, starts: starts, postsPerDay: postRate, storiesPerDay: storyRate)
  }

  public func postWindow(from: SimTime, before: SimTime) -> CatalogueWindow { posts.window(from: from, before: before) }

  public func storyWindow(from: SimTime, before: SimTime) -> CatalogueWindow {
    stories.window(from: from, before: before)
  }

  /// One author's posts in a window of `postWindow`, in no order; room for its `mostPosts` is needed.
  public func readPosts(
    of poster: Poster, _ window: borrowing CatalogueWindow, into found: UnsafeMutablePointer<PastPost>
  ) -> Int {
    posts.read(poster.author.value, classIndex: Int(poster.classIndex), window, into: found)
  }

  /// The posts of all posters but those numbered below `firstAuthor` in a window of `postWindow`, in no order, to
  /// `scratch.found`; returns how many.
  public func readPosts(
    of posters: PosterList, from firstAuthor: UInt32, _ window: borrowing CatalogueWindow,
    _ scratch: inout CatalogueScratch
  ) -> Int {
    posts.read(posters, from: firstAuthor, window, &scratch)
  }

  /// The stories of all posters in a window of `storyWindow`, in no order, to `scratch.found`; returns how many.
  public func readStories(
    of posters: PosterList, _ window: borrowing CatalogueWindow, _ scratch: inout CatalogueScratch
  ) -> Int {
    stories.read(posters, from: 0, window, &scratch)
  }

  /// Posts by `author` created in [from, before), newest first. `before` beyond 0 counts as 0.
  public func posts(by author: UserID, from: SimTime, before: SimTime) -> [PastPost] {
    sorted(posts, author, posts.window(from: from, before: before))
  }

  /// Stories by `author` created in [from, before), newest first.
  public func stories(by author: UserID, from: SimTime, before: SimTime) -> [PastPost] {
    sorted(stories, author, stories.window(from: from, before: before))
  }

  private func sorted(_ blocks: CatalogueBlocks, _ author: UserID, _ window: CatalogueWindow) -> [PastPost] {
    let classIndex = Int(classifier.posterClass(author.value))
    if classIndex == 0 || window.mostPosts == 0 { return [] }
    let found = [PastPost](unsafeUninitializedCapacity: window.mostPosts) { buffer, count in
      count = blocks.read(author.value, classIndex: classIndex, window, into: buffer.baseAddress!)
    }
    return found.sorted { ($1.time, $0.post) < ($0.time, $1.post) }
  }

  /// When a post or story of the catalogue was created; traps on posts of the run and on authors who never post.
  public func createdAt(_ post: PostID) -> SimTime {
    precondition(!post.isOfRun, "post \(post.value) is of the run, not of the catalogue")
    let classIndex = Int(classifier.posterClass(post.author.value))
    precondition(classIndex > 0, "user \(post.author.value) posts nothing, so post \(post.value) does not exist")
    return (post.isStory ? stories : posts).createdAt(post, classIndex: classIndex)
  }
}
