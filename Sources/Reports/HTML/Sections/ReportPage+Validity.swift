extension ReportPage {
  /// What was executed beside what was asked for, and delays that are no request's latency.
  var work: PageSection? {
    let parts = perVariant { _, variant in
      let place = hasSeveralVariants ? ", \(variant.name)" : ""
      let tables = [(Digest.work(variant), "Work executed"), (Digest.delays(variant, most: .max), "Delays and levels")]
      let blocks = tables.filter { !$0.0.rows.isEmpty || !$0.0.notes.isEmpty }.map { section, caption -> Markup in
        let table = section.rows.isEmpty ? .empty : Self.table(section, caption: caption + place)
        return table + Self.notes(section.notes)
      }
      return blocks.isEmpty ? nil : blocks.joined()
    }
    return parts.map { PageSection("work", "Work and delays", $0) }
  }

  /// What the model leaves out.
  var notModelled: PageSection? {
    if result.notModelled.isEmpty { return nil }
    return PageSection("not-modelled", "What the model does not cover", Self.notes(result.notModelled))
  }

  /// Under which assumptions the numbers hold.
  var validity: PageSection? {
    let section = Digest.validity(result)
    return section.notes.isEmpty ? nil : PageSection("validity", "Validity", Self.notes(section.notes))
  }

  /// How to get the same bytes again.
  var reproduction: PageSection? {
    let scenario = result.scenario
    let prints = result.variants.flatMap { variant in
      variant.fingerprints.enumerated().map { index, print -> Markup in
        let name = hasSeveralVariants ? "\(variant.name), " : ""
        return "<li><span>\(name)replication \(index + 1)</span> <code>\(print)</code></li>\n"
      }
    }
    let fingerprints: Markup =
      prints.isEmpty
      ? .empty
      : """
      <details><summary>\(counted(prints.count, "fingerprint")) of executed events</summary>
      <ul class="prints">
      \(prints)</ul></details>

      """
    return PageSection(
      "reproduce", "Reproduce",
      """
      <div class="command"><pre id="command" tabindex="0"><code>\(result.reproduce)</code></pre>\
      <button type="button" id="copy-command" hidden="hidden">Copy</button></div>
      <dl class="facts-list">
      <div><dt>scenario</dt><dd>\(scenario.name)</dd></div>
      <div><dt>hash</dt><dd><code>\(scenario.hash)</code></dd></div>
      <div><dt>seed</dt><dd><code>\(String(scenario.seed))</code></dd></div>
      <div><dt>replications</dt><dd>\(scenario.replications)</dd></div>
      <div><dt>slice</dt><dd>\(scenario.slice == 1 ? "whole platform" : "1/\(scenario.slice)")</dd></div>
      <div><dt>result</dt><dd>schema \(result.schemaVersion)</dd></div>
      </dl>
      \(fingerprints)
      """)
  }
}
