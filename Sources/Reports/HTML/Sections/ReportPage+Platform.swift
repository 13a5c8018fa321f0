extension ReportPage {
  /// Cache tiers, and how many misses a tier would have with another capacity.
  var caches: PageSection? {
    let parts = perVariant { index, variant in
      let section = Digest.caches(variant)
      if section.rows.isEmpty { return nil }
      let place = hasSeveralVariants ? ", \(variant.name)" : ""
      let plots = variant.caches.enumerated().compactMap { number, cache in
        Self.missRatios(cache, id: "cache-\(index)-\(number)")
      }
      let figures: Markup =
        plots.isEmpty
        ? .empty
        : """
        <h4>Miss ratio by capacity</h4>
        <p class="hint">Of an LRU cache that sees the same requests. The dot is this run.</p>
        <div class="plots">\(plots)</div>

        """
      return Self.table(section, caption: "Cache tiers\(place)", isQuiet: true) + Self.notes(section.notes) + figures
    }
    return parts.map { PageSection("caches", "Caches", $0) }
  }

  private static func missRatios(_ cache: CacheResult, id: String) -> Markup? {
    let points = cache.missRatioCurve.filter { $0.capacityBytes > 0 }
    let capacity = Double(cache.capacityBytes)
    guard points.count > 1, let x = ChartScale.decades(points.map(\.capacityBytes) + [capacity], from: 58, to: 306)
    else { return nil }
    let y = ChartScale(kind: .linear, low: 0, high: 1, start: 174, end: 14)
    var lines = [
      LinePlot.Line(name: cache.name, colour: 0, runs: [points.map { (x: $0.capacityBytes, y: $0.missRatio) }])
    ]
    if capacity > 0, let hits = cache.objectHitRatio {
      lines.append(LinePlot.Line(name: "this run", colour: 1, runs: [[(x: capacity, y: 1 - hits.value)]]))
    }
    let plot = LinePlot(
      title: "\(cache.name): miss ratio by capacity",
      description: "from \(Readable.percent(points[0].missRatio)) at \(Readable.bytes(points[0].capacityBytes)) to "
        + "\(Readable.percent(points[points.count - 1].missRatio)) at "
        + Readable.bytes(points[points.count - 1].capacityBytes),
      x: x, y: y, xTicks: x.ticks(Readable.bytes), yTicks: y.ticks(Readable.percent), lines: lines)
    return "<figure><figcaption>\(cache.name)</figcaption>\(plot.svg(id: id))</figure>\n"
  }

  /// How busy every component is, and which saturates first.
  var capacity: PageSection? {
    let parts = perVariant { _, variant in
      let section = Digest.capacity(variant, most: .max)
      if section.rows.isEmpty { return nil }
      let bars = Digest.busiestFirst(variant).map {
        Bars.utilisation($0.utilisation.value, busiest: $0.busiestUtilisation.value)
      }
      let place = hasSeveralVariants ? ", \(variant.name)" : ""
      let idle = variant.stations.filter { $0.busiestUtilisation.value == 0 }.map(\.name)
      let rest = idle.isEmpty ? [] : ["Idle: \(idle.joined(separator: ", "))."]
      let first = section.notes.map { "<p class=\"finding\">\($0)</p>\n" as Markup }
      return first.joined()
        + Self.table(
          section, caption: "Utilisation by component\(place)", isQuiet: true,
          extra: ExtraColumn(title: "busy", cells: bars, position: 3))
        + Self.notes(rest)
    }
    return parts.map {
      PageSection(
        "capacity", "Capacity",
        """
        <p class="hint">A full bar is a fleet that is always busy. The upright mark is its busiest instance, which decides \
        when it saturates.</p>
        \($0)
        """)
    }
  }

  /// The platform as a picture, with what flowed through it.
  var platform: PageSection? {
    let pictures = perVariant { index, variant in
      let picture = FlowPicture(variant).svg(id: "flow-\(index)")
      if picture.isEmpty { return nil }
      let place = hasSeveralVariants ? ", \(variant.name)" : ""
      return Self.scrolling("The platform\(place)", picture, kind: "scroll wide")
    }
    return pictures.map {
      PageSection(
        "platform", "The platform",
        """
        <p class="hint">In each component: work per second, mean service time + mean wait of one job, and how busy its \
        servers are. On lines: work per second, and the mean time of a request on the access network. The outlined \
        component is the first bottleneck; what is faint did nothing.</p>
        \($0)
        """)
    }
  }

  /// One photo, part by part, until its first follower could read it.
  var photo: PageSection? {
    let parts = perVariant { _, variant in
      let exemplars = variant.operations.first { $0.name == "post.visible" }?.exemplars ?? []
      guard let photo = exemplars.first(where: { $0.role == "p50" }), photo.latencyNanoseconds > 0 else { return nil }
      var section = Digest.Section("photo")
      section.columns = [
        .init("where", right: false), .init("what", right: false), .init("after"), .init("takes"), .init("share"),
      ]
      var bars: [Markup] = []
      var elapsed: Int64 = 0
      for part in photo.parts {
        let share = Double(part.nanoseconds) / Double(photo.latencyNanoseconds)
        section.add([
          part.component, TimeWords.title(part.kind), Self.seconds(elapsed),
          Self.seconds(part.nanoseconds), Readable.percent(share),
        ])
        bars.append(
          Bars.step(from: Double(elapsed) / Double(photo.latencyNanoseconds), share: share, kind: part.kind))
        elapsed += part.nanoseconds
      }
      let place = hasSeveralVariants ? ", \(variant.name)" : ""
      let sentence =
        "A photo of \(photo.region) that took \(Self.seconds(photo.latencyNanoseconds)) from the tap until its first "
        + "follower could read it: half of all photos take less. Parts stand in the order in which it first met them."
      return """
        <p>\(sentence)</p>
        \(Self.table(
          section, caption: "Life of one photo\(place)", isQuiet: true,
          extra: ExtraColumn(title: "when", cells: bars, position: 2)))
        """
    }
    return parts.map { PageSection("photo", "The life of one photo", $0) }
  }
}
