// Today: when the record has changed, what is new is asked for, and marked.
(function () {
  "use strict";
  if (!window.EventSource) { return; }
  var waiting = null;

  function ids() {
    return Array.prototype.map.call(document.querySelectorAll("#news .entry"), function (line) { return line.id; });
  }
  function said(words) {
    var place = document.getElementById("news-said");
    place.textContent = words;
    place.hidden = words === "";
  }
  function refresh() {
    waiting = null;
    var news = document.getElementById("news");
    if (news.contains(document.activeElement)) {
      // Whoever is reading here by keyboard is not thrown out.
      said("There is something new; it shows when you leave this list.");
      news.addEventListener("focusout", function () { window.setTimeout(soon, 0); }, { once: true });
      return;
    }
    var before = ids();
    window.htmx.ajax("GET", location.pathname + location.search, {
      target: "#news", select: "#news", swap: "outerHTML show:none"
    }).then(function () {
      var fresh = ids().filter(function (id) { return before.indexOf(id) < 0; });
      fresh.forEach(function (id) { document.getElementById(id).classList.add("fresh"); });
      said(fresh.length === 0 ? "" : fresh.length === 1 ? "One new event." : fresh.length + " new events.");
    });
  }
  function soon() {
    if (waiting === null) { waiting = window.setTimeout(refresh, 400); }
  }

  var first = true;
  var source = new EventSource("/news");
  source.addEventListener("change", function (event) {
    // The first tells how the record is now, which the page shows already.
    if (first) { first = false; return; }
    soon();
    void event;
  });
  window.addEventListener("pagehide", function () { source.close(); });
}());
