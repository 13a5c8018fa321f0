/// `openmetrics.txt`: the numbers of a run in OpenMetrics 1.0.0, for Prometheus and what reads its format.
///
/// Base units (seconds, bytes, ratios 0…1), no timestamps. A number that the run does not have has no sample.
public enum OpenMetricsReport {
  public static func text(_ result: RunResult) -> String {
    var page = MetricPage(common: [("scenario", result.scenario.name)])
    addRun(result, &page)
    addBudgets(result.budgets, &page)
    page.each(result.variants) { addLatencies($1, $0, &$2) }
    page.each(result.variants) { addRequests($1, $0, &$2) }
    page.each(result.variants) { addStations($1, $0, &$2) }
    page.each(result.variants) { addCaches($1, $0, &$2) }
    page.each(result.variants) { addRows($1, $0, &$2) }
    return page.text + "# EOF\n"
  }

  private static func addRun(_ result: RunResult, _ page: inout MetricPage) {
    let scenario = result.scenario
    page.add(
      "darkroom_run", .info, help: "Which scenario ran, with which draws.",
      [
        ("hash", scenario.hash), ("seed", "\(scenario.seed)"), ("replications", "\(scenario.replications)"),
        ("slice", "1/\(scenario.slice)"), ("schema_version", "\(result.schemaVersion)"),
      ], 1)
    page.add("darkroom_run_complete", .gauge, help: "1 when the run reached its end.", [], result.complete ? 1 : 0)
    for verdict in ["pass", "fail", "inconclusive", "broken"] {
      page.add(
        "darkroom_verdict", .stateset, help: "The answer of the whole run.", [("darkroom_verdict", verdict)],
        result.verdict.rawValue == verdict ? 1 : 0)
    }
    page.add(
      "darkroom_confidence_ratio", .gauge, unit: "ratio", help: "Confidence level of the intervals.", [],
      result.confidenceLevel)
    page.add(
      "darkroom_budget_confidence_ratio", .gauge, unit: "ratio",
      help: "Confidence level of the intervals that decide budgets.", [], result.budgetLevel)
  }

  private static func addBudgets(_ budgets: [BudgetResult], _ page: inout MetricPage) {
    for budget in budgets {
      let labels = [("variant", budget.variant), ("budget", budget.id)]
      page.add(
        "darkroom_budget_met", .gauge, help: "1 when the interval meets the budget, 0 when it breaches it or is open.",
        labels + [("severity", budget.severity.rawValue)], budget.outcome == .pass ? 1 : 0)
      for outcome in ["pass", "fail", "inconclusive"] {
        page.add(
          "darkroom_budget_outcome", .stateset, help: "How the budget was judged.",
          labels + [("darkroom_budget_outcome", outcome)], budget.outcome.rawValue == outcome ? 1 : 0)
      }
      let measured = labels + [("metric", budget.metric), ("unit", budget.unit.rawValue)]
      page.add(
        "darkroom_budget_threshold", .gauge, help: "Threshold of the budget, in its unit.", measured, budget.threshold)
      page.add(
        "darkroom_budget_value", .gauge, help: "Measured value, in the unit of the budget.", measured,
        budget.estimate?.value)
      page.add(
        "darkroom_budget_margin_ratio", .gauge, unit: "ratio",
        help: "Distance to the threshold on the right side, as a share of it; negative when breached.", labels,
        budget.margin)
    }
  }

  private static func addLatencies(_ variant: VariantResult, _ base: [Label], _ page: inout MetricPage) {
    for operation in variant.operations {
      let labels = base + [("operation", operation.name)]
      guard let latency = operation.latency else { continue }
      let help = "From the intended start of a request to its end."
      for (quantile, percentile) in latency.quantiles {
        page.add(
          "darkroom_latency_seconds", .summary, unit: "seconds", help: help, labels + [("quantile", quantile)],
          percentile.estimate.value)
      }
      page.add(
        "darkroom_latency_seconds", .summary, suffix: "_count", unit: "seconds", help: help, labels,
        Double(operation.completed))
      for (quantile, percentile) in latency.quantiles {
        for (end, value) in [("low", percentile.estimate.low), ("high", percentile.estimate.high)] {
          page.add(
            "darkroom_latency_interval_seconds", .gauge, unit: "seconds",
            help: "Ends of the confidence interval of a quantile.", labels + [("of_quantile", quantile), ("end", end)],
            value)
        }
      }
      page.add(
        "darkroom_latency_mean_seconds", .gauge, unit: "seconds", help: "Mean latency.", labels, latency.mean.value)
      page.add(
        "darkroom_latency_max_seconds", .gauge, unit: "seconds", help: "The slowest request.", labels, latency.maximum)
    }
  }

