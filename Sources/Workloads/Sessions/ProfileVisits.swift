import Glibc
import Simulator

/// One visit of a profile: its photos, newest first, as a grid of thumbnails or a column, of which one may be opened.
public struct ProfileVisit: Sendable, Equatable {
  /// To the author of a displayed post; otherwise to a followee drawn by affinity.
  public let comesFromFeed: Bool
  /// Thumbnails, rather than photos in the size of the feed.
  public let isGrid: Bool
  /// Photos scrolled to; a profile with fewer shows fewer.
  public let depth: Int
  /// Place of the photo that is opened in full; nil for none.
  public let opened: Int?
}

/// Visits to profiles as pure functions of (user, session, number): how many, how deep, and what is opened.
///
/// Not modelled: albums as collections, and search inside a profile.
public struct ProfileVisits: Sendable {
  /// Deepest scroll, in photos.
  public static let mostPhotos = 2_000

  public let history: SimDuration
  public let isOff: Bool
  private let visits: GeometricCount
  private let fromFeed: Double
  private let gridShare: Double
  private let firstScreen: Double
  private let depthPower: Double
  private let opens: Double
  private let draws: Draws

  init(_ p: SessionParameters, draws: Draws) {
    history = p.profileHistory
    isOff = p.profileVisits == 0
    visits = GeometricCount(mean: 1 + p.profileVisits)
    fromFeed = p.profileFromFeed
    gridShare = p.profileGridShare
    firstScreen = Double(p.profileFirstScreen)
    depthPower = -1 / p.profileDepthExponent
    opens = p.profileOpens
    self.draws = draws.purpose("session.profile")
  }

  public func count(user: UserID, session: UInt64) -> Int {
    isOff ? 0 : visits.sample(draws.unit(SessionKey.entity(user, session))) - 1
  }

  /// Visit `number` of a session, from 0.
  public func visit(user: UserID, session: UInt64, number: Int) -> ProfileVisit {
    let own = drawsOfVisit(user, session, number)
    let depth = Int(min(firstScreen * pow(own.unit(1), depthPower), Double(Self.mostPhotos)))
    let isGrid = own.unit(4) < gridShare
    let isOpened = own.unit(2) < opens
    return ProfileVisit(
      comesFromFeed: own.unit(0) < fromFeed, isGrid: isGrid, depth: depth,
      opened: isOpened ? Int(own.index(UInt64(depth), 3)) : nil)
  }

  /// Random numbers by which the visit's profile is chosen, by ordinal from 0.
  public func choice(user: UserID, session: UInt64, number: Int, _ ordinal: UInt64) -> Double {
    drawsOfVisit(user, session, number).unit(16 + ordinal)
  }

  private func drawsOfVisit(_ user: UserID, _ session: UInt64, _ number: Int) -> EntityDraws {
    draws.entity(SessionKey.entity(user, session) ^ UInt64(number + 1) << 32)
  }
}
