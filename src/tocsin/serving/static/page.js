// What is added while a page is open is told in one line; nothing moves until its reader asks for it.
"use strict";
(() => {
  const line = document.getElementById("live");
  if (!line || !window.EventSource) return;
  let first = null;
  let seen = null;
  let stream = null;
  const more = (now, name) => {
    const by = now[name + "s"] - first[name + "s"];
    return by > 0 ? by + " new " + name + (by === 1 ? "" : "s") : "";
  };
  const tell = (message) => {
    const now = JSON.parse(message.data);
    const known = seen === message.lastEventId;
    seen = message.lastEventId;
    if (first === null) first = now;
    else if (!known) show(now);
  };
  const show = (now) => {
    const said = [more(now, "article"), more(now, "event")].filter(Boolean).join(", ");
    const again = document.createElement("a");
    again.href = location.href;
    again.textContent = "show it";
    again.addEventListener("click", (click) => {
      click.preventDefault();
      location.reload();
    });
    line.replaceChildren((said || "Something was changed") + ": ", again);
    line.hidden = false;
  };
  const close = () => {
    stream?.close();
    stream = null;
  };
  // A browser has few connections to one server: only the page that is looked at keeps one open.
  const listen = () => {
    if (document.visibilityState !== "visible") {
      close();
    } else if (!stream) {
      stream = new EventSource(line.dataset.live);
      stream.addEventListener("changed", tell);
    }
  };
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", listen);
  listen();
})();
