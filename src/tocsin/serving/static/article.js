// Words and the acts that they tell light up together; words that are selected go into the form.
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
  const form = document.getElementById("add-form");
  if (!form) return;
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
    const words = chosen.toString().trim();
    if (words) form.elements.evidence.value = words;
  });
})();
