/// The page of one result. Sections without data leave themselves out.
struct ReportPage {
  let result: RunResult
  let changes: [ScenarioChange]
  let digest: Digest

  init(_ result: RunResult) {
    self.result = result
    changes = result.changes
    digest = Digest(result)
  }

  var hasSeveralVariants: Bool { result.variants.count > 1 }

  /// Variants with results, and their place in the scenario, which names them in ids.
  var measured: [(index: Int, variant: VariantResult)] {
    result.variants.enumerated().filter { $0.element.replications > 0 }.map { ($0.offset, $0.element) }
  }

  var sections: [PageSection] {
    [
      budgets, variants, latency, timeline, attribution, hotRows, caches, capacity, platform, photo, work, notModelled,
      validity, reproduction,
    ].compactMap { $0 }
  }

  func document(_ policy: SecurityPolicy, style: Markup, scripts: Markup) -> Markup {
    let sections = sections
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="\(policy.text)"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="referrer" content="no-referrer"/>
      <title>\(digest.verdict): \(digest.heading) · Darkroom</title>
      <link rel="icon" href="\(PageStyle.icon)"/>
      \(style)
      </head>
      <body>
      <a class="skip" href="#content">Skip to the results</a>
      \(banner)
      <div class="shell">
      \(contents(sections))
      <main id="content" tabindex="-1">
      \(sections.map(block))
      </main>
      </div>
      \(footer)
      \(scripts)</body>
      </html>

      """
  }

  private func block(_ section: PageSection) -> Markup {
    """
    <section id="\(section.id)" aria-labelledby="\(section.id)-title">
    <h2 id="\(section.id)-title">\(section.title)</h2>
    \(section.body)
    </section>

    """
  }

  private func contents(_ sections: [PageSection]) -> Markup {
    let links = sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>\n" as Markup }
    var picker = Markup.empty
    if measured.count > 1 {
      let choices = measured.map { "<option value=\"\($0.index)\">\($0.variant.name)</option>\n" as Markup }
      picker = """
        <p class="picker" hidden="hidden" id="variant-picker"><label for="variant-choice">Show variant</label>
        <select id="variant-choice"><option value="all">all</option>
        \(choices)</select></p>
        """
    }
    return """
      <nav class="contents" aria-labelledby="contents-title">
      <h2 id="contents-title">Contents</h2>
      <ul>
      \(links)</ul>
      \(picker)
      </nav>
      """
  }

  private var footer: Markup {
    let charts: Markup =
      ChartLibrary.source == nil
      ? "The chart library was not installed when this program was built, so the charts are pictures."
      : "Charts can be explored where scripts may run; everything is here without them."
    return """
      <footer>
      <p>Written by Darkroom from <code>summary.json</code>. This page loads nothing from anywhere. \(charts)</p>
      </footer>
      """
  }

  /// Operations with a budget first; of the others, those whose p99 the variants change most.
  func tellingFirst(_ operations: [OperationResult]) -> [OperationResult] {
    if !hasSeveralVariants { return Digest.budgetedFirst(operations, result.budgets) }
    let changed = Digest.changedFirst(result)
    func rank(_ operation: OperationResult) -> Int { changed.firstIndex(of: operation.name) ?? changed.count }
    let ordered = operations.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
    return Digest.budgetedFirst(ordered.map(\.element), result.budgets)
  }

  /// The body of a section that each variant has: under its name when there are several. Nil when none has any.
  func perVariant(_ body: (Int, VariantResult) -> Markup?) -> Markup? {
    let parts = measured.compactMap { index, variant in body(index, variant).map { (index, variant, $0) } }
    if parts.isEmpty { return nil }
    if !hasSeveralVariants { return parts[0].2 }
    return parts.map { index, variant, part in
      """
      <div class="variant" data-variant="\(index)">
      <h3 class="variant-name">\(variant.name)</h3>
      \(part)
      </div>

      """ as Markup
    }.joined()
  }
}
