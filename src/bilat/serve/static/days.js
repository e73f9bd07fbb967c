// The slider of the day asked about: moving it sets the day, and the measures of that day are asked for.
(function () {
  "use strict";
  var DAY = 86400000;

  function day(slider) {
    return new Date(Date.parse(slider.dataset.start) + Number(slider.value) * DAY).toISOString().slice(0, 10);
  }

  document.addEventListener("input", function (event) {
    var slider = event.target;
    if (slider.id !== "on-slider") { return; }
    var field = document.getElementById("on");
    field.value = day(slider);
    slider.setAttribute("aria-valuetext", field.value);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });

  document.addEventListener("change", function (event) {
    if (event.target.id !== "on") { return; }
    var slider = document.getElementById("on-slider");
    var moved = Math.round((Date.parse(event.target.value) - Date.parse(slider.dataset.start)) / DAY);
    if (!Number.isNaN(moved) && String(moved) !== slider.value) {
      slider.value = String(moved);
      slider.setAttribute("aria-valuetext", event.target.value);
    }
  });
}());
