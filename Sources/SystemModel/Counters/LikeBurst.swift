import Glibc
import Simulator
import Workloads

/// The likes that a scenario's celebrity post draws: full rate in every region, thinned by exp(−0.4 t^0.4).
///
/// One of `slice` comes as a whole request, the others stand for viewers left out and enter at the counter.
struct LikeBurst {
  var post = PostID(0)
  var startedAt = SimTime.distantFuture
  var number: UInt64 = 0
}

extension RegionalPlatform {
  /// The celebrity's home region posts when the event is due; a burst starts in each region as the post arrives there.
  mutating func scheduleBursts(_ kernel: inout EngineKernel) {
    for index in world.inputs.celebrityPosts.indices {
      let event = world.inputs.celebrityPosts[index]
      let author = UserID(UInt32(event.celebrity - 1))
      bursts.append(LikeBurst())
      if world.geography.region(of: author) == region {
        kernel.schedule(at: .zero + event.at, kind: EventKind.celebrityPosts.rawValue, slot: UInt32(index))
      }
    }
  }

  /// The burst's post is known here: likes begin.
  mutating func startBurst(_ index: UInt32, post: PostID, _ kernel: inout EngineKernel) {
    bursts[Int(index)].post = post
    bursts[Int(index)].startedAt = kernel.now
    counters.watch.follow(post, ofEvent: Int(index))
    scheduleBurstLike(index, &kernel)
  }

  mutating func burstLikeArrives(_ index: UInt32, _ kernel: inout EngineKernel) {
    let event = world.inputs.celebrityPosts[Int(index)]
    let burst = bursts[Int(index)]
    bursts[Int(index)].number += 1
    let hours = (kernel.now - burst.startedAt).seconds / 3_600
    let attention = event.decays ? exp(-0.4 * pow(hours, 0.4)) : 1
    let identity = Draws.mix(burst.post.value &+ burst.number ^ UInt64(region) << 60)
    if burstDraws.unit(identity, 1) < attention {
      if burstDraws.unit(identity, 2) < world.keptShare(of: region) {
        let edge = UInt16(burstDraws.index(UInt64(keptPops.count), identity, 4))
        let viewer = world.population.activeUser(ofPop: keptPops[Int(edge)], burstDraws, identity)
        let link = world.population.link(viewer, session: identity)
        let action = PendingAction(
          counter: .likes(of: burst.post), identity: identity, roundTrip: apiRoundTrip(link, edge: edge), user: viewer)
        likeLater(action, at: kernel.now, echoes: false, &kernel)
      } else {
        startBackgroundLike(burst.post, identity: identity, at: kernel.now, &kernel)
      }
    }
    scheduleBurstLike(index, &kernel)
  }

  private mutating func scheduleBurstLike(_ index: UInt32, _ kernel: inout EngineKernel) {
    let rate = world.inputs.celebrityPosts[Int(index)].likesPerSecond * world.userShare(of: region)
    if rate <= 0 { return }
    let identity = Draws.mix(bursts[Int(index)].post.value &+ bursts[Int(index)].number ^ UInt64(region) << 60)
    let gap = SimDuration(seconds: -log(burstDraws.unit(identity, 3)) / rate)
    kernel.schedule(after: gap, kind: EventKind.burstLikeArrives.rawValue, slot: index)
  }
}
