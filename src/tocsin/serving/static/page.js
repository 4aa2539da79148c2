// What is added while a page is open is told in one line; nothing moves until its reader asks for it.
"use strict";
(() => {
  const line = document.getElementById("live");
  if (!line || !window.EventSource) return;
  let first = null;
  const stream = new EventSource("/live");
  const more = (now, name, one) => {
    const by = now[name + "s"] - first[name + "s"];
    return by > 0 ? by + " new " + (by === 1 ? one : one + "s") : "";
  };
  stream.addEventListener("changed", (message) => {
    const now = JSON.parse(message.data);
    if (first === null) {
      first = now;
      return;
    }
    const said = [more(now, "article", "article"), more(now, "event", "event")].filter(Boolean).join(", ");
    line.replaceChildren();
    const again = document.createElement("a");
    again.href = location.href;
    again.textContent = "show it";
    again.addEventListener("click", (click) => {
      click.preventDefault();
      location.reload();
    });
    line.append((said || "Something was changed") + ": ", again);
    line.hidden = false;
  });
  // A page that waits in the history keeps no connection open.
  window.addEventListener("pagehide", () => stream.close());
})();
