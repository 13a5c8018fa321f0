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
