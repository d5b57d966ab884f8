// Reads an article aloud, sentence by sentence. The button is shown only where the browser has a Chinese voice.
"use strict";
(function () {
  var button = document.getElementById("speak"), synthesis = window.speechSynthesis;
  if (!button || !synthesis || !window.SpeechSynthesisUtterance) return;
  var LONGEST = 60; // characters: about 13 seconds; some browsers fall silent after 15
  var parts = [], at = 0, voice = null, turn = 0;

  function choose() {
    var found = synthesis.getVoices().filter(function (one) { return /^(zh|cmn)/i.test(one.lang); });
    found.sort(function (a, b) { return rank(a) - rank(b); });
    voice = found[0] || null;
    button.hidden = !voice;
  }

  // The language of the page first, then voices that need no network.
  function rank(one) {
    var same = one.lang.replace("_", "-").toLowerCase() === document.documentElement.lang.toLowerCase();
    return (same ? 0 : 2) + (one.localService ? 0 : 1);
  }

  function collect() {
    parts = [];
    document.querySelectorAll(button.dataset.blocks).forEach(function (block) {
      var sentences = block.textContent.match(/[^。！？；…]+[。！？；…]*[”’」』）]*|[。！？；…]+/g) || [];
      sentences.forEach(function (sentence) {
        for (var text = sentence.trim(); text; text = text.slice(part.length)) {
          var part = text.slice(0, LONGEST);
          if (text.length > LONGEST) part = part.slice(0, Math.max(part.lastIndexOf("，"), part.lastIndexOf("、"), 20) + 1);
          parts.push([block, part]);
        }
      });
    });
  }

  function show(state) {
    button.textContent = button.dataset[state];
    document.querySelectorAll(".spoken").forEach(function (one) { one.classList.remove("spoken"); });
    if (state === "pause") parts[at][0].classList.add("spoken");
  }

  function speak() {
    if (at >= parts.length) {
      at = 0;
      return stop("start");
    }
    var mine = ++turn, said = new SpeechSynthesisUtterance(parts[at][1]);
    said.voice = voice;
    said.lang = voice.lang;
    said.onend = function () {
      if (mine !== turn) return;
      at++;
      speak();
    };
    said.onerror = function () { if (mine === turn) stop("resume"); };
    show("pause");
    synthesis.speak(said);
  }

  function stop(state) {
    turn++;
    synthesis.cancel();
    button.dataset.state = "";
    show(state);
  }

  button.addEventListener("click", function () {
    if (button.dataset.state === "on") return stop("resume");
    if (!parts.length) collect();
    button.dataset.state = "on";
    synthesis.cancel();
    speak();
  });
  addEventListener("pagehide", function () { synthesis.cancel(); });
  if (synthesis.addEventListener) synthesis.addEventListener("voiceschanged", choose);
  choose();
})();
