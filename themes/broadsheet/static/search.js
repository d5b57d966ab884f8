// The search page. It loads a few kilobytes of an exact index of pairs of characters, keeps the articles that hold
// every pair asked for, and checks the words themselves in the texts of those it shows.
"use strict";
(function () {
  var page = document.getElementById("search");
  var say = JSON.parse(document.getElementById("search-strings").textContent);
  var plan = JSON.parse(document.getElementById("search-plan").textContent);
  var root = page.dataset.root, home = page.dataset.home;
  var form = page.querySelector("form"), input = page.querySelector("input[type=search]");
  var list = document.getElementById("results"), status = document.getElementById("search-status");
  var empty = document.getElementById("search-empty"), more = document.getElementById("search-more");
  var check = document.getElementById("search-check"), facets = document.getElementById("search-facets");
  var STEP = 10, UNASKED = 8, PAIRS = 3, CODE = 0x24;
  var KINDS = ["district", "year", "month", "tags", "reporters", "people", "places"];
  var shown = 0, turn = 0, state = null, filters = {}, wide = false;

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, name) { return values[name]; });
  }

  // ---- what the index holds -------------------------------------------------------------------------

  function load(segment, file) { return baozhai.load(root, segment.name + "/" + file, segment.version); }

  function number(character) {
    var code = character.charCodeAt(0);
    if (code >= 0x202a) code -= 2;
    return code - CODE - (code > 0x5c ? 1 : 0);
  }

  function numbers(text) {
    var out = [], sum = 0;
    for (var character of text) {
      if (character === "\ud7ff") { sum += 0xd000; continue; }
      out.push(sum + number(character));
      sum = 0;
    }
    return out;
  }

  function bits(packed) {
    var bytes = atob(packed), at = 0;
    return {
      next: function () { var bit = bytes.charCodeAt(at >> 3) >> (7 - (at & 7)) & 1; at++; return bit; },
      many: function (count) { var value = 0; while (count--) value = value * 2 + this.next(); return value; },
      gamma: function () { var zeros = 0; while (!this.next()) zeros++; return Math.pow(2, zeros) + this.many(zeros); },
      rice: function (count, among) {
        var keep = 0, out = [], before = -1;
        while (Math.pow(2, keep + 1) <= Math.floor(among * 69 / (count * 100))) keep++;
        while (count--) {
          var high = 0;
          while (this.next()) high++;
          before += high * Math.pow(2, keep) + this.many(keep) + 1;
          out.push(before);
        }
        return out;
      }
    };
  }

  // The articles of a segment that hold a pair: number -> 0 in the head, 1 in the first paragraph, 2 elsewhere.
  function holders(segment, shard, pair) {
    var heads = Array.from(shard[0]), widths = numbers(shard[1]), tails = Array.from(shard[2]), found = new Map();
    var at = 0, row = heads.indexOf(pair[0]);
    for (var n = 0; n < row; n++) at += widths[n];
    var place = row < 0 ? -1 : tails.slice(at, at + widths[row]).indexOf(pair[1]);
    if (place < 0) return found;
    var stream = bits(shard[4]);
    stream.many(shard[3]);
    for (var skip = at + place; skip >= 0; skip--) {
      var count = stream.gamma(), held = stream.rice(count, segment.articles), early = stream.gamma() - 1;
      var which = early ? stream.rice(early, count) : [], ranks = which.map(function () { return stream.next(); });
    }
    held.forEach(function (one) { found.set(one, 2); });
    which.forEach(function (one, n) { found.set(held[one], ranks[n]); });
    return found;
  }

  function pairs(word) {
    var letters = Array.from(word), last = letters.length - 2, at = [];
    for (var n = 0; n < last; n += 2) at.push(n);
    at.push(last);
    if (at.length > PAIRS) at = [0, at[at.length >> 1], last];
    return at.map(function (n) { return [letters[n], letters[n + 1]]; });
  }

  function days(segment) {
    return load(segment, "days").then(function (data) {
      if (!segment.dates) {
        var day = data[0] ? Date.parse(data[0] + "T00:00:00Z") : 0;
        segment.dates = numbers(data[1]).map(function (gap) {
          day += gap * 864e5;
          return new Date(day).toISOString().slice(0, 10);
        });
        segment.districts = numbers(data[3]).map(function (n) { return data[2][n]; });
      }
    });
  }

  function values(segment) {
    return load(segment, "values").then(function (data) {
      if (segment.values) return;
      segment.values = {};
      KINDS.slice(3).forEach(function (kind, k) {
        var names = data[k][0];
        segment.values[kind] = data[k][1].split(" ").map(function (list) {
          return numbers(list).map(function (n) { return names[n]; });
        });
      });
    });
  }

  // Every article of a segment that may hold all words, each with the best place it may hold them in.
  function candidates(segment, words) {
    var wanted = [].concat.apply([], words.map(pairs));
    var shards = wanted.map(function (pair) {
      var row = pair[0].codePointAt(0) & (segment.rows - 1), column = pair[1].codePointAt(0) & (segment.columns - 1);
      return load(segment, "s" + (row * segment.columns + column));
    });
    return Promise.all(shards.concat(days(segment))).then(function (loaded) {
      var kept = null;
      wanted.forEach(function (pair, n) {
        var found = holders(segment, loaded[n], pair), both = new Map();
        if (kept) kept.forEach(function (rank, one) {
          if (found.has(one)) both.set(one, Math.max(rank, found.get(one)));
        });
        kept = kept ? both : found;
      });
      if (!kept) {
        kept = new Map();
        for (var n = 0; n < segment.articles; n++) kept.set(n, 2);
      }
      return Array.from(kept, function (entry) {
        return { segment: segment, n: entry[0], rank: entry[1], date: segment.dates[entry[0]] || "",
                 district: segment.districts[entry[0]], sure: false };
      });
    });
  }

  function order(a, b) {
    return a.rank - b.rank || (a.date < b.date ? 1 : a.date > b.date ? -1 : a.n - b.n);
  }

  // ---- the words themselves ---------------------------------------------------------------------------

  function rankIn(text, words) {
    function holds(lines) {
      var folded = baozhai.fold(lines.join("\0"));
      return function (word) { return folded.indexOf(word) >= 0; };
    }
    var head = holds(text[1]), lede = holds([text[2]]), rest = null, rank = 0;
    for (var word of words) {
      if (head(word)) continue;
      if (lede(word)) { rank = Math.max(rank, 1); continue; }
      rest = rest || holds(text[3].concat(text[4], text[5]));
      if (!rest(word)) return -1;
      rank = 2;
    }
    return words.length ? rank : 2;
  }

  function verify(hits, words) {
    return Promise.all(hits.map(function (hit) {
      var together = hit.segment.together;
      return load(hit.segment, "t" + Math.floor(hit.n / together)).then(function (texts) {
        hit.text = texts[hit.n % together];
        hit.rank = rankIn(hit.text, words);
        hit.sure = true;
      });
    }));
  }

  function passes(hit, but) {
    return KINDS.every(function (kind) {
      if (kind === but || !filters[kind]) return true;
      return valuesOf(hit, kind).indexOf(filters[kind]) >= 0;
    });
  }

  function valuesOf(hit, kind) {
    if (kind === "district") return [hit.district];
    if (kind === "year") return hit.date ? [hit.date.slice(0, 4)] : [];
    if (kind === "month") return hit.date ? [hit.date.slice(0, 7)] : [];
    return hit.segment.values ? hit.segment.values[kind][hit.n] : [];
  }

  // Check until the first `count` of the list are certain: one that is found lower than it seemed sinks.
  function settle(search, count) {
    search.hits = search.hits.filter(function (hit) { return hit.rank >= 0; }).sort(order);
    var front = search.hits.filter(function (hit) { return passes(hit); }).slice(0, count);
    var open = front.filter(function (hit) { return !hit.sure; });
    if (!open.length) return Promise.resolve(front);
    return verify(open, search.words).then(function () { return settle(search, count); });
  }

  // Whether the index alone proves every hit: a single word of two characters.
  function isExact(search) {
    var plain = search.words.every(function (word) { return Array.from(word).length === 2; });
    return plain || search.hits.every(function (hit) { return hit.sure; });
  }

  function search(query) {
    var terms = baozhai.terms(query);
    var words = terms.filter(function (term) { return Array.from(term).length > 1; });
    var found = { words: words, short: terms.length > words.length, hits: [] };
    var narrowed = KINDS.slice(3).some(function (kind) { return filters[kind]; });
    if (!words.length && (terms.length || !Object.keys(filters).length)) return Promise.resolve(found);
    return Promise.all(plan.map(function (segment) {
      return Promise.all([candidates(segment, words), wide || narrowed ? values(segment) : null]);
    })).then(function (parts) {
      found.hits = [].concat.apply([], parts.map(function (part) { return part[0]; }));
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
    if (hit.date) facts.append(element("time", hit.date));
    facts.append(element("span", hit.district));
    var inner = element("div"), head = element("h2"), link = element("a");
    link.href = home + hit.text[0].split("/").map(encodeURIComponent).join("/") + "index.html" +
      (query ? "?q=" + encodeURIComponent(query) : "");
    head.append(marked(link, hit.text[1][0], words));
    inner.append(head, snippet(hit.text, words));
    article.append(facts, inner);
    made.append(article);
    return made;
  }

  function told(search) {
    var count = search.hits.filter(function (hit) { return passes(hit); }).length;
    check.hidden = isExact(search) || !count;
    if (!search.words.length && !search.hits.length) return say.ready;
    var key = count ? (isExact(search) ? "found" : "about") + (count === 1 ? "_one" : "") : "none";
    var text = fill(say[key], { n: count, query: input.value.trim() });
    return text + (search.short ? say.short : "");
  }

  function hint(search) {
    var terms = baozhai.terms(input.value);
    var key = search.hits.some(function (hit) { return passes(hit); }) ? "" : search.words.length ? "none_how" :
      terms.length ? "one_how" : search.hits.length || Object.keys(filters).length ? "none_how" : "start_how";
    empty.hidden = !key;
    empty.firstElementChild.textContent = key ? say[key] : "";
  }

  function choices(search, kind) {
    var counts = new Map();
    search.hits.forEach(function (hit) {
      if (passes(hit, kind))
        valuesOf(hit, kind).forEach(function (value) { counts.set(value, (counts.get(value) || 0) + 1); });
    });
    if (filters[kind] && !counts.has(filters[kind])) counts.set(filters[kind], 0);
    var all = Array.from(counts);
    all.sort(kind === "year" || kind === "month" ? function (a, b) { return a[0] < b[0] ? 1 : -1; } :
      function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
    return all;
  }

  function drawFacets(search) {
    facets.hidden = !search.hits.length;
    facets.querySelectorAll("[data-kind]").forEach(function (group) {
      var kind = group.dataset.kind, select = group.querySelector("select");
      var found = kind === "month" && !filters.year ? [] : choices(search, kind).filter(function (choice) {
        return kind !== "month" || choice[0].indexOf(filters.year) === 0;
      });
      group.hidden = found.length < (filters[kind] ? 1 : 2) && !filters[kind];
      select.replaceChildren(new Option(say.all, ""));
      found.slice(0, 200).forEach(function (choice) {
        select.add(new Option(choice[0] + "（" + choice[1] + "）", choice[0], false, choice[0] === filters[kind]));
      });
    });
  }

  function draw(search, query, start) {
    return settle(search, shown).then(function (front) {
      if (search !== state) return;
      var rest = search.hits.filter(function (hit) { return passes(hit); });
      list.replaceChildren.apply(list, front.map(function (hit) { return item(hit, search.words, query); }));
      list.start = 1;
      more.hidden = rest.length <= front.length;
      hint(search);
      status.textContent = told(search);
      drawFacets(search);
      if (start) list.querySelectorAll("a")[start].focus();
      performance.mark("baozhai-shown");
      var open = search.hits.filter(function (hit) { return !hit.sure; });
      if (!isExact(search) && open.length <= UNASKED) return settleAll(search, query);
    });
  }

  function settleAll(search, query) {
    var open = search.hits.filter(function (hit) { return !hit.sure; });
    return verify(open, search.words).then(function () {
      search.hits = search.hits.filter(function (hit) { return hit.rank >= 0; });
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
    if (!composing) waiting = setTimeout(run, 250);
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
    var start = shown;
    shown += STEP;
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
    Promise.all(plan.map(values)).then(function () { if (state) drawFacets(state); });
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
      return verify(found.hits, found.words).then(function () {
        var hits = found.hits.filter(function (hit) { return hit.rank >= 0; }).sort(order);
        return { possible: possible, exact: sure, addresses: hits.map(function (hit) { return hit.text[0]; }),
                 ranks: hits.map(function (hit) { return hit.rank; }) };
      });
    });
  };

  var asked = new URLSearchParams(location.search);
  KINDS.forEach(function (kind) { if (asked.get(kind)) filters[kind] = asked.get(kind); });
  input.value = asked.get("q") || "";
  page.hidden = false;
  document.getElementById("search-without").hidden = true;
  var ready = baozhai.load(root, "folding", page.dataset.folding).then(function (table) { baozhai.learn(table); });
  ready.then(run);
  if (!input.value) input.focus();
})();
