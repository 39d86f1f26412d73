"use strict";
const search = document.getElementById("search");
const boxes = [...document.querySelectorAll(".totals input")];
const checks = [...document.querySelectorAll("details.check")];
const texts = new Map(checks.map(check => [check, check.textContent.toLowerCase()]));

function show() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const statuses = new Set(boxes.filter(box => box.checked).map(box => box.value));
  let shown = 0;
  for (const check of checks) {
    const text = texts.get(check);
    const is = statuses.has(check.dataset.status) && words.every(word => text.includes(word));
    check.hidden = !is;
    shown += is;
  }
  for (const section of document.querySelectorAll("section")) {
    section.hidden = !section.querySelector("details.check:not([hidden])");
  }
  document.getElementById("nothing").hidden = shown > 0;
}

// a link such as report.html#q=etag begins with that search
const asked = new URLSearchParams(location.hash.slice(1)).get("q");
if (asked) search.value = asked;
search.addEventListener("input", show);
boxes.forEach(box => box.addEventListener("change", show));
show();
