import Simulator
import Workloads

/// Likes: one of each user and post counts, however often it is sent; it may be taken back.
extension RegionalPlatform {
  /// The phone sends a like at `time`; the request reaches the gateway half a round trip later.
  mutating func likeLater(
    _ action: PendingAction, at time: SimTime, echoes: Bool = true, _ kernel: inout EngineKernel
  ) {
    send(action, at: time, &kernel)
    if world.sessions.tapsTwice(action.identity) {
      var again = action
      again.identity = Draws.mix(action.identity &+ 2)
      send(again, at: time + Self.betweenTaps, &kernel)
    }
    if echoes { echoLikes(PostID(action.counter.subject), identity: action.identity, from: time, &kernel) }
  }

  /// A second tap comes so soon that the first has not been answered on most networks.
  private static var betweenTaps: SimDuration { .milliseconds(200) }

  private mutating func send(_ action: PendingAction, at time: SimTime, _ kernel: inout EngineKernel) {
    let slot = pendingActions.insert(action)
    kernel.schedule(at: time + action.roundTrip.half, kind: EventKind.countRequest.rawValue, slot: slot)
  }

  /// Some users take a like back, once it is on the screen.
  mutating func reconsider(_ like: CountRequest, at time: SimTime, _ kernel: inout EngineKernel) {
    guard let pause = world.sessions.unlikes(like.header.identity) else { return }
    var action = PendingAction(
      counter: like.counter, identity: Draws.mix(like.header.identity &+ 1), roundTrip: like.roundTrip, user: like.user)
    action.amount = -1
    send(action, at: time + pause, &kernel)
  }

  /// A like on a post that can become hot stands, in a slice, for those of the viewers left out: each comes at its own
  /// moment within the next 20 s, straight at the counter.
  private mutating func echoLikes(
    _ post: PostID, identity: UInt64, from time: SimTime, _ kernel: inout EngineKernel
  ) {
    if echoFactor <= 0 || !world.isPulled(post.author) { return }
    let echoes = Int(echoFactor) + (echoDraws.unit(identity) < echoFactor - echoFactor.rounded(.down) ? 1 : 0)
    for echo in 0..<echoes {
      let delay = SimDuration(seconds: 20 * echoDraws.unit(identity, UInt64(echo) + 1))
      startBackgroundLike(post, identity: Draws.mix(identity &+ UInt64(echo) + 1), at: time + delay, &kernel)
    }
  }

  mutating func startBackgroundLike(
    _ post: PostID, identity: UInt64, at time: SimTime, _ kernel: inout EngineKernel
  ) {
    measures.count(.backgroundLikes)
    let user = UserID(UInt32(truncatingIfNeeded: identity >> 32))
    countInBackground(.likes(of: post), by: user, identity: identity, at: time, &kernel)
  }
}

/// Who likes which post and follows whom, of the run: the unique key of the table of likes, kept in the viewer's region.
///
/// It costs no time of its own, as SADD beside INCR. Likes and follows of the past are not in it.
struct LikeSet: ~Copyable {
  private var index: FlatMap

  init(reserving likes: Int) { index = FlatMap(reserving: likes) }

  var count: Int { index.count }

  @inline(__always) func prefetch(_ request: CountRequest) { index.prefetch(Self.key(request)) }

  /// Takes a like or follow in, or a taken-back one out; false when it changes nothing. Other changes are admitted always.
  mutating func admits(_ request: CountRequest) -> Bool {
    if !Self.isUnique(request) { return true }
    return request.amount > 0
      ? index.findOrInsert(Self.key(request), 1).isNew : index.remove(Self.key(request)) != nil
  }

  /// The change was given up after all: a like may be sent again.
  mutating func forget(_ request: CountRequest) {
    if Self.isUnique(request) && request.amount > 0 { index.remove(Self.key(request)) }
  }

  private static func isUnique(_ request: CountRequest) -> Bool {
    !request.isBackground && (request.counter.kind == .likes || request.counter.kind == .followers)
  }

  private static func key(_ request: CountRequest) -> UInt64 {
    Draws.mix(request.counter.key ^ UInt64(request.user.value) &* 0x9E37_79B9_7F4A_7C15)
  }
}
