// The map: dots on the shapes of countries, without tiles and without any other host.
"use strict";
(() => {
  const SMALL = 4; // pixels of a dot's radius without a figure
  const large = (dots) => Math.min(22, Math.max(10, 140 / Math.sqrt(dots))); // of the greatest: less where there are many
  const MANY = 1500; // dots from which on they are drawn on a canvas

  let map = null, layer = null;

  const dots = () => JSON.parse(document.getElementById("dots")?.textContent || "[]");

  function words(dot) {
    // text, never markup: a name comes from a text that somebody else wrote
    const said = document.createElement("span");
    const figure = dot.participants === null ? "no figure" : `best ${dot.participants.toLocaleString("en")} participants`;
    const wide = dot.precision === "region" || dot.precision === "country" ? `, somewhere in the ${dot.precision}` : "";
    said.textContent = `${dot.place}${wide}: ${dot.events === 1 ? "1 event" : `${dot.events} events`}, ${figure}${dot.conflict ? " ≠ sources disagree" : ""}`;
    return said;
  }

  function marker(dot, most, largest) {
    const told = dot.participants !== null;
    const wide = dot.precision === "region" || dot.precision === "country";
    const radius = told && most ? SMALL + (largest - SMALL) * Math.sqrt(dot.participants / most) : SMALL;
    const classes = ["dot", told ? "full" : "hollow", wide ? "wide" : ""];
    return L.circleMarker([dot.latitude, dot.longitude], {
      radius: wide ? Math.max(radius, 11) : radius, className: classes.join(" ").trim().replace(/ +/g, " "),
      dashArray: wide ? "3 4" : null, fillOpacity: told && !wide ? 0.3 : 0.02, weight: 1.6,
      bubblingMouseEvents: false,
    }).bindTooltip(words(dot), { sticky: true }).on("click", () => location.assign(dot.href)).on("add", reachable(dot));
  }

  // A dot is a link: the keyboard gets to it, and a reader of the screen says what it is. A canvas has no elements; the
  // table beside the map has the same links.
  const reachable = (dot) => ({ target }) => {
    const element = target.getElement?.();
    if (!element) return;
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "link");
    element.setAttribute("aria-label", words(dot).textContent);
    element.addEventListener("keydown", (pressed) => { if (pressed.key === "Enter") location.assign(dot.href); });
    element.addEventListener("focus", () => target.openTooltip());
    element.addEventListener("blur", () => target.closeTooltip());
  };

  function show(fit) {
    const all = dots();
    const most = Math.max(0, ...all.map((dot) => dot.participants || 0));
    layer?.remove();
    layer = L.featureGroup(all.map((dot) => marker(dot, most, large(all.length)))).addTo(map);
    const first = L.latLngBounds(all.filter((dot) => dot.first).map((dot) => [dot.latitude, dot.longitude]));
    if (fit && first.isValid()) map.fitBounds(first.pad(0.12), { maxZoom: 7, animate: false });
  }

  const InView = () => {
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "in-view";
      button.textContent = "Only what is in view";
      L.DomEvent.disableClickPropagation(button);
      button.addEventListener("click", () => {
        const seen = map.getBounds();
        const edges = [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()];
        window.demonstrably.narrow({ area: edges.map((edge) => edge.toFixed(2)).join(",") });
      });
      return button;
    };
    return control;
  };

  async function start() {
    const place = document.getElementById("map");
    if (!place) return;
    if (place.started) { show(false); return; }
    place.started = true;
    map = L.map(place, {
      attributionControl: false, zoomSnap: 0.5, minZoom: 1, maxZoom: 9, maxBounds: [[-85, -200], [85, 200]],
      scrollWheelZoom: false, preferCanvas: dots().length > MANY,
    });
    map.on("focus click", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    map.setView([30, 10], 2);
    InView().addTo(map);
    map.createPane("land").style.zIndex = 250;
    show(true);
    try {
      const answer = await fetch(place.dataset.shapes);
      L.geoJSON(await answer.json(), {
        pane: "land", interactive: false, style: { className: "land", weight: 0.7 }, renderer: L.svg({ pane: "land", padding: 0.5 }),
      }).addTo(map);
    } catch (failure) {
      console.error(failure); // dots without borders are a map still
    }
  }

  start();
  document.addEventListener("htmx:afterSwap", start);
})();
