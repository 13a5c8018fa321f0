/// Replays a trace of dense ids through one cache, chunk after chunk, from any thread but one at a time.
public final class CacheReplay {
  public let plan: ReplayPlan
  private let loop: ReplayLoop
  /// What was counted after the warm-up so far.
  public private(set) var counts = ReplayCounts()
  private var warmUpLeft: Int

  public init(_ plan: ReplayPlan) {
    self.plan = plan
    loop = Self.loop(plan.policy, plan.admission, plan.limits)
    warmUpLeft = plan.warmUpRequests
  }

  deinit { loop.release() }

  /// Belady's policy must know when each object comes again.
  public static func needsNextUses(_ policy: PolicyName) -> Bool { policy == .belady }

  /// Replays the next requests of the trace. `nextUses[i]` is the number in the whole trace of the next request for the
  /// object of `requests[i]`, `.max` when there is none; only Belady's policy asks for it.
  public func advance(_ requests: UnsafeBufferPointer<TraceRequest>, nextUses: UnsafePointer<UInt32>? = nil) {
    precondition(!Self.needsNextUses(plan.policy) || nextUses != nil, "Belady's policy needs the next uses")
    let future = Self.needsNextUses(plan.policy) ? nextUses : nil
    let warmUp = min(warmUpLeft, requests.count)
    if warmUp > 0 {
      var uncounted = ReplayCounts()
      loop.advance(
        UnsafeBufferPointer(rebasing: requests[..<warmUp]), future, plan.ignoresSize, &uncounted)
      warmUpLeft -= warmUp
    }
    let counted = UnsafeBufferPointer(rebasing: requests[warmUp...])
    loop.advance(counted, future.map { $0 + warmUp }, plan.ignoresSize, &counts)
  }

  /// Recounts objects and bytes and walks the links; traps on a broken one.
  public func checkInvariants() { loop.checkInvariants() }

  private static func loop(_ policy: PolicyName, _ admission: AdmissionName, _ limits: CacheLimits) -> ReplayLoop {
    switch policy {
    case .fifo: admitted(FIFO<DenseTable>.self, admission, limits)
    case .lru: admitted(LRU<DenseTable>.self, admission, limits)
    case .clock: admitted(CLOCK<DenseTable>.self, admission, limits)
    case .sieve: admitted(SIEVE<DenseTable>.self, admission, limits)
    case .s3fifo: admitted(S3FIFO<DenseTable>.self, admission, limits)
    case .lfu: admitted(LFU<DenseTable>.self, admission, limits)
    case .slru: admitted(SLRU<DenseTable>.self, admission, limits)
    case .s4lru: admitted(S4LRU<DenseTable>.self, admission, limits)
    case .twoQ: admitted(TwoQ<DenseTable>.self, admission, limits)
    case .arc: admitted(ARC<DenseTable>.self, admission, limits)
    case .lirs where limits.isCompatible: admitted(CompatibleLIRS<DenseTable>.self, admission, limits)
    case .lirs: admitted(LIRS<DenseTable>.self, admission, limits)
    case .lruK: admitted(LRUK<DenseTable>.self, admission, limits)
    case .gdsf: admitted(GDSF<DenseTable>.self, admission, limits)
    case .wTinyLFU: admitted(WTinyLFU<DenseTable>.self, admission, limits)
    case .hyperbolic: admitted(Hyperbolic<DenseTable>.self, admission, limits)
    case .belady: admitted(Belady<DenseTable>.self, admission, limits)
    case .infinite: admitted(Infinite<DenseTable>.self, admission, limits)
    }
  }

  private static func admitted<Policy: EvictionPolicy & ~Copyable>(
    _: Policy.Type, _ admission: AdmissionName, _ limits: CacheLimits
  ) -> ReplayLoop where Policy.Key == UInt32 {
    admission == .all
      ? ReplayLoop(Policy.self, AdmitAll<UInt32>(limits), limits)
      : ReplayLoop(Policy.self, ChosenRule<DenseTable>(admission, limits), limits)
  }
}

extension CacheReplay: @unchecked Sendable {}
