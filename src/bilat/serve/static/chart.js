// The tone of a pair: means with their intervals, and the number of events below. Drawn from the numbers in the page.
(function () {
  "use strict";
  var DAY = 86400;
  var chart = null;

  function colour(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }
  function seconds(day) { return Date.parse(day) / 1000; }
  function isoDay(time) { return new Date(time * 1000).toISOString().slice(0, 10); }
  function signed(value) {
    if (value === null || value === undefined) { return "–"; }
    return value === 0 ? "0" : (value > 0 ? "+" : "−") + Math.abs(value);
  }

  function columns(rows) {
    var known = rows.filter(function (row) { return row.period !== null; });
    return {
      rows: known,
      data: [
        known.map(function (row) { return (seconds(row.start) + seconds(row.end) + DAY) / 2; }),
        known.map(function (row) { return row.mean; }),
        known.map(function (row) { return row.low; }),
        known.map(function (row) { return row.high; }),
        known.map(function (row) { return row.events; })
      ]
    };
  }

  // Below zero a triangle that points down, above a disc: the sign is not told by colour alone.
  function drawMeans(u) {
    var context = u.ctx, ratio = window.devicePixelRatio || 1, size = 4.5 * ratio;
    var times = u.data[0];
    context.save();
    context.beginPath();
    context.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
    context.clip();
    times.forEach(function (time, i) {
      var x = u.valToPos(time, "x", true), y = u.valToPos(u.data[1][i], "tone", true);
      var ink = colour(u.data[1][i] < 0 ? "--minus" : "--plus");
      if (u.data[2][i] !== null) {
        var low = u.valToPos(u.data[2][i], "tone", true), high = u.valToPos(u.data[3][i], "tone", true);
        context.strokeStyle = colour("--soft");
        context.lineWidth = 1.25 * ratio;
        context.beginPath();
        context.moveTo(x, low); context.lineTo(x, high);
        context.moveTo(x - size * 0.8, low); context.lineTo(x + size * 0.8, low);
        context.moveTo(x - size * 0.8, high); context.lineTo(x + size * 0.8, high);
        context.stroke();
      }
      context.fillStyle = ink;
      context.strokeStyle = colour("--paper");
      context.lineWidth = 1.5 * ratio;
      context.beginPath();
      if (u.data[1][i] < 0) {
        context.moveTo(x - size * 1.15, y - size * 0.9);
        context.lineTo(x + size * 1.15, y - size * 0.9);
        context.lineTo(x, y + size * 1.2);
        context.closePath();
      } else {
        context.arc(x, y, size, 0, 2 * Math.PI);
      }
      context.fill();
      context.stroke();
    });
    context.fillStyle = colour("--soft");
    context.font = 10.5 * ratio + "px " + colour("--sans");
    context.textAlign = "center";
    times.forEach(function (time, i) {
      var x = u.valToPos(time, "x", true), y = u.valToPos(u.data[4][i], "events", true);
      context.fillText(String(u.data[4][i]), x, y - 4 * ratio);
    });
    var zero = Math.round(u.valToPos(0, "tone", true)) + 0.5;
    context.globalCompositeOperation = "destination-over";
    context.strokeStyle = colour("--edge");
    context.lineWidth = ratio;
    context.beginPath();
    context.moveTo(u.bbox.left, zero); context.lineTo(u.bbox.left + u.bbox.width, zero);
    context.stroke();
    context.restore();
  }

  function ends(table) {
    var rows = table.rows;
    return [seconds(rows[0].start), seconds(rows[rows.length - 1].end) + DAY];
  }

  // The timeline shows what the chart shows: its two days are set, and it is asked for.
  function follow(table, from, to) {
    var whole = ends(table), all = from <= whole[0] && to >= whole[1];
    var since = document.getElementById("since"), until = document.getElementById("until");
    since.value = all ? "" : isoDay(from);
    until.value = all ? "" : isoDay(to - DAY / 2);
    document.getElementById("chart-said").textContent =
      all ? "All is shown." : "Shown: " + since.value + " to " + until.value + ".";
    document.getElementById("period").requestSubmit();
  }

  function show(table, from, to) {
    var whole = ends(table), least = 7 * DAY;
    if (to - from < least) {
      var middle = (from + to) / 2;
      from = middle - least / 2;
      to = middle + least / 2;
    }
    from = Math.max(whole[0], from);
    to = Math.min(whole[1], to);
    chart.setScale("x", { min: from, max: to });
    follow(table, from, to);
  }

  var MOVES = {
    "in": function (from, to) { return [from + (to - from) / 4, to - (to - from) / 4]; },
    "out": function (from, to) { return [from - (to - from) / 2, to + (to - from) / 2]; },
    "earlier": function (from, to, whole) { var by = Math.min((to - from) / 2, from - whole[0]); return [from - by, to - by]; },
    "later": function (from, to, whole) { var by = Math.min((to - from) / 2, whole[1] - to); return [from + by, to + by]; },
    "all": function (from, to, whole) { return whole; }
  };

  // What is shown at first: the time asked for, else the time of the reports; what they tell of before is a zoom away.
  function beginning(place, table, whole) {
    var asked = place.dataset.since || place.dataset.until;
    var since = asked ? place.dataset.since : place.dataset.first, until = asked ? place.dataset.until : place.dataset.last;
    var from = since ? seconds(since) : whole[0], to = until ? seconds(until) + DAY : whole[1];
    table.rows.forEach(function (row) {
      // Periods are shown whole.
      if (seconds(row.start) <= from && from <= seconds(row.end) + DAY) { from = seconds(row.start); }
      if (seconds(row.start) <= to && to <= seconds(row.end) + DAY) { to = seconds(row.end) + DAY; }
    });
    from = Math.max(from, whole[0]);
    to = Math.min(to, whole[1]);
    return to - from >= 7 * DAY ? [from, to] : whole;
  }

  // What uPlot is told: two scales, the mean as a thin line (the marks are drawn above), events as bars.
  function options(table, whole, width) {
    var most = Math.max.apply(null, table.data[4]), newest = table.rows.length - 1;
    var font = "12px " + colour("--sans"), axis = { stroke: colour("--soft"), font: font, ticks: { show: false } };
    var grid = { stroke: colour("--grid"), width: 1 };
    return {
      width: width,
      height: 280,
      tzDate: function (time) { return window.uPlot.tzDate(new Date(time * 1000), "UTC"); },
      cursor: { drag: { x: true, y: false, setScale: false }, points: { show: false } },
      scales: {
        x: { time: true, min: whole[0], max: whole[1] },
        tone: { range: [-10, 10] },
        events: { range: [0, most * 4.5] }
      },
      axes: [
        Object.assign({ grid: { show: false }, values: months }, axis),
        Object.assign({ scale: "tone", grid: grid, size: 42, splits: function () { return [-10, -5, 0, 5, 10]; },
          values: function (u, splits) { return splits.map(signed); } }, axis)
      ],
      series: [
        { label: "Period", value: function (u, raw, s, i) { return i === null ? "–" : table.rows[i].period; } },
        { label: "Mean", scale: "tone", stroke: colour("--edge"), width: 1, points: { show: false },
          value: function (u, raw) { return signed(raw); } },
        { label: "95 percent from", scale: "tone", stroke: "transparent", width: 0, points: { show: false },
          value: function (u, raw) { return signed(raw); } },
        { label: "to", scale: "tone", stroke: "transparent", width: 0, points: { show: false },
          value: function (u, raw) { return signed(raw); } },
        { label: "Events", scale: "events", fill: colour("--bar"), stroke: colour("--bar"), width: 0, points: { show: false },
          paths: window.uPlot.paths.bars({ size: [0.62, 26], align: 0 }),
          value: function (u, raw) { return raw === null || raw === undefined ? "–" : String(raw); } }
      ],
      hooks: {
        draw: [drawMeans],
        // Where nothing is pointed at, the newest period is told.
        setLegend: [function (u) {
          if (u.legend.idx === null || u.legend.idx === undefined) { u.setLegend({ idx: newest }, false); }
        }],
        setSelect: [function (u) {
          if (u.select.width < 6) { return; }
          var from = u.posToVal(u.select.left, "x"), to = u.posToVal(u.select.left + u.select.width, "x");
          u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
          show(table, from, to);
        }],
        ready: [function (u) {
          u.setLegend({ idx: newest });
          u.over.addEventListener("dblclick", function () { show(table, whole[0], whole[1]); });
        }]
      }
    };
  }

  function draw() {
    var place = document.getElementById("chart"), source = document.getElementById("tone-data");
    if (!place || !source || place.dataset.drawn) { return; }
    var table = columns(JSON.parse(source.textContent));
    if (table.rows.length === 0) { place.hidden = true; return; }
    place.dataset.drawn = "yes";
    var whole = ends(table);
    chart = new window.uPlot(options(table, whole, place.clientWidth), table.data, place);
    var range = beginning(place, table, whole);
    chart.setScale("x", { min: range[0], max: range[1] });
    place.closest("figure").querySelectorAll("[data-zoom]").forEach(function (button) {
      button.addEventListener("click", function () {
        var now = chart.scales.x, next = MOVES[button.dataset.zoom](now.min, now.max, whole);
        show(table, next[0], next[1]);
      });
    });
  }

  var NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  function months(u, splits, axis, space, step) {
    return splits.map(function (time, i) {
      var day = new Date(time * 1000), year = day.getUTCFullYear();
      var before = i > 0 ? new Date(splits[i - 1] * 1000).getUTCFullYear() : null;
      if (step >= 360 * DAY) { return String(year); }
      var name = NAMES[day.getUTCMonth()] + (step < 27 * DAY ? " " + day.getUTCDate() : "");
      return before === year ? name : name + "\n" + year;
    });
  }

  function again() {
    var place = document.getElementById("chart");
    if (chart !== null) { chart.destroy(); chart = null; }
    if (place) { delete place.dataset.drawn; }
    draw();
  }

  draw();
  document.addEventListener("htmx:load", draw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  window.addEventListener("resize", function () {
    var place = document.getElementById("chart");
    if (chart !== null && place) { chart.setSize({ width: place.clientWidth, height: 280 }); }
  });
}());
