// Draws the charts that stand on the page as Vega-Lite specifications. Under the page's content security policy
// nothing is evaluated: Vega's expressions are interpreted (ast), its styles are ours (site.css).
"use strict";
(() => {
  const NARROW = 520; // pixels of a chart in which labels get less room

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function dressed(spec, width) {
    const ink = colour("--soft"), line = colour("--axis"), grid = colour("--grid");
    const config = structuredClone(spec.config || {});
    config.axis = { ...config.axis, labelColor: ink, titleColor: ink, domainColor: line, tickColor: line, gridColor: grid };
    config.text = { ...config.text, color: colour("--ink") };
    if (width < NARROW && config.axisY) {
      const room = Math.round(width * 0.42);
      config.axisY = { ...config.axisY, labelPadding: room, minExtent: room, maxExtent: room, labelLimit: room - 6, labelFontSize: 11 };
    }
    return { ...spec, config };
  }

  const OPTIONS = {
    mode: "vega-lite", ast: true, actions: false, renderer: "svg", defaultStyle: false,
    tooltip: { disableDefaultStyle: true, theme: "ours" },
    loader: { target: "_self" },
  };

  async function draw(plot) {
    const source = plot.parentElement.querySelector("script.spec");
    if (!source || !plot.clientWidth) return;
    const spec = JSON.parse(source.textContent);
    try {
      plot.drawn?.finalize();
      plot.drawn = await vegaEmbed(plot, dressed(spec, plot.clientWidth), OPTIONS);
      if (plot.dataset.chart === "timeline") brushing(plot.drawn.view);
    } catch (failure) {
      plot.textContent = "The chart could not be drawn; the table below says the same.";
      console.error(failure);
    }
  }

  // dragging over days narrows the list to them, a click on a bar to its day

  function brushing(view) {
    let latest = null;
    try {
      view.addSignalListener("brush", (_, value) => { latest = value; });
    } catch { return; }
    view.addEventListener("click", (_, item) => {
      const day = item?.datum?.yearmonthdate_day;
      if (day) narrow([day, day]);
    });
    window.addEventListener("pointerup", () => {
      const days = latest && Object.values(latest)[0];
      latest = null;
      if (days?.length) narrow([Math.min(...days), Math.max(...days)]);
    });
  }

  const iso = (time) => {
    const day = new Date(time);
    return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
  };

  const narrow = ([first, last]) => window.demonstrably.narrow({ since: iso(first), until: iso(last) });

  window.demonstrably = {
    // Fields of the filter set, by its form where there is one, else by the address.
    narrow(changes) {
      const form = document.getElementById("filter");
      if (!form) {
        const address = new URL(location.href);
        for (const [name, value] of Object.entries(changes)) address.searchParams.set(name, value);
        address.searchParams.delete("page");
        address.hash = "members";
        location.assign(address);
        return;
      }
      for (const [name, value] of Object.entries(changes)) form.elements[name].value = value;
      form.dispatchEvent(new Event("change", { bubbles: true }));
    },
  };

  const all = (root = document) => root.querySelectorAll(".plot[data-chart]").forEach(draw);

  all();
  document.addEventListener("theme", () => all());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => all());
  document.addEventListener("htmx:afterSwap", () => all(document.getElementById("results") || document));
})();
