// The search page: asks the index (index.js), shows what is found, best first, and checks the words themselves in the
// texts of what it shows.
"use strict";
(function () {
  var page = document.getElementById("search");
  var say = JSON.parse(document.getElementById("search-strings").textContent);
  var archive = baozhai.archive(page.dataset.root, JSON.parse(document.getElementById("search-plan").textContent));
  var home = page.dataset.home, form = page.querySelector("form"), input = page.querySelector("input[type=search]");
  var list = document.getElementById("results"), status = document.getElementById("search-status");
  var empty = document.getElementById("search-empty"), more = document.getElementById("search-more");
  var check = document.getElementById("search-check"), facets = document.getElementById("search-facets");
  var STEP = 10, UNASKED = 8, MOST = 12, DAYS = ["district", "year", "month"], VALUES = ["tags", "reporters", "people", "places"];
  var KINDS = DAYS.concat(VALUES), shown = 0, turn = 0, state = null, filters = {}, wide = false;

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, name) { return values[name]; });
  }

  // "2021-11-25", "2021-11" or "2021" as this site writes it.
  function day(date) {
    var parts = date.split("-").map(Number), form = ["year", "month", "day"][parts.length - 1];
    return fill(say[form], {
      year: parts[0], month: parts[1], day: parts[2], name: say.months.split(" ")[parts[1] - 1],
      weekday: say.weekdays.split(" ")[(new Date(date).getUTCDay() + 6) % 7]
    });
  }

  // ---- what is found ----------------------------------------------------------------------------------

  function asked(kinds) { return kinds.some(function (kind) { return filters[kind]; }); }

  function passes(hit, but) {
    for (var kind in filters) if (kind !== but && archive.valuesOf(hit, kind).indexOf(filters[kind]) < 0) return false;
    return true;
  }

  function chosen(search) { return search.hits.filter(function (hit) { return passes(hit); }); }

  function unsure(hits) { return hits.filter(function (hit) { return !hit.sure; }); }

  // Check until the first `count` of the list are certain, or so many texts are read: one found lower than it seemed
  // sinks, and common pairs in words that nobody wrote would have the whole archive read.
  function settle(search, count, query) {
    search.hits = search.hits.filter(function (hit) { return hit.rank >= 0; }).sort(archive.order);
    var front = chosen(search).slice(0, count), next = unsure(front).slice(0, search.left);
    front.forEach(function (hit) { hit.moved = false; });
    if (!next.length) return Promise.resolve(certain(front));
    search.left -= next.length;
    return archive.verify(next, search.words, function () {
      var found = certain(front);
      if (!found.length || search !== state) return;
      if (!search.painted) tell(search);
      paint(search, found, query);
    }).then(function () { return settle(search, count, query); });
  }

  // Those before which nothing can come any more.
  function certain(front) {
    var end = front.findIndex(function (hit) { return !hit.sure || hit.moved; });
    return end < 0 ? front : front.slice(0, end);
  }

  // Whether the index alone proves every hit: words of two characters.
  function isExact(search) {
    return search.words.every(function (word) { return Array.from(word).length === 2; }) || !unsure(search.hits).length;
  }

  function search(query) {
    var terms = baozhai.terms(query);
    var words = terms.filter(function (term) { return Array.from(term).length > 1; });
    var found = { words: words, short: terms.length > words.length, hits: [] };
    if (!words.length && (terms.length || !asked(KINDS))) return Promise.resolve(found);
    return Promise.all([
      archive.candidates(words), asked(DAYS) && archive.days(), (wide || asked(VALUES)) && archive.values()
    ]).then(function (parts) {
      found.hits = parts[0];
      return found;
    });
  }

  // ---- what is shown ----------------------------------------------------------------------------------

  function element(name, text, className) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function marked(into, text, words) {
    var at = 0;
    baozhai.find(text, words).forEach(function (pair) {
      into.append(text.slice(at, pair[0]), element("mark", text.slice(pair[0], pair[1])));
      at = pair[1];
    });
    into.append(text.slice(at));
    return into;
  }

  function snippet(text, words) {
    var lines = [text[2]].concat(text[1].slice(1), text[3], text[4]);
    function holds(one) {
      var folded = baozhai.fold(one);
      return words.some(function (word) { return folded.indexOf(word) >= 0; });
    }
    var line = words.length ? lines.find(holds) : text[2];
    var made = element("p", "", "sentence");
    if (!line) {
      var printed = text[5].find(holds);
      if (!printed || holds(text[1][0])) return marked(made, cut(text[2], 0), words);
      made.append(say.printed);
      return marked(made, printed, words);
    }
    var first = baozhai.find(line, words)[0];
    return marked(made, cut(line, first ? first[0] : 0), words);
  }

  function cut(line, at) {
    var start = at > 40 ? at - 30 : 0, end = start + 110;
    return (start ? "…" : "") + line.slice(start, end) + (end < line.length ? "…" : "");
  }

  function item(hit, words, query) {
    var made = element("li"), article = element("article", "", "teaser"), facts = element("p", "", "facts");
    if (hit.text[6]) {
      facts.append(element("time", day(hit.text[6])));
      facts.firstChild.dateTime = hit.text[6];
    }
    facts.append(element("span", hit.text[7]));
    var inner = element("div"), head = element("h2"), link = element("a");
    link.href = home + hit.text[0].split("/").map(encodeURIComponent).join("/") + "index.html" +
      (query ? "?q=" + encodeURIComponent(query) : "");
    head.append(marked(link, hit.text[1][0], words));
    inner.append(head, snippet(hit.text, words));
    article.append(facts, inner);
    made.append(article);
    return made;
  }

  // Show the first of the list; what is shown already stays where it is.
  function paint(search, front, query) {
    var items = front.map(function (hit) { return hit.item = hit.item || item(hit, search.words, query); });
    var same = items.findIndex(function (one, n) { return one !== list.children[n]; });
    if (same < 0) same = items.length;
    while (list.children.length > same) list.lastChild.remove();
    list.append.apply(list, items.slice(same));
    if (!search.painted) performance.mark("baozhai-first");
    search.painted = true;
  }

  function tell(search) {
    var count = chosen(search).length, exact = isExact(search), key = count ? "" : search.words.length ? "none_how" :
      search.short ? "one_how" : search.hits.length || asked(KINDS) ? "none_how" : "start_how";
    facets.hidden = !search.hits.length;
    check.hidden = exact || !count;
    empty.hidden = !key;
    empty.firstElementChild.textContent = key ? say[key] : "";
    var said = count ? (exact ? "found" : "about") + (count === 1 ? "_one" : "") : "none";
    status.textContent = !search.words.length && !search.hits.length ? say.ready :
      fill(say[said], { n: count, query: input.value.trim() }) + (search.short ? say.short : "");
  }

  function choices(search, kind) {
    var counts = new Map();
    search.hits.forEach(function (hit) {
      if (passes(hit, kind))
        archive.valuesOf(hit, kind).forEach(function (value) { counts.set(value, (counts.get(value) || 0) + 1); });
    });
    if (filters[kind] && !counts.has(filters[kind])) counts.set(filters[kind], 0);
    return Array.from(counts).sort(kind === "year" || kind === "month" ? function (a, b) { return a[0] < b[0] ? 1 : -1; } :
      function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
  }

  function drawFacets(search) {
    facets.querySelectorAll("[data-kind]").forEach(function (group) {
      var kind = group.dataset.kind, select = group.querySelector("select"), time = kind === "year" || kind === "month";
      var found = kind === "month" && !filters.year ? [] : choices(search, kind).filter(function (choice) {
        return kind !== "month" || choice[0].indexOf(filters.year) === 0;
      });
      group.hidden = kind !== "district" && kind !== "year" && found.length < 2 && !filters[kind];
      select.replaceChildren(new Option(say.all, ""));
      found.slice(0, 200).forEach(function (choice) {
        var name = fill(say.choice, { name: time ? day(choice[0]) : choice[0], n: choice[1] });
        select.add(new Option(name, choice[0], false, choice[0] === filters[kind]));
      });
    });
  }

  // Results first; what counts all of them follows when they can be seen.
  function afterwards(search) {
    return archive.days().then(function () {
      requestAnimationFrame(function () { setTimeout(function () { if (search === state) drawFacets(search); }); });
    });
  }

  function draw(search, query, start) {
    search.left = MOST;
    return settle(search, shown, query).then(function (front) {
      if (search !== state) return null;
      paint(search, front, query);
      tell(search);
      more.hidden = chosen(search).length <= front.length;
      if (start !== undefined) (list.querySelectorAll("a")[start] || more).focus();
      performance.mark("baozhai-shown");
      if (!isExact(search) && unsure(search.hits).length <= UNASKED) return settleAll(search, query);
      return afterwards(search);
    });
  }

  function settleAll(search, query) {
    return archive.verify(unsure(search.hits), search.words).then(function () {
      return search === state ? draw(search, query) : null;
    });
  }

  function remember() {
    var address = new URLSearchParams();
    if (input.value.trim()) address.set("q", input.value.trim());
    KINDS.forEach(function (kind) { if (filters[kind]) address.set(kind, filters[kind]); });
    try { history.replaceState(null, "", location.pathname + (String(address) ? "?" + address : "")); } catch (error) { /* no history here */ }
  }

  function run() {
    var mine = ++turn, query = input.value.trim();
    performance.mark("baozhai-asked");
    remember();
    return search(query).then(function (found) {
      if (mine !== turn) return null;
      state = found;
      shown = STEP;
      return draw(found, query);
    }).catch(function () {
      if (mine !== turn) return;
      list.replaceChildren();
      empty.hidden = more.hidden = check.hidden = facets.hidden = true;
      status.textContent = say.broken;
    });
  }

  // ---- keys and buttons -------------------------------------------------------------------------------

  var waiting = 0, composing = false;
  function soon() {
    clearTimeout(waiting);
    if (!composing) waiting = setTimeout(run, 150);
  }
  input.addEventListener("compositionstart", function () { composing = true; });
  input.addEventListener("compositionend", function () { composing = false; soon(); });
  input.addEventListener("input", soon);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(waiting);
    run();
  });
  more.addEventListener("click", function () {
    var start = list.children.length;
    shown = start + STEP;
    draw(state, input.value.trim(), start);
  });
  check.addEventListener("click", function () {
    status.textContent = say.checking;
    settleAll(state, input.value.trim());
    input.focus();
  });
  facets.addEventListener("change", function (event) {
    var kind = event.target.closest("[data-kind]").dataset.kind;
    if (event.target.value) filters[kind] = event.target.value; else delete filters[kind];
    if (kind === "year") delete filters.month;
    run();
  });
  facets.querySelector("details").addEventListener("toggle", function (event) {
    if (!event.target.open || wide) return;
    wide = true;
    archive.values().then(function () { if (state) drawFacets(state); });
  });
  document.addEventListener("keydown", function (event) {
    var links = Array.from(list.querySelectorAll("a")), at = links.indexOf(document.activeElement);
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !typing) { event.preventDefault(); input.focus(); input.select(); }
    if (event.key === "Escape" && at >= 0) input.focus();
    var step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step || composing || !links.length || !(at >= 0 || document.activeElement === input)) return;
    event.preventDefault();
    if (at + step < 0) { if (at === 0) input.focus(); } else if (links[at + step]) links[at + step].focus();
  });

  // For tests and for whoever wants the whole list: every article that holds the words, all of them checked.
  baozhai.search = function (query) {
    return ready.then(function () { return search(query); }).then(function (found) {
      var possible = found.hits.length, sure = isExact(found);
      return archive.verify(found.hits, found.words).then(function () {
        var hits = found.hits.filter(function (hit) { return hit.rank >= 0; }).sort(archive.order);
        return { possible: possible, exact: sure, addresses: hits.map(function (hit) { return hit.text[0]; }),
                 ranks: hits.map(function (hit) { return hit.rank; }) };
      });
    });
  };

  var address = new URLSearchParams(location.search);
  KINDS.forEach(function (kind) { if (address.get(kind)) filters[kind] = address.get(kind); });
  input.value = address.get("q") || "";
  page.hidden = false;
  document.getElementById("search-without").hidden = true;
  var ready = baozhai.load(page.dataset.root, "folding", page.dataset.folding).then(function (table) { baozhai.learn(table); });
  ready.then(run);
  if (!input.value) input.focus();
})();
