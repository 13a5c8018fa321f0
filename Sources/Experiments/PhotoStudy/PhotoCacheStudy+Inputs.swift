import Simulator
import SystemModel

extension PhotoCacheStudy {
  /// The platform of the study, equal to scenarios/photo-cache-study.yaml (a test compares them), where each choice has its
  /// reason. No number belongs to a photo.
  public static let inputs: PlatformInputs = {
    var inputs = PlatformInputs()
    inputs.geography.edgePopsPerRegion = 2
    inputs.population.users = 20_000
    inputs.population.dailyActiveShare = 0.6
    inputs.population.opensPerDay = 6
    inputs.population.postsPerDay = 0.2
    inputs.population.storiesPerDay = 0
    inputs.population.largeScreenShare = 0.25
    inputs.graph.meanFollowees = 150
    inputs.graph.mutualShare = 0.2
    inputs.graph.followerSpread = 2.5
    inputs.graph.tailExponent = 1.01
    inputs.graph.secondShare = 0.28
    inputs.graph.topExponent = 0.1
    inputs.session.pagesPerSession = 5
    inputs.session.imagesPerPage = 6
    inputs.session.storyFramesPerSession = 0
    inputs.session.profileVisits = 0.35
    inputs.session.profileFromFeed = 0.2
    inputs.session.profileGridShare = 0
    inputs.session.profileFirstScreen = 2
    inputs.session.profileDepthExponent = 0.8
    inputs.session.profileOpens = 1
    inputs.session.phoneDepth = 4
    inputs.platform.delivery.edgePolicy = .fifo
    inputs.platform.delivery.strayShare = 0
    return inputs
  }()
}
