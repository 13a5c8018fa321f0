import Simulator

extension RunMeasurements {
  /// What this run would have measured in one region, or in some of its intervals: operations (with one batch for each
  /// interval; only the one named, when one is), rates, stations and caches. Nil when there is no such region, or nothing was measured by interval.
  public func part(
    region: String?, intervals chosen: Range<Int>? = nil, operation only: String? = nil
  ) -> RunMeasurements? {
    let regions = region.map { name in self.regions.filter { $0.name == name } } ?? self.regions
    let chosen = chosen ?? 0..<max(0, intervalEdges.count - 1)
    guard !regions.isEmpty, !chosen.isEmpty, chosen.upperBound < intervalEdges.count else { return nil }
    var part = RunMeasurements()
    part.warmUp = warmUp
    part.measured = intervalEdges[chosen.upperBound] - intervalEdges[chosen.lowerBound]
    part.intervalEdges = Array(intervalEdges[chosen.lowerBound...chosen.upperBound])
    part.operations = operations.indices.filter { only == nil || operations[$0].name == only }.map {
      operation(at: $0, regions, chosen)
    }
    part.rates = rates.indices.map { index in
      let executed = regions.reduce(0) { sum, region in
        sum + chosen.reduce(0) { $0 + region.intervals[$1].work[index] }
      }
      return RateMeasurement(
        name: rates[index].name, executed: executed, executedPerSecond: Double(executed) / part.measured.seconds)
    }
    part.stations = stations.indices.map { station(at: $0, regions, chosen, part.measured) }
    part.caches = caches.indices.map { cache(at: $0, regions, chosen) }
    return part
  }

  private func operation(at index: Int, _ regions: [RegionMeasurements], _ chosen: Range<Int>) -> OperationMeasurement {
    let batches = chosen.map { interval in
      var histogram = regions[0].intervals[interval].latencies[index]
      for region in regions.dropFirst() { histogram.add(region.intervals[interval].latencies[index]) }
      return histogram
    }
    var whole = batches[0]
    for batch in batches.dropFirst() { whole.add(batch) }
    return OperationMeasurement(name: operations[index].name, latency: whole, batches: batches)
  }

  private func station(
    at index: Int, _ regions: [RegionMeasurements], _ chosen: Range<Int>, _ span: SimDuration
  ) -> StationMeasurement {
    var (arrivals, departures, waiting, busy, busiest, servers): (Int64, Int64, Int64, Int64, Int64, Int64)
    (arrivals, departures, waiting, busy, busiest, servers) = (0, 0, 0, 0, 0, 0)
    for region in regions {
      let counts = chosen.map { region.intervals[$0].stations[index] }
      arrivals += counts.reduce(0) { $0 + $1.arrivals }
      departures += counts.reduce(0) { $0 + $1.departures }
      waiting += counts.reduce(0) { $0 + $1.waitingSum }
      servers += Int64(counts[0].busyTimes.count) * counts[0].serversPerInstance
      for instance in counts[0].busyTimes.indices {
        let own = counts.reduce(0) { $0 + $1.busyTimes[instance] }
        busy += own
        busiest = max(busiest, own)
      }
    }
    let whole = stations[index]
    let nanoseconds = Double(span.nanoseconds)
    return StationMeasurement(
      name: whole.name, instances: Int(servers) / max(1, whole.serversPerInstance),
      serversPerInstance: whole.serversPerInstance, arrivals: arrivals, blocked: 0,
      utilisation: Double(busy) / nanoseconds / Double(max(1, servers)),
      busiestUtilisation: Double(busiest) / nanoseconds / Double(max(1, whole.serversPerInstance)),
      meanWaiting: SimDuration(nanoseconds: waiting / max(1, departures)), longestLine: 0)
  }

  private func cache(at index: Int, _ regions: [RegionMeasurements], _ chosen: Range<Int>) -> CacheMeasurement {
    var tier = CacheMeasurement(name: caches[index].name)
    for region in regions {
      for interval in chosen {
        let counts = region.intervals[interval].caches[index]
        tier.requests += counts.requests
        tier.hits += counts.hits
        tier.requestedBytes += counts.requestedBytes
        tier.hitBytes += counts.hitBytes
      }
    }
    tier.isValid = caches[index].isValid
    return tier
  }
}
