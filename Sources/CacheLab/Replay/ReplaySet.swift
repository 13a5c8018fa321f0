import Caching
import Dispatch
import Synchronization

/// Replays of one trace through several caches, side by side on as many threads as are asked for.
public struct ReplaySet: Sendable {
  public var plans: [ReplayPlan]
  public var threads = 1

  /// Requests between two reports of progress.
  static let chunkRequests = 1 << 18

  public init(_ plans: [ReplayPlan], threads: Int = 1) {
    self.plans = plans
    self.threads = threads
  }

  /// Requests that `run` replays, all plans together.
  public func work(over trace: DenseTrace) -> Int { plans.count * trace.requests.count }

  /// One result per plan, the same for any number of threads. `progress` gets the requests replayed so far, from any thread, and
  /// says whether to go on; nil when it did not.
  public func run(over trace: DenseTrace, progress: @Sendable (Int) -> Bool = { _ in true }) -> [ReplayCounts]? {
    if plans.isEmpty { return [] }
    let nextUses = plans.contains { $0.policy == .belady } ? trace.nextUses() : []
    let order = longestFirst
    let next = Atomic(0)
    let done = Atomic(0)
    let isStopped = Atomic(false)
    let counts = [ReplayCounts](unsafeUninitializedCapacity: plans.count) { buffer, initializedCount in
      buffer.initialize(repeating: ReplayCounts())
      // Workers write disjoint elements, so which thread replays a plan leaves no trace.
      nonisolated(unsafe) let results = buffer
      trace.requests.withUnsafeBufferPointer { requests in
        nextUses.withUnsafeBufferPointer { nextUses in
          nonisolated(unsafe) let (requests, nextUses) = (requests, nextUses)
          DispatchQueue.concurrentPerform(iterations: max(1, min(threads, plans.count))) { _ in
            while case let place = next.add(1, ordering: .relaxed).oldValue, place < order.count {
              let plan = order[place]
              let replay = CacheReplay(plans[plan])
              for start in stride(from: 0, to: requests.count, by: Self.chunkRequests) {
                if isStopped.load(ordering: .relaxed) { return }
                let end = min(requests.count, start + Self.chunkRequests)
                let uses = nextUses.isEmpty ? nil : nextUses.baseAddress! + start
                replay.advance(UnsafeBufferPointer(rebasing: requests[start..<end]), nextUses: uses)
                let total = done.add(end - start, ordering: .relaxed).newValue
                if !progress(total) { isStopped.store(true, ordering: .relaxed) }
              }
              results[plan] = replay.counts
            }
          }
        }
      }
      initializedCount = plans.count
    }
    return isStopped.load(ordering: .relaxed) ? nil : counts
  }

  /// So that no thread is left alone with a long replay at the end.
  private var longestFirst: [Int] {
    plans.indices.sorted { left, right in
      let (a, b) = (Self.cost(plans[left]), Self.cost(plans[right]))
      return a != b ? a > b : left < right
    }
  }

  /// Policies with heaps and sketches cost several times a queue; a larger cache misses the processor's caches more often.
  private static func cost(_ plan: ReplayPlan) -> (Int, Int64) {
    let cost =
      switch plan.policy {
      case .fifo, .infinite, .clock: 1
      case .lru, .sieve, .slru, .s4lru: 2
      case .s3fifo, .twoQ, .lfu, .arc, .wTinyLFU, .hyperbolic: 3
      case .lirs, .lruK, .gdsf, .belady: 5
      }
    return (cost, plan.limits.capacityBytes)
  }
}

extension ReplayPlan {
  /// A cache of `capacity` bytes (or objects, when sizes do not matter) for `trace`, with room for about what it will hold.
  public init(
    _ policy: PolicyName, capacity: Int64, over facts: TraceFacts, isCompatible: Bool = false,
    ignoresSize: Bool = false,
    seed: UInt64 = 1
  ) {
    let mean = max(1, facts.footprintBytes / Int64(max(1, facts.objects)))
    self.init(
      policy,
      CacheLimits(
        capacityBytes: capacity,
        expectedObjects: Int(min(Int64(facts.objects), ignoresSize ? capacity : capacity / mean + 1)),
        distinctObjects: facts.objects, isCompatible: isCompatible, seed: seed))
    self.ignoresSize = ignoresSize
  }
}
