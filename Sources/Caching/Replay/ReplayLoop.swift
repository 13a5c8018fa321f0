import Simulator

/// A replay of one policy behind one rule. Made by a generic function, so that the loop is compiled for both: methods
/// of generic classes are not.
struct ReplayLoop {
  let advance: (UnsafeBufferPointer<TraceRequest>, UnsafePointer<UInt32>?, Bool, inout ReplayCounts) -> Void
  let checkInvariants: () -> Void
  let release: () -> Void

  init<Policy: EvictionPolicy & ~Copyable, Rule: AdmissionRule & ~Copyable>(
    _: Policy.Type, _ admission: consuming Rule, _ limits: CacheLimits
  ) where Policy.Key == UInt32, Rule.Key == UInt32 {
    let policy = placed(Policy(limits))
    let rule = placed(admission)
    advance = { requests, nextUses, ignoresSize, counts in
      guard let first = requests.baseAddress else { return }
      let source = RequestSource(requests: first, nextUses: nextUses, ignoresSize: ignoresSize)
      // On the stack for the length of a chunk: nobody else can change it there.
      var ownPolicy = policy.move()
      var ownRule = rule.move()
      let evictionsBefore = ownPolicy.evictions
      replay(&ownPolicy, &ownRule, source, count: requests.count, &counts)
      counts.evictions += ownPolicy.evictions - evictionsBefore
      policy.initialize(to: ownPolicy)
      rule.initialize(to: ownRule)
    }
    checkInvariants = { policy.pointee.checkInvariants() }
    release = {
      free(policy)
      free(rule)
    }
  }
}

private func replay<Policy: EvictionPolicy & ~Copyable, Rule: AdmissionRule & ~Copyable>(
  _ policy: inout Policy, _ rule: inout Rule, _ source: RequestSource, count: Int, _ counts: inout ReplayCounts
) where Policy.Key == UInt32, Rule.Key == UInt32 {
  var (misses, requestedBytes, missedBytes, bypassed) = (0 as Int64, 0 as Int64, 0 as Int64, 0 as Int64)
  // Dense ids tell where a request will read: its slot is asked for 24 requests ahead, its record 12.
  let last = count &- 1
  for position in 0..<count {
    policy.prefetchPlace(source.requests[min(position &+ 24, last)].object)
    policy.prefetchRecord(source.requests[min(position &+ 12, last)].object)
    let request = source.request(position)
    requestedBytes &+= Int64(request.sizeBytes)
    rule.observe(request)
    if policy.find(request) { continue }
    misses &+= 1
    missedBytes &+= Int64(request.sizeBytes)
    if !rule.admits(request, storedBytes: policy.storedBytes, nextToLeave: policy.nextToLeave)
      || !policy.insert(request)
    {
      bypassed &+= 1
    }
  }
  counts.requests += Int64(count)
  counts.misses += misses
  counts.requestedBytes += requestedBytes
  counts.missedBytes += missedBytes
  counts.bypassed += bypassed
}

/// How a policy sees the requests of a chunk.
private struct RequestSource {
  let requests: UnsafePointer<TraceRequest>
  let nextUses: UnsafePointer<UInt32>?
  /// A size is masked and joined with a unit, so that sizes can be ignored without a branch.
  private let sizeMask: UInt32
  private let sizeUnit: UInt32

  init(requests: UnsafePointer<TraceRequest>, nextUses: UnsafePointer<UInt32>?, ignoresSize: Bool) {
    self.requests = requests
    self.nextUses = nextUses
    (sizeMask, sizeUnit) = ignoresSize ? (0, 1) : (.max, 0)
  }

  @inline(__always) func request(_ position: Int) -> CacheRequest<UInt32> {
    let request = requests[position]
    var nextUse = UInt32.max
    if let nextUses { nextUse = nextUses[position] }
    return CacheRequest(
      request.object, sizeBytes: request.sizeBytes & sizeMask | sizeUnit,
      nextUse: nextUse == .max ? .max : UInt64(nextUse))
  }
}
