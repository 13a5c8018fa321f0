import Simulator
import Testing
import Workloads

@testable import SystemModel

/// Random lives of stories through index, passes and lifecycle rule, against a list of what must be there.
@Suite struct StorySweeperTests {
  #if DEBUG
    static let seeds = 0..<200 as Range<UInt64>
  #else
    static let seeds = 0..<3_000 as Range<UInt64>
  #endif

  /// A live story keeps its row and objects, a highlight for ever; what has expired goes in the end, never before.
  @Test func nothingGoesEarlyAndEverythingGoesInTheEnd() {
    for seed in Self.seeds {
      let draws = Draws(seed: seed, replication: 31)
      var parameters = StoryParameters()
      parameters.timeToLive = .seconds(2 + Int64(draws.index(20, 1)))
      parameters.sweeper.index = ExpiryIndexKind.allCases[Int(seed % 3)]
      parameters.sweeper.precision = [.milliseconds(10), .seconds(1), .seconds(7)][Int(draws.index(3, 2))]
      if draws.index(2, 3) == 0 { parameters.sweeper.rowsPerSecond = 0.3 + 20 * draws.unit(4) }
      parameters.sweeper.compactionInterval = .seconds(1 + Int64(draws.index(30, 5)))
      var lives = StoryLives(parameters, seed: seed)
      for step in 0..<80 as Range<UInt64> { lives.step(step, draws) }
      lives.end()
    }
  }

  /// Over any span no more rows are taken than the limit allows, and all of that while there is a backlog.
  @Test func theRateLimitHoldsAndIsUsed() {
    var parameters = StoryParameters()
    parameters.sweepInterval = .milliseconds(250)
    parameters.sweeper.precision = .milliseconds(1)
    parameters.sweeper.rowsPerSecond = 37
    var sweeper = StorySweeper(parameters)
    for _ in 0..<5_000 { sweeper.expirePast(at: .zero + .milliseconds(1)) }
    var taken: [Int] = []
    for pass in 1...400 as ClosedRange<Int64> {
      sweeper.rows.removeAll()
      sweeper.collect(1_000, at: .zero + .milliseconds(250 * pass))
      let count = sweeper.rows.count
      taken.append(count)
    }
    #expect(taken.reduce(0, +) == 37 * 100)
    #expect(taken.max()! <= 10)
    let behind = sweeper.behind.longest(at: .zero + .seconds(100))
    #expect(behind == .milliseconds(99_750))
  }

  @Test func latenessReachesBeyondAnHour() {
    var histogram = LatenessHistogram()
    for hour in 1...100 as ClosedRange<Int64> { histogram.record(.hours(hour)) }
    let median = histogram.percentile(50)!.seconds / 3_600
    #expect(abs(median - 50) < 0.1 && histogram.maximum == .hours(100) && histogram.count == 100)
  }
}

/// Stories with three objects each, the sweeper and the store that hold them, and what must be there.
private struct StoryLives: ~Copyable {
  private struct Shadow {
    var story: PostID
    var due: SimTime
    var ticket: UInt64
    var isHighlight = false
    var hasExpired = false
  }

  private let seed: UInt64
  private let timeToLive: SimDuration
  private var sweeper: StorySweeper
  private var objects = ObjectStore(reserving: 64)
  private var stories: [Shadow] = []
  private var sweptRows: [UInt64] = []
  private var now = SimTime.zero
  private var pastExpired = 0

  init(_ parameters: StoryParameters, seed: UInt64) {
    self.seed = seed
    timeToLive = parameters.timeToLive
    sweeper = StorySweeper(parameters)
  }

  mutating func step(_ step: UInt64, _ draws: Draws) {
    advance(.milliseconds(Int64(draws.index(900, step, 10))))
    switch draws.index(8, step, 11) {
    case 0..<3: publish(UInt32(step))
    case 3: keepOne(draws.bits(step, 12))
    case 4:
      sweeper.expirePast(at: now)
      pastExpired += 1
    case 5, 6: pass(1 + Int(draws.index(6, step, 13)))
    default: ruleActs()
    }
    for shadow in stories where !shadow.hasExpired || shadow.isHighlight {
      let found = objectCount(shadow.story)
      #expect(found == 3, "seed \(seed), step \(step): story \(shadow.story.value) has lost objects")
    }
  }

  /// Long after: every row is swept, every object removed, every highlight there.
  mutating func end() {
    advance(.days(2))
    for _ in 0..<100 {
      advance(.days(1))
      pass(1_000)
    }
    ruleActs()
    let rows = Set(sweptRows)
    let mortal = stories.count { !$0.isHighlight }
    #expect(rows.count == sweptRows.count && sweptRows.count == mortal + pastExpired, "seed \(seed): rows are left")
    for shadow in stories {
      let (isSwept, found) = (rows.contains(shadow.story.value), objectCount(shadow.story))
      #expect(isSwept != shadow.isHighlight, "seed \(seed): \(shadow) and its row")
      #expect(found == (shadow.isHighlight ? 3 : 0), "seed \(seed): \(shadow) and its objects")
    }
    let (rest, level, removed) = (sweeper.index.count, sweeper.leaked.level, objects.removedObjects)
    #expect(rest == 0 && level == 0 && removed == Int64(3 * mortal), "seed \(seed)")
  }

  private mutating func advance(_ span: SimDuration) {
    now = now + span
    for place in stories.indices where stories[place].due <= now && !stories[place].hasExpired {
      stories[place].hasExpired = true
      if !stories[place].isHighlight { sweeper.expire(stories[place].story, at: now) }
    }
  }

  private mutating func publish(_ number: UInt32) {
    let story = PostID.runStory(author: UserID(number), ordinal: number)
    for object in 0..<3 { objects.put(key(story, object), sizeBytes: 10) }
    let ticket = sweeper.publish(story.value, due: now + timeToLive)
    stories.append(Shadow(story: story, due: now + timeToLive, ticket: ticket))
  }

  private mutating func keepOne(_ bits: UInt64) {
    let live = stories.indices.filter { !stories[$0].hasExpired && !stories[$0].isHighlight }
    if live.isEmpty { return }
    let place = live[Int(bits % UInt64(live.count))]
    let isKept = sweeper.keep(stories[place].story, due: stories[place].due, ticket: stories[place].ticket)
    #expect(isKept, "seed \(seed): a live story's row is gone")
    stories[place].isHighlight = true
  }

  private mutating func pass(_ most: Int) {
    sweeper.rows.removeAll()
    sweeper.collect(most, at: now)
    let rows = sweeper.rows
    let early = rows.count { $0.due > now }
    #expect(rows.count <= most && early == 0, "seed \(seed): a pass took \(rows.count) rows, \(early) too early")
    for row in rows { sweptRows.append(row.key) }
    sweeper.deleted(rows.count, at: now)
  }

  private mutating func ruleActs() {
    for story in sweeper.expiredObjects {
      for object in 0..<3 { objects.remove(key(story, object)) }
    }
    sweeper.objectsRemoved()
  }

  private func key(_ story: PostID, _ object: Int) -> UInt64 { Draws.mix(story.value &* 8 &+ UInt64(object)) }

  private func objectCount(_ story: PostID) -> Int {
    var found = 0
    for object in 0..<3 where objects.contains(key(story, object)) { found += 1 }
    return found
  }
}
