// A chart tells in a line below it what the day in focus or under the pointer has; a stroke over days shows them.
"use strict";
(() => {
  const dayOf = (link) => link?.getAttribute("href")?.match(/^\/(?:days\/|alarm\?day=)(\d{4}-\d\d-\d\d)(?:$|#)/)?.[1];
  const linkAt = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest(".chart a");
  for (const place of document.querySelectorAll(".told-by-day")) {
    const line = document.createElement("p");
    line.className = "note chart-line";
    line.textContent = "\u00a0";
    place.append(line);
    const tell = (event) => {
      const title = event.target.closest("a")?.querySelector("title")?.textContent;
      if (title) line.textContent = title;
    };
    place.addEventListener("focusin", tell);
    place.addEventListener("mouseover", tell);
    let first = null;
    const links = [...place.querySelectorAll(".chart a")];
    const mark = (from, to) => {
      const [low, high] = [from, to].sort();
      for (const link of links) link.classList.toggle("chosen", dayOf(link) >= low && dayOf(link) <= high);
    };
    place.addEventListener("dragstart", (event) => event.preventDefault());
    place.addEventListener("pointerdown", (event) => {
      first = event.button === 0 ? dayOf(linkAt(event)) : null;
    });
    place.addEventListener("pointermove", (event) => {
      const day = first && dayOf(linkAt(event));
      if (day && day !== first) mark(first, day);
    });
    window.addEventListener("pointerup", (event) => {
      const day = first && dayOf(linkAt(event));
      const from = first;
      first = null;
      if (!day || day === from) return;
      const [since, until] = [from, day].sort();
      location.assign(location.pathname + "?" + new URLSearchParams({ since, until }));
    });
    place.addEventListener("click", (event) => {
      if (place.querySelector(".chosen")) event.preventDefault();
    }, true);
  }
})();
