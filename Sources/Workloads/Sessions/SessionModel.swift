import Glibc
import Simulator

/// What one session will do if the platform answers: decided at its start, equal in all variants.
public struct SessionPlan: Sendable, Equatable {
  /// Feed pages, at least 1.
  public let pages: Int
  public let storyFrames: Int
}

/// Sessions as pure functions of (user, session): partly open load, in which arrivals ignore the platform and the steps
/// of a session wait for its answers.
///
/// Not modelled: sessions cut short by slowness, and a user's change of habit over the day.
public struct SessionModel: Sendable {
  public let imagesPerPage: Int
  public let profiles: ProfileVisits
  /// Earlier sessions that a phone which keeps images remembers.
  public let phoneDepth: Int
  private let pages: GeometricCount
  private let storyFrames: GeometricCount
  private let storyShare: Double
  private let likeProbability: Double
  private let doubleTapShare: Double
  private let unlikeShare: Double
  private let followShare: Double
  private let commentProbability: Double
  private let pageThinkTime: DurationSampler
  private let storyFrameTime: DurationSampler
  private let betweenOpens: DurationSampler
  private let planDraws: Draws
  private let thinkDraws: Draws
  private let storyDraws: Draws
  private let likeDraws: Draws
  private let commentDraws: Draws
  private let openDraws: Draws
  private let secondThoughts: Draws

  /// `opensPerDay` (per daily user) sets the time between opens.
  public init(_ p: SessionParameters, opensPerDay: Double = PopulationParameters().opensPerDay, draws: Draws) {
    imagesPerPage = p.imagesPerPage
    profiles = ProfileVisits(p, draws: draws)
    phoneDepth = p.phoneDepth
    pages = GeometricCount(mean: p.pagesPerSession)
    // Fewer than one frame per watching session is not possible: then fewer sessions watch.
    storyShare = min(p.storyShare, p.storyFramesPerSession)
    storyFrames = GeometricCount(mean: storyShare == 0 ? 1 : p.storyFramesPerSession / storyShare)
    likeProbability = min(1, p.likesPerPage / Double(p.imagesPerPage))
    commentProbability = min(1, p.commentsPerPage / Double(p.imagesPerPage))
    (doubleTapShare, unlikeShare, followShare) = (p.doubleTapShare, p.unlikeShare, p.followsPerSession)
    pageThinkTime = p.pageThinkTime.sampler
    storyFrameTime = p.storyFrameTime.sampler
    let meanBetweenOpens = opensPerDay > 0 ? SimDuration(seconds: 86_400 / opensPerDay) : .days(365)
    betweenOpens = DurationDistribution.exponential(mean: meanBetweenOpens).sampler
    planDraws = draws.purpose("session.plan")
    thinkDraws = draws.purpose("session.think")
    storyDraws = draws.purpose("session.storyFrame")
    likeDraws = draws.purpose("session.like")
    commentDraws = draws.purpose("session.comment")
    openDraws = draws.purpose("session.open")
    secondThoughts = draws.purpose("session.secondThoughts")
  }

  public func plan(user: UserID, session: UInt64) -> SessionPlan {
    let entity = SessionKey.entity(user, session)
    let watches = planDraws.unit(entity, 1) < storyShare
    return SessionPlan(
      pages: pages.sample(planDraws.unit(entity)),
      storyFrames: watches ? storyFrames.sample(planDraws.unit(entity, 2)) : 0)
  }

  /// Time spent on feed page number `step`, from 0.
  public func thinkTime(user: UserID, session: UInt64, step: Int) -> SimDuration {
    pageThinkTime.sample(thinkDraws.unit(SessionKey.entity(user, session), UInt64(step)))
  }

  /// Time spent on story frame number `frame`, from 0.
  public func storyFrameTime(user: UserID, session: UInt64, frame: Int) -> SimDuration {
    storyFrameTime.sample(storyDraws.unit(SessionKey.entity(user, session), UInt64(frame)))
  }

  /// Whether the user likes the photo at `position` (from 0) of a feed page (from 0), and whether they comment on it.
  public func reaction(user: UserID, session: UInt64, page: Int, position: Int) -> (likes: Bool, comments: Bool) {
    let entity = SessionKey.entity(user, session)
    let ordinal = UInt64(page) << 16 | UInt64(position)
    return (
      likeDraws.unit(entity, ordinal) < likeProbability, commentDraws.unit(entity, ordinal) < commentProbability
    )
  }

  /// Whether the phone sends this like twice.
  public func tapsTwice(_ like: UInt64) -> Bool {
    doubleTapShare > 0 && secondThoughts.unit(like) < doubleTapShare
  }

  /// After how long this like is taken back; nil when it stays. The mean is 5 s, assumed.
  public func unlikes(_ like: UInt64) -> SimDuration? {
    if unlikeShare == 0 || secondThoughts.unit(like, 1) >= unlikeShare { return nil }
    return SimDuration(seconds: -5 * log(secondThoughts.unit(like, 2)))
  }

  /// Whether the user follows an account in this session.
  public func follows(_ session: UInt64) -> Bool { followShare > 0 && secondThoughts.unit(session, 3) < followShare }

  /// Time since this user's previous open. Opens of a user are a Poisson process, so it is exponential with the mean
  /// between opens and independent of this session.
  public func sincePreviousOpen(user: UserID, session: UInt64) -> SimDuration {
    betweenOpens.sample(openDraws.unit(SessionKey.entity(user, session)))
  }
}

/// Geometric number on 1, 2, … with a given mean, by inversion.
struct GeometricCount: Sendable {
  /// 1 / ln(1 − p) with p = 1 / mean; 0 for a mean of 1.
  private let factor: Double

  init(mean: Double) {
    precondition(mean >= 1, "a count of at least one has a mean of at least one, got \(mean)")
    factor = mean > 1 ? 1 / log1p(-1 / mean) : 0
  }

  func sample(_ unit: Double) -> Int { 1 + Int(log(unit) * factor) }
}
