extension ReportPage {
  /// What the variants set differently, and what came of it.
  var variants: PageSection? {
    if !hasSeveralVariants { return nil }
    let tables = Digest.sideBySide(result.variants).filter { !$0.rows.isEmpty }
    let comparison = tables.enumerated().map { index, section -> Markup in
      let caption = tables.count == 1 ? "Side by side" : "Side by side, part \(index + 1)"
      return Self.table(section, caption: caption, untitled: "measure") + Self.notes(section.notes)
    }
    return PageSection("variants", "Variants", "\(descriptions)\(differences)\(comparison)")
  }

  private var descriptions: Markup {
    let items = result.variants.filter { !$0.summary.isEmpty }.map { variant -> Markup in
      "<div><dt>\(variant.name)</dt><dd>\(variant.summary)</dd></div>\n"
    }
    return items.isEmpty ? .empty : "<dl class=\"variants\">\n\(items)</dl>\n"
  }

  private var differences: Markup {
    let known = changes.filter { $0.values.count == result.variants.count }
    if known.isEmpty { return .empty }
    return Self.table(
      caption: "What the scenario sets differently", columns: ["key"] + result.variants.map(\.name),
      rows: known.map { [$0.key] + $0.values }, textColumns: Set(0...result.variants.count))
  }
}
