/// Mean rates per second that the parameters ask for, before any load shape: what a run is measured against.
public struct TargetRates: Sendable {
  public let dailyUsers: Double
  public let sessions: Double
  public let pages: Double
  public let feedImages: Double
  public let storyFrames: Double
  public let likes: Double
  public let comments: Double
  public let posts: Double
  public let storyPosts: Double

  public init(_ population: PopulationParameters, _ sessionParameters: SessionParameters) {
    let secondsPerDay = 86_400.0
    dailyUsers = Double(population.users) * population.dailyActiveShare
    sessions = dailyUsers * population.opensPerDay / secondsPerDay
    pages = sessions * sessionParameters.pagesPerSession
    feedImages = pages * Double(sessionParameters.imagesPerPage)
    storyFrames = sessions * sessionParameters.storyFramesPerSession
    likes = pages * sessionParameters.likesPerPage
    comments = pages * sessionParameters.commentsPerPage
    posts = dailyUsers * population.postsPerDay / secondsPerDay
    storyPosts = dailyUsers * population.storiesPerDay / secondsPerDay
  }
}
