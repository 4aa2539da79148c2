// Keys for the queue: what a key does is what its button does, but the page stays where it is.
"use strict";
(() => {
  const queue = document.getElementById("queue");
  if (!queue) return;
  const said = document.getElementById("said");
  const cards = () => [...queue.querySelectorAll(".card:not(.done)")];
  let current = null;
  const choose = (card) => {
    if (!card) return;
    current?.classList.remove("current");
    current = card;
    card.classList.add("current");
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  };
  const next = (by) => {
    const open = cards();
    const at = open.indexOf(current);
    choose(open[Math.min(Math.max(at + by, 0), open.length - 1)]);
  };
  const send = async (form) => {
    const card = form.closest(".card");
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": form.elements.csrf.value, Accept: "application/json" },
      body: JSON.stringify(Object.fromEntries([...new FormData(form)].filter(([name, value]) => value && name !== "csrf" && name !== "next"))),
    });
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      said.textContent = told.error || "That did not work.";
      return;
    }
    said.textContent = { accept: "Accepted.", reject: "Rejected.", change: "Changed." }[told.what] + " " + (cards().length - 1) + " left.";
    const after = cards()[cards().indexOf(card) + 1];
    card.classList.add("done");
    for (const one of card.querySelectorAll("button, summary, input, select")) one.setAttribute("tabindex", "-1");
    card.querySelector(".judge").hidden = true;
    choose(after || cards()[0]);
  };
  queue.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target);
  });
  queue.addEventListener("focusin", (event) => {
    const card = event.target.closest(".card:not(.done)");
    if (card && card !== current) {
      current?.classList.remove("current");
      current = card;
      card.classList.add("current");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "j") next(1);
    else if (event.key === "k") next(-1);
    else if ("arf".includes(event.key) && current) current.querySelector(`[data-key="${event.key}"]`)?.click();
    else return;
    event.preventDefault();
    if (event.key === "f") current?.querySelector(".fix select")?.focus();
  });
  choose(cards()[0]);
})();