  private static func addRequests(_ variant: VariantResult, _ base: [Label], _ page: inout MetricPage) {
    for operation in variant.operations {
      let labels = base + [("operation", operation.name)]
      page.add(
        "darkroom_requests", .counter, help: "Completed requests, all replications together.", labels,
        Double(operation.completed))
      page.add(
        "darkroom_request_failures", .counter, help: "Failed requests, all replications together.", labels,
        Double(operation.failures))
      page.add(
        "darkroom_requests_unfinished", .gauge, help: "Begun and unfinished at the end; in no latency.", labels,
        Double(operation.inFlight))
      page.add(
        "darkroom_requests_per_second", .gauge, help: "Completed requests per simulated second.", labels,
        operation.rate.value)
      page.add(
        "darkroom_request_error_ratio", .gauge, unit: "ratio", help: "Failures of all that ended.", labels,
        operation.errorRatio)
    }
    for rate in variant.rates {
      let labels = base + [("work", rate.name)]
      page.add(
        "darkroom_work_per_second", .gauge, help: "Executed work per simulated second.", labels, rate.perSecond.value)
      page.add(
        "darkroom_work_asked_per_second", .gauge, help: "What the scenario asks for.", labels, rate.targetPerSecond)
    }
    for scalar in variant.scalars {
      page.add(
        "darkroom_scalar", .gauge, help: "Further numbers of the model, in the unit that the label says.",
        base + [("name", scalar.name), ("unit", scalar.unit)], scalar.estimate.value)
    }
    for law in variant.invariants {
      page.add(
        "darkroom_law_holds", .gauge, help: "1 when a law that must hold exactly does.", base + [("law", law.name)],
        law.holds ? 1 : 0)
    }
  }

  private static func addStations(_ variant: VariantResult, _ base: [Label], _ page: inout MetricPage) {
    for station in variant.stations {
      let labels = base + [("station", station.name)]
      page.add(
        "darkroom_station_utilisation_ratio", .gauge, unit: "ratio", help: "Busy server time of all server time.",
        labels, station.utilisation.value)
      page.add(
        "darkroom_station_busiest_utilisation_ratio", .gauge, unit: "ratio",
        help: "Busy server time of the busiest instance.", labels, station.busiestUtilisation.value)
      page.add(
        "darkroom_station_waiting_seconds", .gauge, unit: "seconds", help: "Mean wait before service.", labels,
        station.meanWaitingSeconds)
      page.add(
        "darkroom_station_service_seconds", .gauge, unit: "seconds", help: "Mean service of one job.", labels,
        station.meanServiceSeconds)
      page.add(
        "darkroom_station_arrivals_per_second", .gauge, help: "Arrivals at all instances together.", labels,
        station.arrivalsPerSecond)
      page.add(
        "darkroom_station_servers", .gauge, help: "Servers of all instances together.", labels,
        Double(station.instances * station.serversPerInstance))
      page.add(
        "darkroom_station_longest_line", .gauge, help: "Most jobs that waited at one instance.", labels,
        Double(station.longestLine))
      page.add("darkroom_station_refusals", .counter, help: "Jobs refused.", labels, Double(station.blocked))
    }
  }

  private static func addCaches(_ variant: VariantResult, _ base: [Label], _ page: inout MetricPage) {
    for cache in variant.caches {
      let labels = base + [("cache", cache.name)]
      page.add(
        "darkroom_cache_valid", .gauge, help: "0 where this run cannot give the tier its true arrivals.", labels,
        cache.isValid ? 1 : 0)
      page.add(
        "darkroom_cache_hit_ratio", .gauge, unit: "ratio", help: "Hits of all requests.", labels,
        cache.objectHitRatio?.value)
      page.add(
        "darkroom_cache_byte_hit_ratio", .gauge, unit: "ratio", help: "Bytes served from the cache of all bytes.",
        labels, cache.byteHitRatio?.value)
      page.add(
        "darkroom_cache_requests_per_second", .gauge, help: "Requests that reach the tier.", labels,
        cache.requestsPerSecond)
      page.add(
        "darkroom_cache_misses_per_second", .gauge, help: "Requests that the tier behind it must serve.", labels,
        cache.missesPerSecond)
      page.add(
        "darkroom_cache_capacity_bytes", .gauge, unit: "bytes", help: "What fits.", labels, Double(cache.capacityBytes))
      page.add(
        "darkroom_cache_stored_bytes", .gauge, unit: "bytes", help: "What is stored at the end.", labels,
        Double(cache.storedBytes))
      page.add("darkroom_cache_evictions", .counter, help: "Objects evicted.", labels, Double(cache.evictions))
    }
  }

  private static func addRows(_ variant: VariantResult, _ base: [Label], _ page: inout MetricPage) {
    for row in variant.hotRows {
      let labels = base + [("row", row.name)]
      page.add(
        "darkroom_row_locked_ratio", .gauge, unit: "ratio", help: "Share of time in which the row was locked.", labels,
        row.utilisation)
      page.add(
        "darkroom_row_lock_wait_seconds", .gauge, unit: "seconds", help: "Mean lock wait of an update.", labels,
        row.meanLockWaitSeconds)
      page.add(
        "darkroom_row_lock_wait_max_seconds", .gauge, unit: "seconds", help: "Longest lock wait.", labels,
        row.maximumLockWaitSeconds)
      page.add(
        "darkroom_row_updates_per_second", .gauge, help: "Updates of the row.", labels, row.updatesPerSecond)
      guard let microscope = row.microscope else { continue }
      page.add(
        "darkroom_row_waits", .counter, help: "Writers that had to wait for the row.", labels,
        Double(microscope.waits))
      page.add(
        "darkroom_row_tail_ratio", .gauge, unit: "ratio",
        help: "Share that waiting for the row has of the time of the slowest 1 % of its requests.", labels,
        microscope.tailShare)
    }
  }
}

extension LatencyResult {
  fileprivate var quantiles: [(quantile: String, percentile: PercentileResult)] {
    [("0.5", p50), ("0.95", p95), ("0.99", p99), ("0.999", p999)]
  }
}
