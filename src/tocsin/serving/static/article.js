// Words and the acts that they tell light up together; words that are selected go into the form. Acts stand
// beside their paragraph, or below those of the paragraphs before where these need more room than their text.
"use strict";
(() => {
  const text = document.getElementById("text");
  if (!text) return;
  const marks = [...text.querySelectorAll("mark[data-acts]")];
  const light = (ids, on) => {
    for (const mark of marks) {
      if (mark.dataset.acts.split(" ").some((id) => id && ids.includes(id))) mark.classList.toggle("lit", on);
    }
    for (const id of ids) document.getElementById(id)?.classList.toggle("lit", on);
  };
  for (const note of text.querySelectorAll(".act-note")) {
    for (const [name, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
      note.addEventListener(name, () => light([note.id], on));
    }
  }
  for (const mark of marks) {
    const ids = mark.dataset.acts.split(" ").filter(Boolean);
    mark.addEventListener("mouseenter", () => light(ids, true));
    mark.addEventListener("mouseleave", () => light(ids, false));
  }
  const beside = matchMedia("screen and (min-width: 60.01rem)");
  const rows = [...text.querySelectorAll(".paragraph")].map((row) => [row, row.querySelector(".margin")]);
  const fit = () => {
    const above = text.getBoundingClientRect().top;
    let taken = 0;
    for (const [row, acts] of rows) {
      const top = row.getBoundingClientRect().top - above;
      const at = acts.childElementCount ? Math.max(top, taken) : top;
      acts.style.top = at - top + "px";
      if (acts.childElementCount) taken = at + acts.offsetHeight;
    }
    text.style.minHeight = beside.matches ? taken + "px" : "";
  };
  text.classList.add("fitted");
  fit();
  const watch = new ResizeObserver(fit);
  for (const [row, acts] of rows) for (const one of [row, acts]) watch.observe(one);
  beside.addEventListener("change", fit);
  const form = document.getElementById("add-form");
  if (!form) return;
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
    const words = chosen.toString().trim();
    if (words) form.elements.evidence.value = words;
  });
})();
