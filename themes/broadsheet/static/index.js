// The index of the search: which articles hold the pairs of characters asked for, and whether their texts hold the
// words. Its files are written by generator/render/search; a segment is a stretch of time with numbered articles.
"use strict";
baozhai.archive = function (root, plan) {
  var FEW = 2, STRIDE = 32, KINDS = ["tags", "reporters", "people", "places"];
  plan.forEach(function (segment, at) { segment.at = at; });

  function load(segment, file) { return baozhai.load(root, segment.name + "/" + file, segment.version); }

  // ---- the lists of a shard -------------------------------------------------------------------------

  function Bits(packed, at) {
    this.bytes = atob(packed);
    this.at = at;
  }

  // The next 32 bits.
  Bits.prototype.ahead = function () {
    var bytes = this.bytes, n = this.at >> 3, shift = this.at & 7;
    return (bytes.charCodeAt(n) << 24 | bytes.charCodeAt(n + 1) << 16 | bytes.charCodeAt(n + 2) << 8 |
      bytes.charCodeAt(n + 3)) << shift | bytes.charCodeAt(n + 4) >> 8 - shift;
  };

  Bits.prototype.many = function (count) {
    var value = count ? this.ahead() >>> 32 - count : 0;
    this.at += count;
    return value;
  };

  Bits.prototype.gamma = function () {
    var zeros = Math.clz32(this.ahead());
    this.at += zeros;
    return this.many(zeros + 1);
  };

  // So many growing numbers below `among`, put into `out` where somebody wants them.
  Bits.prototype.rice = function (count, among, out) {
    var keep = Math.max(0, 31 - Math.clz32(Math.floor(among * 69 / (count * 100)))), before = -1;
    for (var n = 0; n < count; n++) {
      var high = 0, ones = Math.clz32(~this.ahead());
      for (; ones === 32; ones = Math.clz32(~this.ahead())) { high += 32; this.at += 32; }
      this.at += ones + 1;
      before += (high + ones << keep) + this.many(keep) + 1;
      if (out) out[n] = before;
    }
  };

  // The articles of a segment that hold a pair, each as its number times four and where it first holds it: 0 in the
  // head, 1 in the first paragraph, 2 elsewhere.
  function holders(segment, shard, pair) {
    var widths = baozhai.numbers(shard[1]), at = 0, row = Array.from(shard[0]).indexOf(pair[0]);
    for (var n = 0; n < row; n++) at += widths[n];
    var place = row < 0 ? -1 : Array.from(shard[2]).slice(at, at + widths[row]).indexOf(pair[1]);
    if (place < 0) return [];
    var bits = new Bits(shard[4], shard[3]), held = [], early = [], left = at + place;
    for (var stride of baozhai.numbers(shard[5])) {
      if (left < STRIDE) break;
      bits.at += stride;
      left -= STRIDE;
    }
    for (; left >= 0; left--) {
      var count = bits.gamma();
      bits.rice(count, segment.articles, left ? null : held);
      var first = bits.gamma() - 1;
      if (first) bits.rice(first, count, left ? null : early);
      if (left) bits.at += first;
    }
    for (var one = 0; one < held.length; one++) held[one] = held[one] * 4 + 2;
    early.forEach(function (which) { held[which] += bits.many(1) - 2; });
    return held;
  }

  // The articles of both, each where it holds the lower of the two.
  function both(some, others) {
    var out = [], at = 0;
    some.forEach(function (one) {
      while (at < others.length && others[at] >> 2 < one >> 2) at++;
      if (at < others.length && others[at] >> 2 === one >> 2) out.push(Math.max(one, others[at]));
    });
    return out;
  }

  // ---- what may hold the words ----------------------------------------------------------------------

  // Two pairs that cover the most of a word, and one between them for a long one.
  function pairs(word) {
    var letters = Array.from(word), last = letters.length - 2;
    var at = last > 2 ? [0, last, last + 1 >> 1] : last ? [0, last] : [0];
    return at.map(function (n) { return [letters[n], letters[n + 1]]; });
  }

  function holdAll(segment, wanted) {
    return Promise.all(wanted.map(function (pair) {
      var row = pair[0].codePointAt(0) & segment.rows - 1, column = pair[1].codePointAt(0) & segment.columns - 1;
      return load(segment, "s" + (row * segment.columns + column));
    })).then(function (shards) {
      return shards.map(function (shard, which) { return holders(segment, shard, wanted[which]); }).reduce(both);
    });
  }

  function everyOne(segment) {
    var out = [];
    for (var n = 0; n < segment.articles; n++) out.push(n * 4 + 2);
    return Promise.resolve(out);
  }

  // The articles of a segment that may hold all words; a third pair is read only where two leave more than a few.
  function mayHold(segment, words) {
    var first = [], further = [];
    words.map(pairs).forEach(function (of) { first = first.concat(of.slice(0, 2)); further = further.concat(of.slice(2)); });
    if (!first.length) return everyOne(segment);
    return holdAll(segment, first).then(function (found) {
      if (found.length <= FEW || !further.length) return found;
      return holdAll(segment, further).then(function (others) { return both(found, others); });
    });
  }

  // Every article that may hold all words, in order.
  function candidates(words) {
    return Promise.all(plan.map(function (segment) { return mayHold(segment, words); })).then(function (found) {
      var ranked = [[], [], []];
      plan.forEach(function (segment, at) {
        found[at].reverse().forEach(function (one) {
          ranked[one & 3].push({ segment: segment, n: one >> 2, rank: one & 3, sure: false });
        });
      });
      return ranked[0].concat(ranked[1], ranked[2]);
    });
  }

  // The best place first, then the newest day: so articles are numbered, and so segments are listed.
  function order(a, b) { return a.rank - b.rank || a.segment.at - b.segment.at || b.n - a.n; }

  // ---- what the texts say ---------------------------------------------------------------------------

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

  // Read the texts of hits; a hit without the words gets the rank -1. `each` is called as they come.
  function verify(hits, words, each) {
    return Promise.all(hits.map(function (hit) {
      var together = hit.segment.together;
      return load(hit.segment, "t" + Math.floor(hit.n / together)).then(function (texts) {
        hit.text = texts[hit.n % together];
        var rank = rankIn(hit.text, words);
        hit.moved = rank !== hit.rank;
        hit.rank = rank;
        hit.sure = true;
        if (each) each();
      });
    }));
  }

  // ---- what hits are narrowed by --------------------------------------------------------------------

  function days(segment) {
    return load(segment, "days").then(function (data) {
      if (segment.dates) return;
      var time = data[0] ? Date.parse(data[0] + "T00:00:00Z") : 0, day = data[0] || "";
      segment.dates = baozhai.numbers(data[1]).map(function (gap) {
        if (gap) day = new Date(time += gap * 864e5).toISOString().slice(0, 10);
        return day;
      });
      segment.districts = baozhai.numbers(data[3]).map(function (n) { return data[2][n]; });
    });
  }

  function values(segment) {
    return load(segment, "values").then(function (data) {
      if (segment.values) return;
      segment.values = {};
      KINDS.forEach(function (kind, k) {
        segment.values[kind] = data[k][1].split(" ").map(function (list) {
          return baozhai.numbers(list).map(function (n) { return data[k][0][n]; });
        });
      });
    });
  }

  // The values of one kind of a hit, as far as they have been read.
  function valuesOf(hit, kind) {
    var segment = hit.segment, day = segment.dates && segment.dates[hit.n];
    if (kind === "district") return segment.districts ? [segment.districts[hit.n]] : [];
    if (kind === "year") return day ? [day.slice(0, 4)] : [];
    if (kind === "month") return day ? [day.slice(0, 7)] : [];
    return segment.values ? segment.values[kind][hit.n] : [];
  }

  return {
    candidates: candidates, order: order, verify: verify, valuesOf: valuesOf,
    days: function () { return Promise.all(plan.map(days)); },
    values: function () { return Promise.all(plan.map(values)); }
  };
};
