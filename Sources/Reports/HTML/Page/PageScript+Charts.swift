/// Charts to explore: latency by percentile, and metrics over time.
extension PageScript {
  static let chart = #"""
    // A chart with a slider below it, which reads out the values at one place: for keyboards and screen readers too.
    function explorer(host, settings) {
      const canvas = make("canvas", { role: "img", "aria-label": settings.title });
      const frame = make("div", { class: "canvas-frame" }, canvas);
      const slider = make("input", { type: "range", min: "0", step: "1", "aria-label": settings.place });
      const output = make("output", {});
      const readout = make("ul", { class: "readout" });
      host.append(frame, make("div", { class: "slider" }, make("span", {}, settings.place), slider, output), readout);
      let model = { series: [], positions: [], marks: [] };
      let drawn = null;

      function tell(index) {
        const position = model.positions[index];
        if (!position) return;
        slider.value = index;
        output.textContent = position.label;
        const items = model.series.map((series) => {
          const value = series.values[index];
          return [series, value === null || value === undefined ? "–" : settings.format(value)];
        });
        slider.setAttribute(
          "aria-valuetext", position.label + ": " + items.map(([series, text]) => series.name + " " + text).join(", "));
        readout.replaceChildren(...items.map(([series, text]) => make(
          "li", {}, swatch(series), make("span", { class: "series" }, series.name), make("span", { class: "amount" }, text))));
      }
      function point(index) {
        tell(index);
        if (!drawn) return;
        const active = model.series.map((series, number) => ({ datasetIndex: number, index }))
          .filter((item) => model.series[item.datasetIndex].values[index] != null);
        drawn.setActiveElements(active);
        drawn.update("none");
      }
      slider.addEventListener("input", () => point(Number(slider.value)));

      const marks = {
        id: "marks",
        beforeDatasetsDraw(chart) {
          const { ctx, chartArea: area, scales } = chart;
          ctx.save();
          model.marks.forEach((mark) => {
            const from = Math.max(scales.x.getPixelForValue(mark.from), area.left);
            const to = Math.min(scales.x.getPixelForValue(mark.to), area.right);
            if (mark.to > mark.from && to > from) {
              ctx.globalAlpha = mark.strong ? 0.24 : 0.1;
              ctx.fillStyle = colour("shade");
              ctx.fillRect(from, area.top, to - from, area.bottom - area.top);
              ctx.globalAlpha = 1;
              ctx.fillStyle = colour("faint");
              ctx.fillText(mark.name, from + 4, area.top + 12, to - from - 8);
            } else if (mark.to === mark.from && mark.from >= scales.x.min && mark.from <= scales.x.max) {
              ctx.strokeStyle = colour("brand");
              ctx.lineWidth = 1.5;
              ctx.setLineDash([4, 2]);
              ctx.beginPath();
              ctx.moveTo(from, area.top);
              ctx.lineTo(from, area.bottom);
              ctx.stroke();
            }
          });
          ctx.restore();
        },
        afterDatasetsDraw(chart) {
          const { ctx, scales } = chart;
          ctx.save();
          ctx.strokeStyle = ctx.fillStyle = colour("ink");
          ctx.textAlign = "right";
          ctx.textBaseline = "middle";
          for (const limit of model.limits ?? []) {
            const [x, y] = [scales.x.getPixelForValue(nines(limit.percent)), scales.y.getPixelForValue(limit.seconds)];
            ctx.setLineDash([3, 3]);
            ctx.beginPath();
            ctx.moveTo(x - 22, y);
            ctx.lineTo(x + 22, y);
            ctx.stroke();
            const name = chart.width > 600 ? "budget of " + limit.operation + " " : "budget ";
            ctx.fillText(name + seconds(limit.seconds), x - 27, y);
          }
          ctx.restore();
        },
      };

      function options() {
        const [ink, faint, hair] = ["ink", "faint", "hair"].map(colour);
        const axis = { grid: { color: hair, borderColor: faint }, ticks: { color: faint } };
        return {
          animation: false, responsive: true, maintainAspectRatio: false, parsing: false,
          interaction: { mode: "index", intersect: false },
          onHover: (event, items) => { if (items.length > 0) tell(items[0].index); },
          scales: {
            x: { ...axis, type: "linear", ...settings.x(model), title: { display: true, text: settings.xTitle, color: faint } },
            y: { ...axis, ...settings.y(model), title: { display: true, text: settings.yTitle(), color: faint } },
          },
          plugins: {
            legend: { display: false },
            tooltip: {
              backgroundColor: colour("paper"), titleColor: ink, bodyColor: ink, borderColor: faint, borderWidth: 1,
              usePointStyle: true,
              callbacks: {
                title: (items) => (items.length > 0 ? model.positions[items[0].dataIndex].label : ""),
                label: (item) => " " + item.dataset.label + "  " + settings.format(item.parsed.y),
              },
            },
          },
        };
      }
      function datasets() {
        return model.series.map((series) => ({
          label: series.name, borderColor: colour("s" + series.colour), backgroundColor: colour("s" + series.colour),
          borderDash: dashes[series.dash], pointStyle: shapes[series.dash], borderWidth: 2, pointRadius: settings.radius,
          pointHoverRadius: 5, spanGaps: settings.spansGaps,
          data: model.positions.map((position, index) => ({ x: position.x, y: series.values[index] ?? NaN })),
        }));
      }
      function draw(next) {
        model = next;
        slider.max = Math.max(0, model.positions.length - 1);
        if (drawn) drawn.destroy();
        drawn = new Chart(canvas, { type: "line", data: { datasets: datasets() }, options: options(), plugins: [marks] });
        tell(Math.min(settings.first(model), model.positions.length - 1));
      }
      darkness.addEventListener("change", () => draw(model));
      return draw;
    }

