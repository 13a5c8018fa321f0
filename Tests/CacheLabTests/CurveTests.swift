import Caching
import Testing

@testable import CacheLab

@Suite struct CurveTests {
  /// The distance by walking back through all requests.
  @Test(arguments: 0..<40) func stackDistancesAreThoseOfASearch(seed: Int) {
    let trace = skewedTrace(600, objects: 10 + seed * 7, seed: UInt64(seed))
    var stack = StackDistances(objects: trace.objectCount, expectedObjects: 1)
    for index in trace.requests.indices {
      let request = trace.requests[index]
      let found = stack.access(request.object, sizeBytes: request.sizeBytes)
      var expected: Int64?
      if let last = trace.requests[..<index].lastIndex(where: { $0.object == request.object }) {
        let between = Set(trace.requests[last..<index].map(\.object))
        expected = between.reduce(0) { sum, object in
          sum + Int64(trace.requests.first { $0.object == object }!.sizeBytes)
        }
      }
      #expect(found == expected, "seed \(seed), request \(index)")
    }
  }

  @Test func removedObjectsLeaveTheStack() {
    var stack = StackDistances(objects: 3)
    for object in [0, 1, 2] as [UInt32] { #expect(stack.access(object, sizeBytes: 10) == nil) }
    stack.remove(1)
    #expect(stack.access(0, sizeBytes: 10) == 20)
    #expect(stack.access(1, sizeBytes: 5) == nil)
    #expect(stack.access(2, sizeBytes: 10) == 25)
    #expect(stack.liveObjects == 3 && stack.liveBytes == 25)
  }

  /// The curve's misses are the misses of replays, request by request, warm-up or not.
  @Test(arguments: [0, 5_000]) func theExactCurveIsTheReplay(warmUp: Int) throws {
    let trace = skewedTrace(30_000, objects: 4_000)
    let facts = TraceFacts(trace)
    var plan = CurvePlan(
      [.lru], methods: [.exact], sizes: CurvePlan.sizes(upTo: facts.footprintBytes, count: 9).filter { $0 >= 1_000 })
    plan.warmUpRequests = warmUp
    let curve = try #require(plan.run(over: trace)?.first)
    for point in curve.points {
      var replay = ReplayPlan(.lru, capacity: point.capacity, over: facts)
      replay.warmUpRequests = warmUp
      let counts = try #require(ReplaySet([replay]).run(over: trace)?.first)
      #expect(point.missRatio == counts.missRatio && point.byteMissRatio == counts.byteMissRatio)
    }
    #expect(Set(curve.points.map(\.missRatio)).count > 5)
  }

  @Test func atRateOneShardsIsExact() throws {
    let trace = skewedTrace(20_000, objects: 2_000)
    var plan = CurvePlan(
      [.lru, .fifo], methods: [.exact, .shards, .shardsSize, .mini],
      sizes: CurvePlan.sizes(upTo: TraceFacts(trace).footprintBytes, count: 12).filter { $0 >= 1_000 })
    plan.rate = 1
    plan.sampleObjects = 5_000
    let curves = try #require(plan.run(over: trace))
    #expect(curves.map(\.policy) == [.lru, .lru, .lru, .lru, .fifo, .fifo])
    #expect(curves.map(\.method) == [.exact, .shards, .shardsSize, .mini, .exact, .mini])
    for curve in curves.dropFirst().prefix(3) {
      #expect(curve.points == curves[0].points && curve.error == .measured(0))
    }
    #expect(curves[5].points == curves[4].points)
  }

  /// Over many seeds: the measured error stays small, and is what the sample said it would be, within a factor.
  @Test func samplesAreAsGoodAsTheySay() throws {
    let trace = skewedTrace(200_000, objects: 40_000, exponent: 0.8)
    let sizes = CurvePlan.sizes(upTo: TraceFacts(trace).footprintBytes, count: 15)
    var plan = CurvePlan([.lru], methods: [.exact], sizes: sizes)
    let exact = try #require(plan.run(over: trace)?.first)
    plan.rate = 0.1
    plan.sampleObjects = 2_000
    for method in [CurveMethod.shards, .shardsSize, .mini] {
      var (measured, told) = (0.0, 0.0)
      for seed in 1...12 {
        plan.methods = [method]
        plan.seed = UInt64(seed)
        let curve = try #require(plan.run(over: trace)?.first)
        let error = curve.meanAbsoluteError(against: exact)
        #expect(error < 0.05, "\(method), seed \(seed)")
        measured += error / 12
        guard case .expected(let expected) = curve.error else {
          Issue.record("\(method) tells no error")
          continue
        }
        told += expected / 12
      }
      #expect(measured < 0.02, "\(method): \(measured)")
      #expect(told > measured / 3 && told < measured * 3, "\(method): told \(told), measured \(measured)")
    }
  }

  /// Negative control: a miniature cache that is not scaled is far off, so the bound above can fail.
  @Test func aCacheThatIsNotScaledIsFarOff() throws {
    let trace = skewedTrace(200_000, objects: 40_000, exponent: 0.8)
    let sizes = CurvePlan.sizes(upTo: TraceFacts(trace).footprintBytes, count: 15)
    let exact = try #require(CurvePlan([.lru], methods: [.exact], sizes: sizes).run(over: trace)?.first)
    let (sampled, _) = trace.sample(0.1, seed: 1, warmUpRequests: 0)
    let unscaled = try #require(CurvePlan([.lru], methods: [.exact], sizes: sizes).run(over: sampled)?.first)
    #expect(unscaled.meanAbsoluteError(against: exact) > 0.1)
  }

  @Test func theSampleOfFixedSizeStaysSmall() throws {
    let trace = skewedTrace(50_000, objects: 20_000, exponent: 0.5)
    var plan = CurvePlan([.lru], methods: [.shardsSize], sizes: [1_000, 100_000])
    plan.sampleObjects = 300
    let curve = try #require(plan.run(over: trace)?.first)
    #expect((200...300).contains(curve.sampledObjects))
    #expect(curve.rate > 0.01 && curve.rate < 0.05)
  }

  @Test func theHeapGivesTheHighestFirst() {
    var heap = HashHeap(capacity: 4)
    let hashes: [UInt64] = (0..<500).map { SpatialSample.hash($0, seed: 3) % 200 }
    for (object, hash) in hashes.enumerated() { heap.insert(.init(hash: hash, object: UInt32(object))) }
    var found: [UInt64] = []
    while heap.count > 0 { found.append(heap.removeHighest().hash) }
    #expect(found == hashes.sorted(by: >))
  }

  @Test func sizesGrowFromAThousandth() {
    #expect(CurvePlan.sizes(upTo: 1_000_000, count: 4) == [1_000, 10_000, 100_000, 1_000_000])
    #expect(CurvePlan.sizes(upTo: 5, count: 10) == [1, 2, 5])
    #expect(CurvePlan.rate(forObjects: 1_000) == 1)
    #expect(CurvePlan.rate(forObjects: 163_840) == 0.1)
  }
}
