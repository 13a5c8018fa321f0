import Experiments
import Foundation
import Reports
import Simulator
import SystemModel
import Testing

@Suite struct MetricCatalogueTests {
  private static let run: RunMeasurements = {
    var inputs = PlatformInputs()
    inputs.population.users = 200_000
    inputs.platform.delivery.warmTurnover = 0
    inputs.warmUp = .milliseconds(200)
    inputs.duration = .seconds(1)
    inputs.batches = 2
    let run = PlatformRun(inputs, seed: 1)
    run.prepare()
    run.run()
    return run.measurements()
  }()

  private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../docs/metrics.md")

  @Test func thePageIsCurrent() throws {
    if ProcessInfo.processInfo.environment["DARKROOM_UPDATE_GOLDEN"] == "1" {
      try MetricCatalogue.markdown.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: Self.page, encoding: .utf8) == MetricCatalogue.markdown)
  }

  @Test func everyNumberOfARunIsInTheCatalogue() {
    let run = Self.run
    let names = Set(MetricCatalogue.names)
    let measured =
      run.operations.map { $0.name + ".latency" } + run.operations.map(\.name) + run.rates.map(\.name)
      + run.stations.map(\.name) + run.caches.map(\.name)
    #expect(measured.filter { !names.contains($0) } == [])
    let scalars = MetricCatalogue.groups.flatMap(\.entries).flatMap { entry in
      entry.functions.map { $0 == "value" ? entry.name : "\(entry.name).\($0)" }
    }
    #expect(run.scalars.map(\.name).filter { !scalars.contains($0) } == [])
  }

  /// Latencies without a sample and components that are no station have no number; everything else has one.
  @Test func everyMetricOfTheCatalogueIsReadable() throws {
    for entry in MetricCatalogue.groups.flatMap(\.entries) {
      for function in entry.functions {
        #expect(MetricExpression(parsing: "\(function)(\(entry.name))") != nil, "\(function)(\(entry.name))")
      }
    }
    for text in [
      "p99(feed.load.latency)", "rate(feed.load)", "rate(sessions)", "utilisation(gateway)", "hitRatio(edge)",
      "p99(counter.staleness)", "value(timeline.candidates)", "max(rows.hottest.lockWait)",
    ] {
      #expect(try #require(MetricExpression(parsing: text)).value(in: Self.run) != nil, "\(text)")
    }
  }
}