    """#

  static let curves = #"""
    const several = data.variants.length > 1;
    const variantName = (index) => data.variants.find((variant) => variant.index === index).name;
    const variantPlace = (index) => data.variants.findIndex((variant) => variant.index === index);
    const nines = (share) => -Math.log10(1 - share / 100);
    const variantItems = () => data.variants.map((variant, place) => ({
      index: variant.index, name: variant.name, shown: true, series: several ? { colour: 6, dash: place % 4 } : null,
    }));

    function exploreCurves() {
      const host = document.getElementById("curves-explorer");
      if (!host || data.curves.length === 0) return;
      const operations = data.operations.map((name, place) => ({
        name, shown: data.chosen.includes(name), series: { colour: place % 8, dash: several ? 0 : Math.floor(place / 8) % 4 },
      }));
      const variants = variantItems();
      const percents = [...new Set(data.curves.flatMap((curve) => curve.points.map((point) => point[0])))].sort((a, b) => a - b);
      const positions = percents.map((value) => ({ x: nines(value), percent: value, label: "p" + Number(value.toPrecision(9)) }));
      const controls = make("div", { class: "controls" }, choices("Operations", operations, redraw));
      if (several) controls.append(choices("Variants", variants, redraw));
      host.append(controls);
      const ticks = [50, 90, 99, 99.9, 99.99, 99.999, 99.9999].filter((value) => nines(value) <= positions.at(-1).x + 1e-9);
      const draw = explorer(host, {
        title: "Latency by percentile of the chosen operations", place: "Percentile", format: seconds, radius: 0,
        spansGaps: true, xTitle: "percentile", yTitle: () => "latency",
        first: () => positions.findIndex((position) => position.percent >= 99),
        x: (model) => ({
          min: 0, max: Math.max(1, ...positions.filter((position, index) =>
            model.series.some((series) => series.values[index] !== null)).map((position) => position.x)),
          afterBuildTicks: (axis) => {
            axis.ticks = ticks.map((value) => ({ value: nines(value) })).filter((tick) => tick.value <= axis.max + 1e-9);
          },
          ticks: { color: colour("faint"), callback: (value, index) => "p" + ticks[index] },
        }),
        y: () => ({
          type: "logarithmic",
          ticks: { color: colour("faint"), callback: (value) => (/^[125]/.test(value.toExponential()) ? seconds(value) : null) },
        }),
      });
      function redraw() {
        const series = data.curves.filter((curve) =>
          operations.some((item) => item.shown && item.name === curve.operation)
          && variants.some((item) => item.shown && item.index === curve.variant)
        ).map((curve) => {
          const values = new Map(curve.points);
          const operation = operations.find((item) => item.name === curve.operation);
          return {
            name: several ? curve.operation + " · " + variantName(curve.variant) : curve.operation,
            colour: operation.series.colour,
            dash: several ? variantPlace(curve.variant) % 4 : operation.series.dash,
            values: percents.map((value) => values.get(value) ?? null),
          };
        });
        const limits = data.limits.filter((limit) =>
          operations.some((item) => item.shown && item.name === limit.operation));
        draw({ series, positions, marks: [], limits });
      }
      host.hidden = false;
      redraw();
      host.parentElement.classList.add("explored");
    }

