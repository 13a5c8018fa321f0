import Simulator

/// The past: posts and stories from before t = 0, none of them stored, at the rates of the run.
///
/// Each author's time is cut into blocks of a class-dependent length; one draw gives a block's number of posts (Poisson)
/// and one more each post's instant in it, so an author's posts are a Poisson process and a post's age is O(1) from its id.
/// Not modelled: the daily curve of the past, and posts that were deleted.
public struct PostCatalogue: Sendable {
  private let population: Population
  private let posts: CatalogueBlocks
  private let stories: CatalogueBlocks

  public init(population: Population, draws: Draws) {
    self.population = population
    posts = CatalogueBlocks(
      ratesPerDay: population.classes.postsPerDay, isStory: false, draws: draws.purpose("catalogue.posts"))
    stories = CatalogueBlocks(
      ratesPerDay: population.classes.storiesPerDay, isStory: true, draws: draws.purpose("catalogue.stories"))
  }

  /// Posts by `author` created in [from, before), newest first, until `body` returns false. `before` beyond 0 counts as 0.
  public func forEachPost(
    by author: UserID, from: SimTime, before: SimTime, _ body: (PostID, SimTime) -> Bool
  ) {
    guard let index = population.postingClass(author) else { return }
    posts.forEach(by: author, classIndex: index, from: from, before: before, body)
  }

  /// Stories by `author` created in [from, before), newest first, until `body` returns false.
  public func forEachStory(
    by author: UserID, from: SimTime, before: SimTime, _ body: (PostID, SimTime) -> Bool
  ) {
    guard let index = population.postingClass(author) else { return }
    stories.forEach(by: author, classIndex: index, from: from, before: before, body)
  }

  /// When a post or story of the catalogue was created; traps on posts of the run and on authors who never post.
  public func createdAt(_ post: PostID) -> SimTime {
    precondition(!post.isOfRun, "post \(post.value) is of the run, not of the catalogue")
    guard let index = population.postingClass(post.author) else {
      preconditionFailure("user \(post.author.value) posts nothing, so post \(post.value) does not exist")
    }
    return (post.isStory ? stories : posts).createdAt(post, classIndex: index)
  }
}
