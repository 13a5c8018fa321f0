import CReference
import Caching
import Foundation
import Simulator

/// Replays of a Zipf trace of dense ids through every policy, beside LRU and FIFO in bare C++ over the same ids.
///
/// `--trace FILE` also writes the trace in the oracleGeneral form, for other simulators.
enum PolicyBenchmark {
  static func run(objects: Int, requests: Int, rounds: Int) {
    let trace = ZipfTrace(objects: objects, requests: requests)
    if let path = BenchmarkOptions.text("--trace") { trace.write(to: path) }
    let cached = objects / 10
    print(
      "policies: million requests per second of processor time, best of \(rounds) rounds in turn; Zipf 1.0, "
        + "\(objects) objects, \(requests) requests, cache \(cached) objects, one thread; "
        + "a record takes \(MemoryLayout<CachedObject<UInt32>>.size) bytes with dense ids, "
        + "\(MemoryLayout<CachedObject<UInt64>>.size) with 64-bit keys")
    let references = [true, false].map { movesHits in
      (movesHits, prefetches: [false, true].map { Reference(movesHits: movesHits, prefetches: $0) })
    }
    let contenders =
      references.flatMap(\.prefetches).map { Contender.reference($0) } + PolicyName.allCases.map(Contender.policy)
    var timing = PairedTiming(contenders: contenders.count)
    var misses = [Int64](repeating: 0, count: contenders.count)
    for _ in 0..<rounds {
      for (number, contender) in contenders.enumerated() {
        let nanoseconds = nanosecondsPerOperation(requests) {
          misses[number] = contender.misses(trace, cached: cached)
        }
        timing.record(nanoseconds, contender: number)
      }
    }
    for (number, contender) in contenders.enumerated() {
      let name = contender.name.padding(toLength: 22, withPad: " ", startingAt: 0)
      let speed = String(
        format: "%7.1f M/s  miss ratio %.4f", 1e3 / timing.minimum(number), Double(misses[number]) / Double(requests))
      print("  \(name)\(speed)\(contender.memory(trace, cached: cached))")
    }
    let least = [PolicyName.lru: misses[0], .fifo: misses[2]]
    for (number, contender) in contenders.enumerated() {
      if case .policy(let policy) = contender, let expected = least[policy] {
        precondition(misses[number] == expected, "\(policy) misses \(misses[number]) times, \(expected) in C++")
      }
    }
  }

  private struct Reference {
    var movesHits: Bool
    var prefetches: Bool
  }

  private enum Contender {
    case reference(Reference)
    case policy(PolicyName)

    var name: String {
      switch self {
      case .reference(let form): "C++ \(form.movesHits ? "LRU" : "FIFO")\(form.prefetches ? ", prefetching" : "")"
      case .policy(let policy): policy.rawValue
      }
    }

    func misses(_ trace: ZipfTrace, cached: Int) -> Int64 {
      switch self {
      case .policy(let policy): return trace.replay(policy, cached: cached).counts.misses
      case .reference(let form):
        return trace.requests.withUnsafeBytes { bytes in
          Int64(
            reference_dense_replay(
              bytes.bindMemory(to: reference_request.self).baseAddress!, UInt64(trace.requests.count), Int64(cached),
              UInt64(cached), UInt64(trace.objectCount), form.movesHits, form.prefetches))
        }
      }
    }

    /// Bytes that a full cache has allocated, per cached object: over dense ids and over hashed keys.
    func memory(_ trace: ZipfTrace, cached: Int) -> String {
      guard case .policy(let policy) = self else { return "" }
      var before = allocated_bytes()
      let replay = trace.replay(policy, cached: cached)
      let dense = Double(allocated_bytes() - before) / Double(cached)
      withExtendedLifetime(replay) {}
      if policy == .belady || policy == .infinite {
        return String(format: "  bytes per cached object %6.1f dense", dense)
      }
      before = allocated_bytes()
      var cache = Cache(policy, CacheLimits(capacityBytes: Int64(cached), expectedObjects: cached))
      for request in trace.requests.prefix(20 * cached) {
        _ = cache.access(CacheRequest(Draws.mix(UInt64(request.object)), sizeBytes: 1))
      }
      let hashed = Double(allocated_bytes() - before) / Double(cache.storedObjects)
      return String(format: "  bytes per cached object %6.1f dense, %6.1f hashed", dense, hashed)
    }
  }
}

/// Independent requests by Zipf 1.0, every object of one byte, numbered in order of first appearance.
private struct ZipfTrace {
  let requests: [TraceRequest]
  let nextUses: [UInt32]
  let objectCount: Int

  init(objects: Int, requests count: Int) {
    let zipf = Zipf(ranks: objects, exponent: 1)
    var words = Draws(seed: 1, replication: 0).purpose("policy requests").sequence(0)
    var (numbers, used) = ([UInt32](repeating: .max, count: objects + 1), 0 as UInt32)
    requests = (0..<count).map { _ in
      let rank = zipf.rank(&words)
      if numbers[rank] == .max {
        numbers[rank] = used
        used += 1
      }
      return TraceRequest(object: numbers[rank], sizeBytes: 1)
    }
    objectCount = Int(used)
    var (next, last) = ([UInt32](repeating: .max, count: count), [UInt32](repeating: .max, count: objectCount))
    for position in (0..<count).reversed() {
      next[position] = last[Int(requests[position].object)]
      last[Int(requests[position].object)] = UInt32(position)
    }
    nextUses = next
  }

  func replay(_ policy: PolicyName, cached: Int) -> CacheReplay {
    let limits = CacheLimits(capacityBytes: Int64(cached), expectedObjects: cached, distinctObjects: objectCount)
    let replay = CacheReplay(ReplayPlan(policy, limits))
    requests.withUnsafeBufferPointer { requests in
      nextUses.withUnsafeBufferPointer { replay.advance(requests, nextUses: $0.baseAddress!) }
    }
    return replay
  }

  /// 24 bytes per request, little-endian: second, object, size, next request or −1.
  func write(to path: String) {
    guard let file = fopen(path, "wb") else {
      printError("cannot write \(path): \(String(cString: strerror(errno)))")
      exit(73)
    }
    defer { fclose(file) }
    var record = [UInt8]()
    func append<Word: FixedWidthInteger>(_ word: Word) {
      withUnsafeBytes(of: word.littleEndian) { record.append(contentsOf: $0) }
    }
    for (position, request) in requests.enumerated() {
      record.removeAll(keepingCapacity: true)
      append(UInt32(position / 1_000))
      append(UInt64(request.object) + 1)
      append(request.sizeBytes)
      append(nextUses[position] == .max ? -1 : Int64(nextUses[position]))
      fwrite(record, 1, record.count, file)
    }
  }
}