    """#

  static let timeline = #"""
    function exploreTimeline() {
      const host = document.getElementById("timeline-explorer");
      if (!host || data.timelines.length === 0) return;
      const variants = variantItems().filter((item) => data.timelines.some((timeline) => timeline.variant === item.index));
      const functions = data.functions;
      const metric = make("select", { id: "timeline-metric", onchange: () => { subjects = list(); redraw(); } });
      metric.append(...functions.map((name) => make("option", { value: name }, name)));
      const place = make("div", {});
      const controls = make(
        "div", { class: "controls" }, make("label", {}, "Metric ", metric), place);
      if (several) controls.append(choices("Variants", variants, redraw));
      host.append(controls);
      const marks = data.phases.map((phase, index) => ({
        name: phase.name, from: phase.fromSeconds, to: phase.toSeconds, strong: index % 2 === 1,
      })).concat(data.events.map((event) => ({ name: event.name, from: event.fromSeconds, to: event.fromSeconds })));
      const longest = data.timelines.reduce((best, next) => (next.edges.length > best.edges.length ? next : best));
      const positions = longest.edges.slice(1).map((end, index) => ({
        x: (longest.edges[index] + end) / 2, label: seconds(longest.edges[index]) + " – " + seconds(end),
      }));
      let subjects = list();
      const draw = explorer(host, {
        title: "The chosen metric over time", place: "Interval", radius: 2, spansGaps: false,
        format: (value) => readable(value, unit()), xTitle: "since the start of the run", yTitle: () => metric.value,
        first: () => 0,
        x: () => ({
          min: longest.edges[0], max: longest.edges.at(-1),
          ticks: { color: colour("faint"), callback: (value) => seconds(value) },
        }),
        y: (model) => ({
          ...(isWide(model) ? { type: "logarithmic" } : { beginAtZero: true }), ticks: { color: colour("faint"), callback: (value) => readable(value, unit()) },
        }),
      });

      function matching() {
        return data.timelines.flatMap((timeline) => timeline.series
          .filter((series) => series.function === metric.value)
          .map((series) => ({ ...series, variant: timeline.variant })));
      }
      // Seconds of very different sizes need a logarithmic axis, as in the static charts.
      function isWide(model) {
        const all = model.series.flatMap((series) => series.values.filter((value) => value > 0));
        return unit() === "s" && Math.max(...all) > 20 * Math.min(...all);
      }
      function unit() { return matching()[0].unit; }
      function list() {
        const peak = (name) => Math.max(
          ...matching().filter((series) => series.subject === name).flatMap((series) => series.values.map((value) => value ?? 0)));
        const names = [...new Set(matching().map((series) => series.subject))];
        const chosen = names.filter((name) => data.chosen.includes(name));
        const shown = chosen.length > 0 ? chosen : [...names].sort((a, b) => peak(b) - peak(a)).slice(0, 4);
        const items = names.map((name, index) => ({
          name, shown: shown.includes(name), series: { colour: index % 8, dash: several ? 0 : Math.floor(index / 8) % 4 },
        }));
        place.replaceChildren(choices("Series", items, redraw));
        return items;
      }
      function redraw() {
        const series = matching().filter((series) =>
          subjects.some((item) => item.shown && item.name === series.subject)
          && variants.some((item) => item.shown && item.index === series.variant)
        ).map((series) => {
          const subject = subjects.find((item) => item.name === series.subject);
          return {
            name: several ? series.subject + " · " + variantName(series.variant) : series.subject,
            colour: subject.series.colour, dash: several ? variantPlace(series.variant) % 4 : subject.series.dash,
            values: series.values,
          };
        });
        draw({ series, positions, marks });
      }
      host.hidden = false;
      redraw();
      host.parentElement.classList.add("explored");
    }

    """#
}
