/// The head of the page: the answer, what it is an answer to, and the few numbers worth a large type.
extension ReportPage {
  var banner: Markup {
    let summary: Markup =
      result.scenario.summary.isEmpty ? .empty : "<p class=\"lead\">\(result.scenario.summary)</p>\n"
    let takeaway: Markup = result.takeaway.map { "<p class=\"takeaway\">\($0)</p>\n" } ?? .empty
    return """
      <header class="banner \(Self.name(digest.tone))">
      <div class="inner">
      <p class="brand">\(Markup(trusted: PageStyle.mark)) Darkroom</p>
      <div class="verdict-line"><p class="verdict">\(digest.verdict)</p><h1>\(digest.heading)</h1></div>
      \(summary)\(takeaway)<p class="facts">\(digest.subheading)</p>
      \(figures)
      </div>
      </header>
      """
  }

  private struct Figure {
    var number: String
    var label: String
    var note = ""
    var tone = Digest.Tone.plain
  }

  private var figures: Markup {
    var figures = [budgetFigure].compactMap { $0 }
    if result.variants.count == 1, let variant = result.variants.first, variant.replications > 0 {
      figures += latencyFigures(variant)
      if let first = variant.firstBottleneck {
        figures.append(
          Figure(
            number: Readable.percent(first.utilisation), label: first.kind == .row ? "hottest row locked" : "busiest",
            note: first.kind == .row ? first.name : "\(first.name), the first bottleneck"))
        figures.append(
          Figure(
            number: first.headroom <= 1.005 ? "none" : "× \(Readable.digits(first.headroom))", label: "headroom",
            note: "until that saturates"))
      }
    } else {
      figures += measured.prefix(4).compactMap { _, variant in
        variant.firstBottleneck.map {
          Figure(
            number: Readable.percent($0.utilisation), label: variant.name,
            note: "\($0.kind == .row ? "hottest row locked" : "\($0.name) busy")")
        }
      }
    }
    if figures.isEmpty { return .empty }
    let items = figures.map { figure -> Markup in
      """
      <li class="\(Self.name(figure.tone))"><span class="label">\(figure.label)</span> \
      <span class="big">\(figure.number)</span> <span class="note">\(figure.note)</span></li>

      """
    }
    return "<ul class=\"figures\" aria-label=\"Key figures\">\n\(items)</ul>"
  }

  private var budgetFigure: Figure? {
    if result.budgets.isEmpty { return nil }
    let passed = result.budgets.count { $0.outcome == .pass }
    let rest = result.budgets.filter { $0.outcome != .pass }.map(\.id)
    let note = rest.isEmpty ? "all of them" : "not: " + rest.prefix(3).joined(separator: ", ")
    return Figure(number: "\(passed) of \(result.budgets.count)", label: "budgets pass", note: note, tone: digest.tone)
  }

  private func latencyFigures(_ variant: VariantResult) -> [Figure] {
    let operations = variant.operations.filter { $0.latency != nil }
    return Digest.budgetedFirst(operations, result.budgets).prefix(2).compactMap { operation in
      operation.latency.map {
        Figure(
          number: Readable.seconds($0.p99.estimate.value), label: "p99 \(operation.name)",
          note: Readable.interval($0.p99.estimate, .seconds))
      }
    }
  }
}
