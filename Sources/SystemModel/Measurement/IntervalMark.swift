import Simulator

/// What a region had counted since the warm-up when an interval ended; differences of two marks are an interval.
struct IntervalMark {
  var work: [Int64] = []
  var fleets: [StationCounts] = []
  var caches: [CacheCounts] = []
}

extension RegionalPlatform {
  /// An interval of the measured time ends.
  mutating func endInterval(at now: SimTime) {
    measures.endBatch()
    stations.settle(to: now)
    var mark = IntervalMark()
    mark.work = WorkClass.allCases.map { measures.work[$0.rawValue] }
    for fleet in stations.fleets {
      var counts = StationCounts()
      for station in UInt32(fleet.first)..<UInt32(fleet.first) + fleet.instances {
        let recorder = stations.closedRecorder(station, at: now)
        counts.busyTimes.append(recorder.busyTime)
        counts.arrivals += recorder.arrivals
        counts.departures += recorder.departures
        counts.waitingSum += recorder.waitingSum
        counts.serversPerInstance = Int64(stations.stations[station].servers)
      }
      mark.fleets.append(counts)
    }
    var edge = CacheMeasurement(name: "")
    edgeCaches.forEachLiveSlot { edgeCaches[$0].add(into: &edge) }
    var shield = CacheMeasurement(name: "")
    shieldCache.add(into: &shield)
    mark.caches = [CacheCounts(measures.phone), CacheCounts(edge), CacheCounts(shield)]
    measures.intervals.append(mark)
  }
}

extension CacheCounts {
  init(_ tier: CacheMeasurement) {
    self.init()
    (requests, hits) = (tier.requests, tier.hits)
    (requestedBytes, hitBytes) = (tier.requestedBytes, tier.hitBytes)
  }

  fileprivate static func - (a: CacheCounts, b: CacheCounts) -> CacheCounts {
    var counts = CacheCounts()
    (counts.requests, counts.hits) = (a.requests - b.requests, a.hits - b.hits)
    (counts.requestedBytes, counts.hitBytes) = (a.requestedBytes - b.requestedBytes, a.hitBytes - b.hitBytes)
    return counts
  }
}

extension RegionMeasurements {
  /// One region from its marks; latencies are those of its recorders' batches.
  init(_ name: String, _ marks: [IntervalMark], _ recorders: [OperationRecorder]) {
    let complete = min(marks.count, recorders.map(\.batches.count).min() ?? 0)
    self.init(
      name: name,
      intervals: (0..<complete).map { index in
        var interval = IntervalMeasurements()
        let (mark, before) = (marks[index], index > 0 ? marks[index - 1] : nil)
        interval.latencies = recorders.map { $0.batches[index] }
        interval.work = mark.work.indices.map { mark.work[$0] - (before?.work[$0] ?? 0) }
        interval.caches = mark.caches.indices.map { mark.caches[$0] - (before?.caches[$0] ?? CacheCounts()) }
        interval.stations = mark.fleets.indices.map { fleet in
          before.map { mark.fleets[fleet] - $0.fleets[fleet] } ?? mark.fleets[fleet]
        }
        return interval
      })
  }
}

extension StationCounts {
  fileprivate static func - (a: StationCounts, b: StationCounts) -> StationCounts {
    var counts = a
    counts.arrivals -= b.arrivals
    counts.departures -= b.departures
    counts.waitingSum -= b.waitingSum
    for instance in counts.busyTimes.indices { counts.busyTimes[instance] -= b.busyTimes[instance] }
    return counts
  }
}
