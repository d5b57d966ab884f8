// Runs only in the preview: waits for builds, then reloads this page, swaps its stylesheets, or does nothing.
"use strict";
(function () {
  const script = document.currentScript;
  const kept = "baozhai-scroll";
  let shown = Number(script.dataset.build); // the build this page stands at
  let newest = shown;
  let asking = false;
  let leaving = false;
  let stream = null;
  let overlay = null;
  let dismissed = "";

  function restoreScroll() {
    const saved = JSON.parse(sessionStorage.getItem(kept) || "null");
    sessionStorage.removeItem(kept);
    if (saved && saved.url === location.href) {
      scrollTo({ left: saved.x, top: saved.y, behavior: "instant" });
    }
  }

  function reload() {
    sessionStorage.setItem(kept, JSON.stringify({ url: location.href, x: scrollX, y: scrollY }));
    leaving = true;
    stream.close();
    location.reload();
  }

  function pathOf(url) {
    return new URL(url, location.href).pathname;
  }

  function isLoaded(path) {
    return performance.getEntriesByType("resource").some((entry) => pathOf(entry.name) === path);
  }

  function stylesheets(page) {
    return Array.from(page.querySelectorAll("link[rel~=stylesheet]"));
  }

  // The new stylesheet stands beside the old one until it is there, so that the page is never bare.
  function swap(link, address) {
    const fresh = link.cloneNode();
    fresh.href = address;
    fresh.addEventListener("load", () => link.remove());
    fresh.addEventListener("error", () => fresh.remove());
    link.after(fresh);
  }

  // A page without what the preview and its stylesheets are, as text.
  function substance(page) {
    const copy = page.documentElement.cloneNode(true);
    copy.querySelectorAll("link[rel~=stylesheet], script[src^='/_baozhai/'], baozhai-overlay").forEach((part) => {
      part.remove();
    });
    return copy.querySelector("head").innerHTML.trim() + copy.querySelector("body").outerHTML;
  }

  // Names of stylesheets may carry a hash, so that a new style is a change of every page: no reason to reload one.
  async function hasOnlyNewStyles() {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const before = stylesheets(document);
    const after = stylesheets(page).map((link) => pathOf(link.getAttribute("href")));
    if (before.length !== after.length || substance(page) !== substance(document)) {
      return false;
    }
    before.forEach((link, index) => pathOf(link.href) !== after[index] && swap(link, after[index]));
    return true;
  }

  async function apply(news) {
    const styles = stylesheets(document).filter((link) => news.assets.includes(pathOf(link.href)));
    const swapped = styles.map((link) => pathOf(link.href));
    const others = news.assets.filter((path) => !swapped.includes(path));
    if (others.some(isLoaded) || (news.reload && !(await hasOnlyNewStyles()))) {
      reload();
      return;
    }
    styles.forEach((link) => swap(link, pathOf(link.href) + "?build=" + news.build));
    shown = news.build;
    showFaults(news);
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text; // never markup: it holds words of the material
    return made;
  }

  function showFaults(news) {
    const state = JSON.stringify(news.faults);
    if (overlay && overlay.dataset.state === state) {
      return;
    }
    if (overlay) {
      overlay.remove();
      overlay = null;
    }
    if (state !== dismissed) {
      dismissed = "";
    }
    if (news.faults.length && !dismissed) {
      overlay = makeOverlay(news, state);
      document.documentElement.append(overlay);
    }
  }

  function makeOverlay(news, state) {
    const host = document.createElement("baozhai-overlay");
    host.dataset.state = state;
    const root = host.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/_baozhai/preview.css";
    const panel = element("section", "panel", "");
    panel.setAttribute("role", "alert");
    const close = element("button", "close", "×");
    close.setAttribute("aria-label", "关闭 Close");
    close.addEventListener("click", () => {
      dismissed = state;
      host.remove();
      overlay = null;
    });
    const list = element("ol", "faults", "");
    news.faults.forEach((fault) => list.append(makeFault(fault)));
    panel.append(close, element("h2", "title", news.title), list);
    root.append(style, panel);
    return host;
  }

  function makeFault(fault) {
    const item = element("li", "fault", "");
    item.append(element("code", "place", fault.place), element("p", "text", fault.text));
    if (fault.excerpt) {
      item.append(element("pre", "excerpt", fault.excerpt));
    }
    if (fault.hint) {
      item.append(element("p", "hint", fault.hint));
    }
    return item;
  }

  async function ask() {
    if (asking || leaving) {
      return;
    }
    asking = true;
    let answered = false;
    try {
      const question = new URLSearchParams({ since: shown, at: location.pathname });
      const answer = await fetch("/_baozhai/changed?" + question);
      if (answer.ok) {
        const news = await answer.json();
        newest = Math.max(newest, news.build);
        await apply(news);
        answered = true;
      }
    } catch {
      // The preview has stopped; the stream connects again when it is back.
    } finally {
      asking = false;
    }
    if (answered && newest > shown) {
      ask(); // one more build while this one was asked about
    }
  }

  // A hidden tab lets go of its connection: a browser opens only six to one server.
  function listen() {
    if (document.hidden || (stream && stream.readyState !== EventSource.CLOSED)) {
      return;
    }
    stream = new EventSource("/_baozhai/events");
    stream.addEventListener("message", (event) => {
      newest = Number(event.data);
      ask();
    });
  }

  function letGo() {
    if (stream) {
      stream.close();
    }
  }

  addEventListener("pagehide", letGo);
  addEventListener("pageshow", listen);
  document.addEventListener("visibilitychange", () => (document.hidden ? letGo() : listen()));
  restoreScroll();
  listen();
})();
