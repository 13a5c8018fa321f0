import Glibc
import Simulator

/// Stores an object of size s with probability e^(−s / c), where c is tuned after every 30,000 requests: a model of the
/// cache says which c gives the most hits on the rates of the last requests.
///
/// Berger, Sitaraman & Harchol-Balter, NSDI 2017. c starts at 2¹⁵. Rates are smoothed (old × 0.3 + new × 0.7). An
/// object of rate λ that is admitted with probability p is in the cache with probability p (e^(λT) − 1) / (1 + p
/// (e^(λT) − 1)), T such that the cache is full. c is tuned only when the objects seen need over three times the
/// capacity. Differs from the authors' program: objects alike in size and rate (within 9 % and 19 %) are one term of
/// the sums, so tuning costs some hundred terms, whatever the number of objects.
public struct AdaptSize<Table: ObjectTable & ~Copyable>: AdmissionRule, ~Copyable {
  public typealias Key = Table.Key

  /// What is known of an object; its record's mark counts the requests of this interval.
  private struct Rate: BitwiseCopyable {
    var smoothed: Double
  }

  private static var interval: Int { 30_000 }

  private let capacityBytes: Int64
  private let draws: EntityDraws
  private var drawn: UInt64 = 0
  private var seen: Table
  private var order = RecordQueue()
  private var rates: RecordColumn<Rate>
  private var requestsLeft = interval
  private(set) var sizeScale = Double(1 << 15)

  public init(_ limits: CacheLimits) {
    capacityBytes = limits.capacityBytes
    draws = Draws(seed: limits.seed, replication: 0).purpose("adapt size").entity(0)
    seen = Table(CacheLimits(capacityBytes: 0, expectedObjects: 0, distinctObjects: limits.distinctObjects))
    rates = RecordColumn(expectedObjects: 0)
  }

  public mutating func observe(_ request: CacheRequest<Key>) {
    requestsLeft -= 1
    if requestsLeft <= 0 { tune() }
    var record = seen.find(request.key)
    if record == Link.none {
      record = seen.add(request.key, sizeBytes: request.sizeBytes)
      rates.start(record, with: Rate(smoothed: -1))
      order.append(record, seen.records)
    } else if seen.records[Int(record)].sizeBytes != request.sizeBytes {
      order.resize(record, to: request.sizeBytes, seen.records)
    }
    seen.records[Int(record)].mark &+= 1
  }

  public mutating func admits(
    _ request: CacheRequest<Key>, storedBytes: Int64, nextToLeave: @autoclosure () -> Key?
  ) -> Bool {
    drawn &+= 1
    return draws.unit(drawn) < exp(-Double(request.sizeBytes) / sizeScale)
  }

  @inline(never) private mutating func tune() {
    if order.bytes <= 3 * capacityBytes {
      requestsLeft = 1_000
      return
    }
    requestsLeft = Self.interval
    var model = SizeModel(capacityBytes: Double(capacityBytes))
    var record = order.oldest
    while record != Link.none {
      let object = seen.records[Int(record)]
      let (next, old, new) = (object.newer, rates[record].smoothed, Double(object.mark))
      let rate = old < 0 ? new : 0.3 * old + 0.7 * new
      if rate < 0.1 {
        order.remove(record, seen.records)
        seen.remove(record)
      } else {
        rates[record].smoothed = rate
        seen.records[Int(record)].mark = 0
        model.add(sizeBytes: Double(object.sizeBytes), rate: rate)
      }
      record = next
    }
    sizeScale = model.bestScale()
  }
}

extension AdaptSize: @unchecked Sendable {}
