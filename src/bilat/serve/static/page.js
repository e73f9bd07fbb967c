// On every page: keeps empty fields out of addresses.
(function () {
  "use strict";
  document.addEventListener("htmx:configRequest", function (event) {
    var asked = event.detail.parameters;
    Object.keys(asked).forEach(function (name) {
      if (asked[name] === "") { delete asked[name]; }
    });
  });

  // Links that ask the same with one thing else, and those to this page as data: by the address as it is when they are
  // followed, because parts of the page are asked for alone.
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[data-set], a[data-form]") : null;
    if (!link) { return; }
    var asked = new URLSearchParams(location.search), path = location.pathname;
    (link.dataset.set || "").split("&").forEach(function (each) {
      var at = each.indexOf("=");
      if (at < 0) { return; }
      if (at === each.length - 1) { asked.delete(each.slice(0, at)); } else { asked.set(each.slice(0, at), each.slice(at + 1)); }
    });
    if (link.dataset.form) {
      asked.delete("form");
      path = (path.replace(/\/$/, "") || "/index") + "." + link.dataset.form;
    }
    var query = asked.toString();
    link.setAttribute("href", path + (query ? "?" + query : "") + (link.dataset.form ? "" : link.hash));
  }, true);

  // A form sent without htmx, too.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "get") { return; }
    Array.prototype.forEach.call(form.elements, function (field) {
      if (field.name && field.value === "" && !field.disabled) {
        field.disabled = true;
        window.setTimeout(function () { field.disabled = false; }, 0);
      }
    });
  });
}());
