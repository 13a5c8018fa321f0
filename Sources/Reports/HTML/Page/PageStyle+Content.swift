/// Rules for tables, charts and paper.
extension PageStyle {
  static let tables = """
    .scroll { overflow-x: auto; margin: 0 0 0.5rem; }
    table { border-collapse: collapse; min-width: 100%; font-size: 0.92rem; line-height: 1.35; }
    caption { text-align: left; color: var(--faint); font-size: 0.85rem; padding: 0 0 0.35rem; }
    th, td {
      padding: 0.42rem 0.9rem 0.42rem 0; border-bottom: 1px solid var(--hair); text-align: left; vertical-align: middle;
      unicode-bidi: isolate;
    }
    th:last-child, td:last-child { padding-right: 0.15rem; }
    thead th { color: var(--faint); font-weight: 500; font-size: 0.86rem; vertical-align: bottom; }
    tbody th { font-weight: 600; }
    th.number, td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
    tbody tr:hover { background: var(--wash); }
    .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    tbody th { min-width: 6.5rem; }
    .operation td:last-child:not(.number) { min-width: 17rem; }
    td.graphic { min-width: 11rem; width: 30%; }
    td.graphic svg { display: block; }
    .badge {
      display: inline-block; padding: 0.08rem 0.55rem; border-radius: 99px; font-size: 0.84rem; font-weight: 650;
      white-space: nowrap;
    }
    .badge.good { background: var(--good-wash); color: var(--good); }
    .badge.bad { background: var(--bad-wash); color: var(--bad); }
    .badge.doubtful { background: var(--doubtful-wash); color: var(--doubtful); }
    .variants div { display: flex; flex-wrap: wrap; gap: 0 0.75rem; margin: 0.2rem 0; }
    .variants dt { font-weight: 600; min-width: 8rem; overflow-wrap: anywhere; }
    .variants dd { margin: 0; overflow-wrap: anywhere; }
    .facts-list { display: flex; flex-wrap: wrap; gap: 0.75rem 2.25rem; margin: 1rem 0; }
    .facts-list dt { color: var(--faint); font-size: 0.85rem; }
    .facts-list dd { margin: 0; overflow-wrap: anywhere; }
    .command { display: flex; gap: 0.5rem; align-items: flex-start; }
    .command pre { flex: 1; min-width: 0; }
    pre { margin: 0; padding: 0.7rem 0.9rem; overflow-x: auto; background: var(--wash); border-radius: 6px; }
    details { margin: 0.5rem 0; }
    summary { cursor: pointer; overflow-wrap: anywhere; }
    .prints { padding-left: 1.15rem; font-size: 0.92rem; overflow-wrap: anywhere; }

    """

