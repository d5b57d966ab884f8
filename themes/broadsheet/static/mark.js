// On an article that a search led to (?q=…): the words found are marked, the first is brought into view.
"use strict";
(function () {
  var query = new URLSearchParams(location.search).get("q");
  var own = document.currentScript;
  if (!query) return;

  // From the last to the first, so that what stands before keeps its place.
  function mark(block, words) {
    var nodes = [], starts = [], text = "", walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      nodes.push(walker.currentNode);
      starts.push(text.length);
      text += walker.currentNode.data;
    }
    var lengths = nodes.map(function (node) { return node.data.length; });
    baozhai.find(text, words).reverse().forEach(function (pair) {
      for (var n = nodes.length - 1; n >= 0; n--) {
        var from = Math.max(pair[0] - starts[n], 0), to = Math.min(pair[1] - starts[n], lengths[n]);
        if (from >= to) continue;
        var range = document.createRange();
        range.setStart(nodes[n], from);
        range.setEnd(nodes[n], to);
        range.surroundContents(document.createElement("mark"));
      }
    });
  }

  baozhai.load(own.dataset.root, "folding", "").then(function (table) {
    baozhai.learn(table);
    var words = baozhai.terms(query).filter(function (word) { return Array.from(word).length > 1; });
    document.querySelectorAll(own.dataset.blocks).forEach(function (block) {
      if (!block.querySelector(own.dataset.blocks)) mark(block, words);
    });
    var first = document.querySelector("mark");
    if (first) first.scrollIntoView({ block: "center" });
  });
})();
