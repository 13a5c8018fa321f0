import ArgumentParser
import Experiments

/// `darkroom metrics`: the page of every metric that budgets can name, docs/metrics.md.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Print every metric that budgets can name, as Markdown.")

  func run() { Terminal.say(MetricCatalogue.markdown) }
}