  static let charts = """
    svg { overflow: hidden; }
    svg text { font-family: inherit; fill: var(--ink); }
    .legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.25rem; margin: 0 0 1rem; padding: 0; list-style: none; font-size: 0.9rem; }
    .legend li { display: flex; align-items: center; gap: 0.4rem; overflow-wrap: anywhere; }
    .legend svg { flex: none; }
    .keys { display: inline-flex; flex-wrap: wrap; gap: 0 0.9rem; }
    .key { display: inline-flex; align-items: center; gap: 0.3rem; overflow-wrap: anywhere; }
    .key svg { flex: none; }
    .plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17.5rem, 100%), 1fr)); gap: 1.1rem 1.5rem; }
    figure { margin: 0; }
    figcaption { font-size: 0.9rem; font-weight: 600; margin: 0 0 0.2rem; overflow-wrap: anywhere; }
    .timeline figcaption { font-weight: 400; }
    .timeline figure { margin: 0 0 1.25rem; }
    .values { font-size: 0.92rem; }
    .plot, .heatmap, .flow { display: block; width: 100%; height: auto; }
    .wide > svg { min-width: 46rem; }
    .wide > .flow { min-width: 58rem; }
    .tick { font-size: 11px; fill: var(--faint); font-variant-numeric: tabular-nums; }
    .grid { stroke: var(--hair); }
    .axis { stroke: var(--faint); }
    .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
    .d1 { stroke-dasharray: 7 4; } .d2 { stroke-dasharray: 2 3; } .d3 { stroke-dasharray: 9 3 2 3; }
    .line.s0 { stroke: var(--s0); } .line.s1 { stroke: var(--s1); } .line.s2 { stroke: var(--s2); }
    .line.s3 { stroke: var(--s3); } .line.s4 { stroke: var(--s4); } .line.s5 { stroke: var(--s5); }
    .line.s6 { stroke: var(--s6); } .line.s7 { stroke: var(--s7); }
    .dot { stroke: var(--paper); stroke-width: 1; }
    .dot.s0 { fill: var(--s0); } .dot.s1 { fill: var(--s1); } .dot.s2 { fill: var(--s2); } .dot.s3 { fill: var(--s3); }
    .dot.s4 { fill: var(--s4); } .dot.s5 { fill: var(--s5); } .dot.s6 { fill: var(--s6); } .dot.s7 { fill: var(--s7); }
    .phase { fill: var(--shade); } .phase.p0 { fill-opacity: 0.1; } .phase.p1 { fill-opacity: 0.24; }
    .event { stroke: var(--brand); stroke-width: 1.5; stroke-dasharray: 4 2; }
    .level { stroke: var(--ink); stroke-dasharray: 3 3; }
    .track { fill: var(--wash); }
    .run { fill: var(--service); }
    .run.high { fill: var(--queueing); }
    .run.full { fill: var(--lockWait); }
    .peak { stroke: var(--ink); stroke-width: 2; }
    .length { display: block; margin-top: 3px; }
    .length .run { fill: var(--faint); }
    .bar { display: block; border-radius: 4px; }
    .segment text { font-size: 12px; }
    .segment rect { stroke: var(--paper); stroke-width: 1; }
    .k-queueing rect { fill: var(--queueing); } .k-queueing text { fill: var(--queueing-ink); }
    .k-service rect { fill: var(--service); } .k-service text { fill: var(--service-ink); }
    .k-lockWait rect { fill: var(--lockWait); } .k-lockWait text { fill: var(--lockWait-ink); }
    .k-network rect { fill: var(--network); } .k-network text { fill: var(--network-ink); }
    .k-backOff rect { fill: var(--backOff); } .k-backOff text { fill: var(--backOff-ink); }
    .k-other rect { fill: var(--hair); }
    .operation { border: 1px solid var(--hair); border-radius: 8px; margin: 0 0 0.6rem; padding: 0 1rem; }
    .operation > summary { padding: 0.65rem 0; }
    .operation > summary span { color: var(--faint); font-size: 0.92rem; margin-left: 0.4rem; }
    .operation[open] { padding-bottom: 1rem; }
    .mix { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0.25rem 1rem; align-items: start; margin: 0 0 0.7rem; }
    .mix-name { font-variant-numeric: tabular-nums; padding-top: 0.05rem; }
    .operation .scroll { margin-top: 1rem; }
    .budget { border-radius: 4px; }
    .budget .allowed { fill: var(--good); fill-opacity: 0.16; }
    .budget .threshold { stroke: var(--ink); stroke-width: 2; }
    .budget .interval { stroke-width: 4; stroke-opacity: 0.55; }
    .budget .cap { stroke-width: 2; }
    .budget.good .interval, .budget.good .cap { stroke: var(--good); } .budget.good .value { fill: var(--good); }
    .budget.bad .interval, .budget.bad .cap { stroke: var(--bad); } .budget.bad .value { fill: var(--bad); }
    .budget.doubtful .interval, .budget.doubtful .cap { stroke: var(--doubtful); }
    .budget.doubtful .value { fill: var(--doubtful); }
    .heat { fill: var(--heat); }
    .row-name { overflow-wrap: anywhere; }
    .node .box { fill: var(--paper); stroke: var(--faint); }
    .node.client .box { fill: var(--wash); stroke-dasharray: 4 3; }
    .node.first .box { stroke: var(--brand); stroke-width: 3; }
    .node.idle { opacity: 0.55; }
    .node .name { font-size: 13px; font-weight: 600; }
    .node .fact { font-size: 12.5px; fill: var(--faint); font-variant-numeric: tabular-nums; }
    .way { fill: none; stroke: var(--shade); stroke-width: 1.5; stroke-linejoin: round; }
    .way.idle { stroke-dasharray: 3 4; stroke-opacity: 0.5; }
    .arrow { fill: var(--shade); }
    .flow-label {
      font-size: 12px; fill: var(--ink); stroke: var(--paper); stroke-width: 4px; paint-order: stroke;
      stroke-linejoin: round; font-variant-numeric: tabular-nums;
    }
    .explore { margin: 0 0 1.25rem; }
    .controls { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 1rem; margin: 0 0 0.6rem; }
    .controls fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.3rem 0.9rem; min-width: 0; }
    .controls legend { float: left; padding: 0 0.9rem 0 0; color: var(--faint); font-size: 0.9rem; }
    .controls label { display: inline-flex; align-items: center; gap: 0.35rem; font-size: 0.9rem; overflow-wrap: anywhere; }
    .canvas-frame { position: relative; height: 24rem; }
    .slider { display: flex; align-items: center; gap: 0.75rem; margin-top: 0.5rem; font-size: 0.9rem; }
    .slider input { flex: 1; min-width: 6rem; accent-color: var(--link); }
    .slider output { min-width: 5.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
    .readout {
      display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: 0.1rem 1.5rem; margin: 0.4rem 0 0;
      padding: 0; list-style: none; font-size: 0.9rem; min-height: 3rem;
    }
    .readout li { display: flex; align-items: center; gap: 0.45rem; }
    .readout .series { flex: 1; min-width: 0; overflow-wrap: anywhere; }
    .readout .amount { font-variant-numeric: tabular-nums; font-weight: 600; }
    .explored .static { display: none; }
    @media (max-width: 40rem) {
      .mix { grid-template-columns: minmax(0, 1fr); }
      .canvas-frame { height: 18rem; }
      .readout { grid-template-columns: 1fr; }
      .command { flex-direction: column; }
      .command pre { width: 100%; }
      .timeline .plot { min-width: 34rem; }
    }

    """

  static let paper = """
    @media print {
      :root { color-scheme: light; }
      body { font-size: 10pt; }
      .contents, .skip, .explore, button, .picker { display: none !important; }
      .shell { display: block; padding: 0; }
      .scroll { overflow: visible; }
      table { font-size: 8pt; }
      th, td { padding-right: 0.5rem; }
      .explored .static { display: block; }
      .explored .static.plots { display: grid; }
      .wide > svg, .wide > .flow { min-width: 0; }
      figure, tr, .mix, .figures { break-inside: avoid; }
      h2, h3, h4, caption { break-after: avoid; }
      .bar, .segment rect, .banner, .badge, .track, .run, .allowed, .heat, .phase { print-color-adjust: exact; }
      details::details-content { display: block; content-visibility: visible; block-size: auto; }
    }

    """
}
