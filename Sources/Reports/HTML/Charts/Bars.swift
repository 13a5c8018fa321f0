/// Horizontal bars whose lengths are shares of the width they get; text in them keeps its size.
enum Bars {
  struct Segment {
    var share: Double
    /// Of the kind of time, such as `queueing`.
    var kind: String
    var label: String
    /// Shown on hover.
    var detail: String
  }

  /// Parts that fill one bar from left to right. A label is written where it fits a bar of about 640 pixels.
  static func stacked(_ segments: [Segment], title: String) -> Markup {
    var start = 0.0
    let parts = segments.filter { $0.share > 0 }.map { segment -> Markup in
      defer { start += segment.share }
      let fits = Double(segment.label.count) * 7 + 14 < segment.share * 640
      let label: Markup = fits ? "<text x=\"7\" y=\"17\">\(segment.label)</text>" : .empty
      return """
        <svg x="\(start * 100)%" width="\(segment.share * 100)%" height="26"><g class="segment k-\(kind(segment.kind))">\
        <title>\(segment.detail)</title><rect width="100%" height="26"/>\(label)</g></svg>

        """
    }
    return """
      <svg class="bar" width="100%" height="26" role="img" aria-label="\(title)">
      \(parts)</svg>

      """
  }

  /// One length on a scale that several bars share.
  static func length(_ share: Double) -> Markup {
    """
    <svg class="length" width="100%" height="4" aria-hidden="true"><rect class="track" width="100%" height="4"/>\
    <rect class="run" width="\(share * 100)%" height="4"/></svg>

    """
  }

  /// Utilisation of a fleet, with the busiest instance as a mark behind its end.
  static func utilisation(_ mean: Double, busiest: Double) -> Markup {
    let (mean, busiest) = (min(max(mean, 0), 1), min(max(busiest, 0), 1))
    return """
      <svg class="meter" width="100%" height="16" aria-hidden="true"><rect class="track" width="100%" height="10" y="3"/>\
      <rect class="run\(level(busiest))" width="\(mean * 100)%" height="10" y="3"/>\
      <line class="peak" x1="\(busiest * 100)%" x2="\(busiest * 100)%" y1="0" y2="16"/></svg>
      """
  }

  private static func level(_ utilisation: Double) -> Markup {
    utilisation >= 0.95 ? " full" : utilisation >= 0.8 ? " high" : ""
  }

  /// One step of a waterfall: a part that begins where the part before it ended.
  static func step(from start: Double, share: Double, kind name: String) -> Markup {
    """
    <svg class="meter" width="100%" height="16" aria-hidden="true"><rect class="track" width="100%" height="10" y="3"/>\
    <g class="segment k-\(kind(name))"><rect x="\(start * 100)%" width="\(max(share, 0.002) * 100)%" height="10" y="3"/>\
    </g></svg>
    """
  }

  /// A class for a kind of time; the result is a file, so its words are not trusted.
  static func kind(_ name: String) -> Markup {
    TimeWords.kinds.first { $0.kind == name }.map { Markup(trusted: $0.kind) } ?? "other"
  }

  static func legend(_ present: Set<String>) -> Markup {
    let items = TimeWords.kinds.filter { present.contains($0.kind) }.map { entry -> Markup in
      """
      <li><svg class="swatch k-\(Markup(trusted: entry.kind))" width="12" height="12" aria-hidden="true">\
      <rect width="12" height="12" rx="2"/></svg> <span>\(entry.title)</span></li>

      """
    }
    return "<ul class=\"legend\" aria-label=\"Kinds of time\">\n\(items)</ul>\n"
  }
}

/// Kinds of time in the order of legends, with the words for them.
enum TimeWords {
  static let kinds: [(kind: String, title: String)] = [
    ("queueing", "queueing"), ("service", "service"), ("lockWait", "lock wait"), ("network", "network"),
    ("backOff", "back-off"),
  ]

  static func title(_ kind: String) -> String { kinds.first { $0.kind == kind }?.title ?? kind }

  /// `hitRatio` as people write it: `hit ratio`.
  static func spaced(_ name: String) -> String {
    var words = ""
    for character in name {
      if character.isUppercase, !words.isEmpty { words += " " }
      words += character.lowercased()
    }
    return words
  }
}
