import Caching
import Simulator

/// LRU's curve from stack distances: of all objects, or of a sample that hashes choose.
///
/// It is what replays count, miss by miss, when no object changes its size and none is larger than the cache.
enum LRUCurve {
  /// Rate 1 is exact, every other SHARDS of fixed rate with its adjustment.
  static func fixedRate(_ rate: Double, _ plan: CurvePlan, _ trace: DenseTrace) -> MissRatioCurve {
    let threshold = SpatialSample.threshold(rate)
    let isWhole = threshold == SpatialSample.everything
    let share = isWhole ? 1 : Double(threshold) / Double(SpatialSample.everything)
    var bins = DistanceBins(sizes: plan.sizes)
    var stack = StackDistances(
      objects: trace.objectCount, expectedObjects: Int(Double(trace.objectCount) * share * 1.1) + 16)
    var curve = MissRatioCurve(.lru, isWhole ? .exact : .shards)
    for (index, request) in trace.requests.enumerated() {
      let hash = isWhole ? 0 : SpatialSample.hash(UInt64(request.object), seed: plan.seed)
      if hash >= threshold { continue }
      let distance = stack.access(request.object, sizeBytes: request.sizeBytes)
      if index < plan.warmUpRequests { continue }
      bins.add(
        distance.map { Double($0) / share }, sizeBytes: request.sizeBytes, weight: 1 / share,
        group: Int(hash % UInt64(DistanceBins.groups)))
    }
    curve.rate = share
    curve.sampledObjects = stack.liveObjects
    finish(&curve, bins, plan, trace)
    return curve
  }

  /// SHARDS of fixed size: when a new object makes the sample too large, those with the highest hash leave, and the threshold falls to it.
  /// A request counts 1/R with the rate R of its moment, which is the rescaling of all earlier counts by T′/T, done once.
  static func fixedSize(_ plan: CurvePlan, _ trace: DenseTrace) -> MissRatioCurve {
    var threshold = SpatialSample.everything
    var bins = DistanceBins(sizes: plan.sizes)
    var stack = StackDistances(objects: trace.objectCount, expectedObjects: plan.sampleObjects + 1)
    var heap = HashHeap(capacity: plan.sampleObjects + 1)
    for (index, request) in trace.requests.enumerated() {
      let hash = SpatialSample.hash(UInt64(request.object), seed: plan.seed)
      if hash >= threshold { continue }
      let share = Double(threshold) / Double(SpatialSample.everything)
      let distance = stack.access(request.object, sizeBytes: request.sizeBytes)
      if distance == nil {
        heap.insert(HashHeap.Entry(hash: hash, object: request.object))
        if heap.count > plan.sampleObjects {
          threshold = heap.highest.hash
          while heap.count > 0, heap.highest.hash >= threshold { stack.remove(heap.removeHighest().object) }
        }
      }
      if index < plan.warmUpRequests { continue }
      bins.add(
        distance.map { Double($0) / share }, sizeBytes: request.sizeBytes, weight: 1 / share,
        group: Int(hash % UInt64(DistanceBins.groups)))
    }
    var curve = MissRatioCurve(.lru, .shardsSize)
    curve.rate = Double(threshold) / Double(SpatialSample.everything)
    curve.sampledObjects = stack.liveObjects
    finish(&curve, bins, plan, trace)
    return curve
  }

  private static func finish(
    _ curve: inout MissRatioCurve, _ bins: borrowing DistanceBins, _ plan: CurvePlan, _ trace: DenseTrace
  ) {
    let counted = trace.requests.dropFirst(plan.warmUpRequests)
    let bytes = counted.reduce(Int64(0)) { $0 + Int64($1.sizeBytes) }
    curve.setPoints(plan.sizes, missed: bins.missed(), ofRequests: Double(counted.count), ofBytes: Double(bytes))
    if curve.rate < 1 { curve.error = .expected(bins.expectedError(of: Double(counted.count), rate: curve.rate)) }
  }
}

/// Objects of a sample, the one with the highest hash on top.
struct HashHeap {
  struct Entry {
    var hash: UInt64
    var object: UInt32
  }

  private var entries: [Entry] = []

  init(capacity: Int) { entries.reserveCapacity(capacity) }

  var count: Int { entries.count }
  var highest: Entry { entries[0] }

  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    var place = entries.count - 1
    while place > 0, case let parent = (place - 1) / 2, entries[parent].hash < entries[place].hash {
      entries.swapAt(parent, place)
      place = parent
    }
  }

  mutating func removeHighest() -> Entry {
    let highest = entries[0]
    let last = entries.removeLast()
    if entries.isEmpty { return highest }
    entries[0] = last
    var place = 0
    while case let left = 2 * place + 1, left < entries.count {
      let child = left + 1 < entries.count && entries[left + 1].hash > entries[left].hash ? left + 1 : left
      if entries[child].hash <= entries[place].hash { break }
      entries.swapAt(child, place)
      place = child
    }
    return highest
  }
}
