// Runs only in the preview: waits for builds, then changes what has changed in this page, reloads it, or does nothing.
"use strict";
(function () {
  const script = document.currentScript;
  const kept = "baozhai-scroll";
  const ours = "script[src^='/_baozhai/']";
  const inPlace = `link[rel~=stylesheet], title, meta[name=description], meta[property], script[type$=json], ${ours}`;
  const held = "script, noscript, button, input, select, textarea, form, details, dialog, audio, video, iframe";
  let shown = Number(script.dataset.build); // the build this page stands at
  let newest = shown;
  let asking = false;
  let leaving = false;
  let stream = null;
  let served = null; // the page as the preview serves it
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

  async function fetchPage() {
    const answer = await fetch(location.href);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  // The page before its scripts ran, by which is told later what of it has changed.
  async function remember() {
    try {
      const page = await fetchPage();
      if (Number(page.querySelector(ours).dataset.build) === shown) {
        served = page;
      }
    } catch {
      // Without it the page is reloaded.
    }
  }

  // The head without what is shown in place or not at all.
  function frame(page) {
    const head = page.head.cloneNode(true);
    head.querySelectorAll(inPlace).forEach((part) => part.remove());
    return head.innerHTML.replace(/\s+/g, " ");
  }

  // What makes one version of a node the other, added to `steps`; false where it is not shown as it was before, or has
  // what scripts hold on to.
  function compare(before, after, live, steps) {
    if (before.isEqualNode(after)) {
      return true;
    }
    const [olds, news, lives] = [before, after, live].map((node) => Array.from(node.childNodes));
    if (!before.cloneNode().isEqualNode(after.cloneNode()) || !olds.length || olds.length !== lives.length) {
      return replace([before], [after], [live], live.parentNode, steps);
    }
    const most = Math.min(olds.length, news.length);
    let start = 0;
    let end = 0;
    while (start < most && olds[start].isEqualNode(news[start])) {
      start++;
    }
    while (end < most - start && olds[olds.length - 1 - end].isEqualNode(news[news.length - 1 - end])) {
      end++;
    }
    const gone = olds.slice(start, olds.length - end);
    const come = news.slice(start, news.length - end);
    const here = lives.slice(start, lives.length - end);
    if (gone.length === come.length) {
      return gone.every((node, index) => compare(node, come[index], here[index], steps));
    }
    return replace(gone, come, here, live, steps, lives[lives.length - end]);
  }

  function replace(gone, come, here, parent, steps, next) {
    const isHeld = (node) => node.nodeType === Node.ELEMENT_NODE && (node.matches(held) || node.querySelector(held));
    if (gone.some(isHeld) || come.some(isHeld) || !gone.every((node, index) => node.isEqualNode(here[index]))) {
      return false;
    }
    steps.push(() => {
      const mark = next || (here.length ? here[here.length - 1].nextSibling : null);
      here.forEach((node) => node.remove());
      come.forEach((node) => parent.insertBefore(document.importNode(node, true), mark));
    });
    return true;
  }

  // Shows what has changed in place; false where only a reload does. Names of stylesheets may carry a hash, so that a new
  // style is a change of every page.
  async function update() {
    const fresh = await fetchPage();
    const before = stylesheets(document);
    const after = stylesheets(fresh).map((link) => pathOf(link.getAttribute("href")));
    const steps = [];
    if (!served || before.length !== after.length || frame(served) !== frame(fresh)) {
      return false;
    }
    if (!compare(served.body, fresh.body, document.body, steps)) {
      return false;
    }
    before.forEach((link, index) => pathOf(link.href) !== after[index] && swap(link, after[index]));
    steps.forEach((step) => step());
    document.title = fresh.title;
    served = fresh;
    return true;
  }

  async function apply(news) {
    const styles = stylesheets(document).filter((link) => news.assets.includes(pathOf(link.href)));
    const swapped = styles.map((link) => pathOf(link.href));
    const others = news.assets.filter((path) => !swapped.includes(path));
    if (others.some(isLoaded) || (news.reload && !(await update()))) {
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
  remember();
  listen();
})();
