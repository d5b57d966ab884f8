// How somebody likes to read: large type, size, colours, print as it was. Kept in this browser and told to nobody.
// Stands in the head, so that nothing is drawn twice. Without it all of this works too, for one page at a time.
"use strict";
(function () {
  var root = document.documentElement, KEY = "baozhai-look", likes = {};
  var CHOICES = ["size-2", "size-3", "light", "dark", "plain"], DEFAULTS = { size: "size-1", colours: "auto" };

  function recall() {
    try { likes = JSON.parse(localStorage.getItem(KEY)) || {}; } catch (refused) { likes = likes || {}; }
    show();
  }

  function keep() {
    try { localStorage.setItem(KEY, JSON.stringify(likes)); } catch (refused) { /* then for this page only */ }
    show();
  }

  function show() {
    root.classList.toggle("elder", !!likes.elder);
    CHOICES.forEach(function (one) {
      root.classList.toggle(one, likes.size === one || likes.colours === one || (one === "plain" && !!likes.plain));
    });
    for (var name in DEFAULTS) check(document.getElementById(likes[name] || DEFAULTS[name]), true);
    check(document.getElementById("plain"), !!likes.plain);
    var without = document.getElementById("without");
    if (without) without.hidden = true;
  }

  function check(input, is) { if (input) input.checked = is; }

  // An address that names large type shows it by itself; it is left by its own link, which is followed then.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (!link) return;
    if (link.matches(".to-elder, .to-standard")) {
      likes.elder = link.matches(".to-elder");
      keep();
      if (!root.matches(":target")) {
        event.preventDefault();
        document.querySelector(likes.elder ? ".to-standard" : ".to-elder").focus();
      }
    } else if (likes.elder && location.protocol === "file:" && link.protocol === "file:" && !link.hash) {
      link.hash = "elder"; // some browsers keep the likes of each file apart
    }
  });

  document.addEventListener("change", function (event) {
    var input = event.target;
    if (!input.closest(".look")) return;
    if (input.type === "checkbox") likes[input.id] = input.checked;
    else likes[input.name] = input.id;
    keep();
  });

  addEventListener("storage", function (event) { if (event.key === KEY) recall(); });
  addEventListener("pageshow", recall);
  document.addEventListener("DOMContentLoaded", show);
  recall();
})();
