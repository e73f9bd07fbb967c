(function () {
  "use strict";
  var root = document.querySelector(".bilat");
  root.classList.add("js");

  function each(selector, act) { Array.prototype.forEach.call(root.querySelectorAll(selector), act); }
  function visible(element) { return element.getClientRects().length !== 0; }
  function item(key) { return document.getElementById(key); }
  function clear(name) { each("." + name, function (element) { element.classList.remove(name); }); }

  function light(keys, name) {
    clear(name);
    keys.forEach(function (key) {
      each(".i-" + key, function (element) { element.classList.add(name); });
      if (item(key)) { item(key).classList.add(name); }
    });
  }
  function bring(element) {
    if (element) { element.scrollIntoView({ block: "nearest", inline: "nearest" }); }
  }
  function remember(id) { history.replaceState(null, "", "#" + id); }

  function chooseWords(word) {
    var keys = word.dataset.k.split(" ");
    var shown = keys.filter(function (key) { return item(key) ? visible(item(key)) : false; });
    if (shown.length === 0) { return; }
    light(shown, "lit");
    bring(item(shown[0]));
    remember(shown[0]);
  }
  function chooseItem(key, anchor) {
    light([key], "lit");
    var place = document.getElementById(anchor || "w-" + key);
    if (place) {
      var next = place;
      while (next ? !next.classList.contains("w") : false) { next = next.nextElementSibling; }
      bring(next || place);
    }
    remember(key);
  }

  root.addEventListener("click", function (event) {
    var word = event.target.closest("a.w");
    if (word) { event.preventDefault(); chooseWords(word); return; }
    if (event.target.closest(".beside")) { return; }
    var owner = event.target.closest(".item");
    if (!owner) { return; }
    var link = event.target.closest("a");
    if (!link) {
      if (String(window.getSelection()) === "") { chooseItem(owner.dataset.k); }
      return;
    }
    var id = link.getAttribute("href").slice(1);
    event.preventDefault();
    if (id.indexOf("w-") === 0) { chooseItem(id.split("-")[1], id); }
    else { light([id], "lit"); bring(item(id)); remember(id); }
  });
  root.addEventListener("mouseover", function (event) {
    var over = event.target.closest("a.w, .item");
    light(over ? over.dataset.k.split(" ") : [], "lit-soft");
  });
  root.addEventListener("mouseleave", function () { clear("lit-soft"); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { clear("lit"); }
  });

  // An anchor that stands within an item means the item.
  var named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  var within = named ? named.closest(".item") : null;
  var start = within ? within.dataset.k : location.hash.slice(1).replace(/^w-/, "").split("-")[0];
  if (start ? item(start) : null) { chooseItem(start); bring(item(start)); }
}());
