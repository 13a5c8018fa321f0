import Simulator
import Testing

@testable import SystemModel

@Suite struct OperationRecorderTests {
  private struct Request {
    var latency: SimDuration
    var parts: [(Component, TimeKind, SimDuration)]
  }

  /// Latencies from 50 ns to hours, in three parts each.
  private func requests(_ count: UInt64) -> [Request] {
    let draws = Draws(seed: 2, replication: 0)
    return (0..<count).map { index in
      let scale = 50 * 1.000_3.power(Int(draws.index(80_000, index)))
      let parts: [(Component, TimeKind, SimDuration)] = [
        (.gateway, .service, SimDuration(nanoseconds: Int64(scale * draws.unit(index, 1)) + 1)),
        (.counterRow, .lockWait, SimDuration(nanoseconds: Int64(scale * draws.unit(index, 2)) + 1)),
        (draws.index(2, index, 3) == 0 ? .edge : .shield, .queueing, SimDuration(nanoseconds: Int64(scale) + 1)),
      ]
      return Request(latency: parts.reduce(.zero) { $0 + $1.2 }, parts: parts)
    }
  }

  private func recorded(_ requests: [Request]) -> OperationRecorder {
    var recorder = OperationRecorder()
    for request in requests {
      var ledger = Ledger()
      for part in request.parts { ledger.add(part.0.rawValue, part.1, part.2) }
      recorder.record(request.latency, from: .zero, &ledger)
    }
    recorder.fold()
    return recorder
  }

  private func named(_ requests: [Request]) -> [String: Int64] {
    var sums: [String: Int64] = [:]
    for request in requests {
      for part in request.parts { sums["\(part.0.name) \(part.1)", default: 0] += part.2.nanoseconds }
    }
    return sums
  }

  private func named(_ shares: [Int64]) -> [String: Int64] {
    var sums: [String: Int64] = [:]
    for share in OperationRecorder.named(shares) { sums["\(share.component) \(share.kind)"] = share.nanoseconds }
    return sums
  }

  /// Whatever the threshold, the tail is the set of requests above some latency between it and an eighth below.
  @Test func tailLedgersAreSumsOverTheSlowestRequests() {
    let all = requests(4_000)
    let recorder = recorded(all)
    let byLatency = all.sorted { $0.latency > $1.latency }
    for percent in [0, 10, 50, 90, 99, 99.9] {
      let floor = byLatency[min(3_999, Int(Double(4_000) * (1 - percent / 100)))].latency
      var shares = OperationRecorder.emptyShares
      let count = Int(recorder.addLedger(atLeast: floor, into: &shares))
      let tail = Array(byLatency.prefix(count))
      #expect(named(shares) == named(tail), "p\(percent)")
      #expect(count >= all.count { $0.latency >= floor })
      #expect(count <= all.count { Double($0.latency.nanoseconds) >= Double(floor.nanoseconds) * 7 / 8 - 8 })
    }
  }

  @Test func theWholeLedgerSumsToAllLatencies() {
    let all = requests(1_000)
    let recorder = recorded(all)
    var shares = OperationRecorder.emptyShares
    let count = recorder.addLedger(atLeast: .zero, into: &shares)
    #expect(count == 1_000)
    #expect(shares.reduce(0, +) == all.reduce(0) { $0 + $1.latency.nanoseconds })
    let listed = OperationRecorder.named(shares).map(\.nanoseconds)
    #expect(listed == listed.sorted(by: >) && listed.count == 4)
  }

  @Test func batchesSplitTheSamples() {
    var recorder = OperationRecorder()
    let all = requests(30)
    for (index, request) in all.enumerated() {
      var ledger = Ledger()
      for part in request.parts { ledger.add(part.0.rawValue, part.1, part.2) }
      recorder.record(request.latency, from: .zero, &ledger)
      if index % 10 == 9 { recorder.endBatch() }
    }
    #expect(recorder.batches.map(\.count) == [10, 10, 10])
    #expect(recorder.batches.reduce(0) { $0 + $1.sum } == all.reduce(0) { $0 + $1.latency.nanoseconds })
  }
}

extension Double {
  fileprivate func power(_ exponent: Int) -> Double {
    var (result, base, left) = (1.0, self, exponent)
    while left > 0 {
      if left & 1 == 1 { result *= base }
      base *= base
      left >>= 1
    }
    return result
  }
}
