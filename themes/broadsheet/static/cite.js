// Puts the citation of an article on the clipboard. Without a script its text is selected whole by one tap.
"use strict";
(function () {
  var button = document.getElementById("copy"), words = document.getElementById("cite");
  if (!button || !words) return;
  button.hidden = false;

  // For pages that are no secure context: http, some browsers' file.
  function copySelected() {
    getSelection().selectAllChildren(words);
    return document.execCommand("copy") ? Promise.resolve() : Promise.reject();
  }

  button.addEventListener("click", function () {
    var text = words.textContent.trim();
    var copied = navigator.clipboard ? navigator.clipboard.writeText(text).catch(copySelected) : copySelected();
    copied.then(function () { button.textContent = button.dataset.done; }, function () { getSelection().selectAllChildren(words); });
  });
})();
