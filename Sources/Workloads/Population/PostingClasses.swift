/// How often a user posts: four discrete classes. Followers' feeds, authors' draws and the back catalogue share them.
struct PostingClasses: Sendable {
  static let count = 4
  /// Rates relative to the weekly class. With the default shares 20 / 50 / 25 / 5 % the mean is 0.3168 posts a day when
  /// the weekly class posts 1/7 a day, so that both published figures hold.
  static let relativeRates = [0.0, 1.0, 3.0, 19.4]

  /// Upper bounds of the first three classes on 32 random bits.
  let thresholds: (UInt32, UInt32, UInt32)
  /// Posts and story posts per day of each class.
  let postsPerDay: [Double]
  let storiesPerDay: [Double]
  /// Rate of each class relative to the highest, for acceptance.
  let acceptance: [Double]

  init(_ p: PopulationParameters) {
    let named = p.silentShare + p.weeklyShare + p.frequentShare
    let scale = named > 1 ? 1 / named : 1
    let silent = p.silentShare * scale
    let weekly = p.weeklyShare * scale
    let frequent = p.frequentShare * scale
    thresholds = (
      PostingClasses.bits(silent), PostingClasses.bits(silent + weekly), PostingClasses.bits(silent + weekly + frequent)
    )
    let top = PostingClasses.relativeRates[3]
    let ordinary = weekly + 3 * frequent + top * max(0, 1 - silent - weekly - frequent)
    let celebrityShare = Double(p.effectiveCelebrities) / Double(p.users)
    let meanRelative = celebrityShare * top + (1 - celebrityShare) * p.dailyActiveShare * ordinary
    let unit = p.dailyActiveShare / meanRelative
    postsPerDay = PostingClasses.relativeRates.map { $0 * unit * p.postsPerDay }
    storiesPerDay = PostingClasses.relativeRates.map { $0 * unit * p.storiesPerDay }
    acceptance = PostingClasses.relativeRates.map { $0 / top }
  }

  @inline(__always) func index(_ bits: UInt32) -> Int {
    (bits >= thresholds.0 ? 1 : 0) + (bits >= thresholds.1 ? 1 : 0) + (bits >= thresholds.2 ? 1 : 0)
  }

  private static func bits(_ share: Double) -> UInt32 { UInt32(min(share * 0x1p32, 0xFFFF_FFFF)) }
}
