/// The page's scripts, ours in every line. They add to a page that is complete without them.
enum PageScript {
  static let text = "(() => {\n\"use strict\";\n" + basics + chart + curves + timeline + page + "})();\n"

  static let basics = #"""
    const data = window.darkroomReport ?? JSON.parse(document.getElementById("report-data").textContent);
    const units = {
      "s": seconds, "1/s": (value) => count(value) + "/s", "1": percent, "bytes": bytes,
      "bytes/s": (value) => bytes(value) + "/s",
    };
    const readable = (value, unit) => (units[unit] ?? count)(value);

    function digits(value) {
      const size = Math.abs(value);
      if (size === 0) return "0";
      const decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : size >= 0.09995 ? 3 : 4;
      const text = value.toFixed(decimals);
      return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
    }
    function seconds(value) {
      const size = Math.abs(value);
      if (size === 0) return "0 s";
      if (size < 0.9995e-6) return digits(value * 1e9) + " ns";
      if (size < 0.9995e-3) return digits(value * 1e6) + " µs";
      if (size < 0.9995) return digits(value * 1e3) + " ms";
      if (size < 599.5) return digits(value) + " s";
      return size < 5997 ? digits(value / 60) + " min" : digits(value / 3600) + " h";
    }
    function count(value) {
      const size = Math.abs(value);
      if (size >= 999.5e9) return digits(value / 1e12) + " T";
      if (size >= 999.5e6) return digits(value / 1e9) + " B";
      if (size >= 999.5e3) return digits(value / 1e6) + " M";
      if (size >= 9995) return digits(value / 1e3) + " K";
      return size >= 999.5 ? value.toFixed(0) : digits(value);
    }
    function bytes(value) {
      const names = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
      let index = 0;
      while (Math.abs(value) >= 1023.5 && index < names.length - 1) { value /= 1024; index += 1; }
      return digits(value) + " " + names[index];
    }
    function percent(value) {
      const scaled = value * 100;
      if (Math.abs(scaled) < 9.95) return digits(scaled) + " %";
      return scaled.toFixed(scaled === Math.round(scaled) ? 0 : 1) + " %";
    }

    function make(tag, attributes = {}, ...children) {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) {
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else element.setAttribute(name, value);
      }
      element.append(...children);
      return element;
    }
    const dashes = [[], [7, 4], [2, 3], [9, 3, 2, 3]];
    const shapes = ["circle", "rect", "triangle", "rectRot"];
    const darkness = matchMedia("(prefers-color-scheme: dark)");
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

    function swatch(series) {
      const space = "http://www.w3.org/2000/svg";
      const svg = document.createElementNS(space, "svg");
      svg.setAttribute("width", "28");
      svg.setAttribute("height", "10");
      svg.setAttribute("aria-hidden", "true");
      const line = document.createElementNS(space, "path");
      line.setAttribute("class", "line s" + series.colour + " d" + series.dash);
      line.setAttribute("d", "M0 5L28 5");
      svg.append(line);
      return svg;
    }
    function choices(title, items, change) {
      const field = make("fieldset", {}, make("legend", {}, title));
      for (const item of items) {
        const box = make("input", { type: "checkbox", onchange: () => { item.shown = box.checked; change(); } });
        box.checked = item.shown;
        field.append(make("label", {}, box, ...(item.series ? [swatch(item.series)] : []), item.name));
      }
      return field;
    }

    """#

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
            } else if (mark.to === mark.from && from <= area.right) {
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
        x: () => ({
          min: 0, max: positions.at(-1).x,
          afterBuildTicks: (axis) => { axis.ticks = ticks.map((value) => ({ value: nines(value) })); },
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
        draw({ series, positions, marks: [] });
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
      const functions = [...new Set(data.timelines.flatMap((timeline) => timeline.series.map((series) => series.function)))];
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
        y: () => ({
          beginAtZero: true, ticks: { color: colour("faint"), callback: (value) => readable(value, unit()) },
        }),
      });

      function matching() {
        return data.timelines.flatMap((timeline) => timeline.series
          .filter((series) => series.function === metric.value)
          .map((series) => ({ ...series, variant: timeline.variant })));
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

  static let page = #"""
    function chooseVariant() {
      const choice = document.getElementById("variant-choice");
      if (!choice) return;
      document.getElementById("variant-picker").hidden = false;
      choice.addEventListener("change", () => {
        for (const part of document.querySelectorAll("[data-variant]")) {
          part.hidden = choice.value !== "all" && part.dataset.variant !== choice.value;
        }
      });
    }
    function copyCommand() {
      const button = document.getElementById("copy-command");
      if (!button || !navigator.clipboard) return;
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById("command").textContent);
        button.textContent = "Copied";
      });
    }
    // A frame is a stop for the keyboard only while there is something to scroll.
    function watchFrames() {
      const watcher = new ResizeObserver((entries) => {
        for (const { target } of entries) {
          if (target.scrollWidth > target.clientWidth + 1) target.setAttribute("tabindex", "0");
          else target.removeAttribute("tabindex");
        }
      });
      for (const frame of document.querySelectorAll(".scroll, #command")) watcher.observe(frame);
    }
    function followContents() {
      const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
      const watcher = new IntersectionObserver((entries) => {
        for (const { target, isIntersecting } of entries) {
          if (!isIntersecting) continue;
          for (const link of links.values()) link.removeAttribute("aria-current");
          links.get(target.id)?.setAttribute("aria-current", "true");
        }
      }, { rootMargin: "-10% 0px -80% 0px" });
      for (const section of document.querySelectorAll("main > section")) watcher.observe(section);
    }
    function openForPaper() {
      let closed = [];
      addEventListener("beforeprint", () => {
        closed = [...document.querySelectorAll("details:not([open])")];
        for (const part of closed) part.open = true;
      });
      addEventListener("afterprint", () => { for (const part of closed) part.open = false; });
    }

    chooseVariant();
    copyCommand();
    watchFrames();
    followContents();
    openForPaper();
    if (window.Chart) {
      Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
      exploreCurves();
      exploreTimeline();
    }

    """#
}
