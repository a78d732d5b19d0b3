// Theme, keys and small comforts. Everything here has a way without it: links, buttons, a GET form.
"use strict";
(() => {
  const root = document.documentElement;
  const THEMES = ["system", "light", "dark"];

  const theme = () => root.dataset.theme || "system";

  function setTheme(name) {
    if (name === "system") delete root.dataset.theme;
    else root.dataset.theme = name;
    try { localStorage.setItem("theme", name); } catch { /* nothing is kept then */ }
    sayTheme();
    document.dispatchEvent(new CustomEvent("theme"));
  }

  function sayTheme() {
    const button = document.getElementById("theme");
    if (button) button.textContent = `Theme: ${theme()}`;
  }

  const nextTheme = () => setTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]);

  // j and k: from row to row, in the order of the page; what is folded away is passed over

  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.getClientRects().length);

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const now = all.findIndex((row) => row.classList.contains("at"));
    const next = now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + by, 0), all.length - 1);
    all[now]?.classList.remove("at");
    const row = all[next];
    row.classList.add("at");
    const link = row.querySelector("a[href]") || row;
    if (link === row) row.tabIndex = -1;
    link.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function keys() {
    const dialog = document.getElementById("keys");
    if (!dialog) return;
    if (dialog.open) dialog.close();
    else dialog.showModal();
  }

  function search() {
    const field = document.getElementById("q");
    if (field) { field.focus(); field.select(); }
    else document.querySelector("[data-go=e]")?.click();
  }

  let went = 0; // when g was pressed

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (event.key === "Escape") {
      document.querySelectorAll("details.pick[open]").forEach((each) => { each.open = false; });
      if (typing) typing.blur();
      return;
    }
    if (typing && typing.type !== "checkbox") return;
    if (Date.now() - went < 1500) {
      went = 0;
      const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
      if (link) { event.preventDefault(); link.click(); return; }
    }
    const does = { "?": keys, j: () => step(1), k: () => step(-1), "/": search, t: nextTheme, g: () => { went = Date.now(); } }[event.key];
    if (does) { event.preventDefault(); does(); }
  }

  function start() {
    document.querySelector(".tools")?.removeAttribute("hidden");
    document.getElementById("theme")?.addEventListener("click", nextTheme);
    document.getElementById("show-keys")?.addEventListener("click", keys);
    document.addEventListener("keydown", onKey);
    document.querySelectorAll("[data-submit]").forEach((field) => {
      field.addEventListener("change", () => field.form.submit());
      field.form.classList.add("instant");
    });
    document.querySelectorAll("[data-print], [data-copy]").forEach((button) => { button.hidden = false; });
    document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
    document.querySelectorAll("[data-copy]").forEach((button) => button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        button.textContent = "Copied";
      } catch { button.textContent = location.href; } // no clipboard: to be copied by hand
    }));
    document.addEventListener("click", (event) => {
      document.querySelectorAll("details.pick[open]").forEach((each) => {
        if (!each.contains(event.target)) each.open = false;
      });
    });
    document.addEventListener("htmx:configRequest", (event) => {
      // an address holds what is set, and nothing else
      const fields = event.detail.parameters;
      for (const name of [...Object.keys(fields)]) {
        if (fields[name] === "" || (name === "sort" && fields[name] === "date")) delete fields[name];
      }
    });
    // typing has asked already when the field is left
    document.getElementById("q")?.addEventListener("change", (event) => event.stopPropagation());
    document.addEventListener("htmx:afterSwap", () => {
      const place = document.getElementById("results")?.dataset.json;
      if (place) document.querySelectorAll('a[href*=".json"], link[type="application/json"]').forEach((link) => {
        link.setAttribute("href", place);
      });
    });
    document.addEventListener("htmx:responseError", (event) => {
      // a field that can't be read: the server's page says what is wrong and what to do
      const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
      const results = document.getElementById("results");
      const said = page.querySelector("h1")?.textContent || "The server gave no answer.";
      const note = document.createElement("p");
      note.className = "empty";
      note.textContent = `${said} ${page.querySelector(".lead")?.textContent || ""}`;
      results?.querySelector(":scope > p.empty")?.remove();
      results?.prepend(note);
    });
    openTarget();
    window.addEventListener("hashchange", openTarget);
    window.addEventListener("beforeprint", unfold);
    window.addEventListener("afterprint", () => {
      unfolded.forEach((fold) => { fold.open = false; });
      unfolded = [];
    });
    sayTheme();
  }

  let unfolded = []; // what is open on paper only

  function unfold() {
    // paper can't be clicked: what was set aside, the copies and the other rule sets are printed too
    unfolded = [...document.querySelectorAll("details.aside, details.copies, details.rulesets")].filter((fold) => !fold.open);
    unfolded.forEach((fold) => { fold.open = true; });
  }

  function openTarget() {
    // a claim that was set aside is folded away: a link to it opens what holds it
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    let opened = false;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      opened ||= !fold.open;
      fold.open = true;
    }
    if (opened) target.scrollIntoView();
  }

  start();
})();
