import Caching
import Simulator

/// Collects requests as a reader finds them: numbers their objects, leaves out what is not asked for.
struct TraceBuilder: ~Copyable {
  private(set) var trace = DenseTrace()
  /// Requests read so far, those of objects outside the sample among them.
  private(set) var readRequests = 0
  private var numbers = ObjectNumbers()
  /// Requests whose look-up has been announced to the memory.
  private let pending: UnsafeMutablePointer<(key: UInt64, sizeBytes: UInt32)>
  private var pendingCount = 0
  private static let pendingLimit = 64

  private let options: TraceOptions
  private let threshold: UInt64
  private let limit: Int

  init(_ options: TraceOptions) {
    self.options = options
    threshold = SpatialSample.threshold(options.sampleRate)
    limit = options.limit ?? .max
    pending = .allocate(capacity: Self.pendingLimit)
    trace.sampleRate = options.sampleRate
  }

  deinit { pending.deallocate() }

  var isFull: Bool { readRequests >= limit }

  mutating func reserve(_ requests: Int) { trace.requests.reserveCapacity(min(requests, limit)) }

  mutating func malformed(_ place: Int, _ reason: String, _ text: String = "") {
    trace.problems.add(place, reason, text)
  }

  @inline(__always) mutating func add(_ key: UInt64, sizeBytes: UInt32) {
    guard accepts(key, sizeBytes) else { return }
    numbers.prefetch(key)
    pending[pendingCount] = (key, options.ignoresSize ? 1 : sizeBytes)
    pendingCount += 1
    if pendingCount == Self.pendingLimit { flush() }
  }

  mutating func add(text: UnsafeRawBufferPointer, sizeBytes: UInt32) {
    guard accepts(ObjectNumbers.hash(text), sizeBytes) else { return }
    flush()
    let object = numbers.number(text)
    trace.requests.append(TraceRequest(object: object, sizeBytes: options.ignoresSize ? 1 : sizeBytes))
  }

  @inline(__always) private mutating func accepts(_ hash: UInt64, _ sizeBytes: UInt32) -> Bool {
    if sizeBytes == 0 && options.leavesOutEmpty {
      trace.emptyRequests += 1
      return false
    }
    readRequests += 1
    return threshold == SpatialSample.everything || SpatialSample.hash(hash) < threshold
  }

  private mutating func flush() {
    for index in 0..<pendingCount {
      let request = pending[index]
      trace.requests.append(TraceRequest(object: numbers.number(request.key), sizeBytes: request.sizeBytes))
    }
    pendingCount = 0
  }

  consuming func finish(form: String) -> DenseTrace {
    flush()
    var finished = trace
    finished.objectCount = Int(numbers.count)
    finished.form = form
    return finished
  }
}

/// Keeps an object, with all its requests, when the hash of its key is below a threshold.
public enum SpatialSample {
  /// Hashes lie below it; a threshold that is equal keeps all.
  static let everything: UInt64 = 1 << 32

  static func threshold(_ rate: Double) -> UInt64 {
    rate >= 1 ? everything : UInt64((rate * Double(everything)).rounded())
  }

  /// 0 ..< 2³², even for keys that are neighbours.
  @inline(__always) static func hash(_ key: UInt64, seed: UInt64 = 0) -> UInt64 {
    Draws.mix(key &* 0x9E37_79B9_7F4A_7C15 ^ seed &+ 0xA076_1D64_78BD_642F) >> 32
  }
}
