// How words are compared: width, case, traditional or simplified, quotes and blanks do not count.
// The same rules and the same table as where the index is made (generator/render/search/folding.py).
"use strict";
var baozhai = {
  held: {},
  take: function (name, value) { this.held[name] = value; },

  // Load data that is a script, so that it works from a disk too; the second time it is there already.
  loading: {},
  load: function (root, name, version) {
    if (!this.loading[name]) {
      this.loading[name] = name in this.held ? Promise.resolve(this.held[name]) : new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = root + name + ".js" + (version && "?" + version);
        script.onload = function () { script.remove(); resolve(baozhai.held[name]); };
        script.onerror = function () { script.remove(); delete baozhai.loading[name]; reject(new Error(name)); };
        document.head.append(script);
      });
    }
    return this.loading[name];
  },

  // Numbers as characters (`code` in generator/render/search/shards.py).
  numbers: function (text) {
    var out = [], sum = 0;
    for (var n = 0; n < text.length; n++) {
      var code = text.charCodeAt(n);
      if (code === 0xd7ff) { sum += 0xd000; continue; }
      if (code >= 0x202a) code -= 2;
      out.push(sum + code - 0x24 - (code > 0x5c ? 1 : 0));
      sum = 0;
    }
    return out;
  },

  // What is replaced, by what, both as steps from character to character; what is dropped.
  learn: function (table) {
    function characters(steps) {
      var at = 0;
      return baozhai.numbers(steps).map(function (step) {
        at += step & 1 ? -(step + 1) / 2 : step / 2;
        return String.fromCodePoint(at);
      });
    }
    var after = characters(table[1]), map = this.table = new Map();
    this.cache = new Map();
    characters(table[0]).forEach(function (one, n) { map.set(one, after[n]); });
    Array.from(table[2]).forEach(function (one) { map.set(one, ""); });
  },

  one: function (character) {
    var known = this.cache.get(character);
    if (known === undefined) {
      var table = this.table, plain = character >= "\u4e00" && character <= "\u9fff";
      known = table.has(character) ? table.get(character) : plain ? character : Array.from(character.normalize("NFKC").toLowerCase(), function (part) {
        var found = table.get(part);
        return found !== undefined ? found : /\s|[\x1c-\x1f\x85]/.test(part) ? "" : part;
      }).join("");
      this.cache.set(character, known);
    }
    return known;
  },

  fold: function (text) {
    var out = "", cache = this.cache;
    for (var character of text) {
      var known = cache.get(character);
      out += known === undefined ? this.one(character) : known;
    }
    return out;
  },

  // Where folded words stand in a text: [start, end] pairs in order, none inside another.
  find: function (text, words) {
    var folded = "", from = [], to = [], at = 0, found = [], last = -1;
    for (var character of text) {
      var plain = this.one(character);
      for (var n = 0; n < plain.length; n++) { from.push(at); to.push(at + character.length); }
      folded += plain;
      at += character.length;
    }
    words.forEach(function (word) {
      for (var start = folded.indexOf(word); word && start >= 0; start = folded.indexOf(word, start + word.length))
        found.push([from[start], to[start + word.length - 1]]);
    });
    found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    return found.filter(function (pair) {
      if (pair[0] < last) return false;
      last = pair[1];
      return true;
    });
  },

  // What was asked for: words between blanks, or between quotation marks as a whole.
  terms: function (query) {
    var parts = [];
    query.normalize("NFC").replace(/["“”]([^"“”]+)["“”]|(\S+)/g, function (all, quoted, plain) {
      parts.push(baozhai.fold(quoted || plain));
    });
    return parts.filter(function (part, at) { return part && parts.indexOf(part) === at; });
  }
};
