// A slider over the days, and a button that plays them: each day is the page of its address, of which parts are taken.
"use strict";
(() => {
  const player = document.getElementById("player");
  const form = document.getElementById("asked");
  if (!player || !form) return;
  const DAY = 86400000;
  const WAIT = 900;
  const first = Date.parse(player.dataset.since);
  const dayAt = (at) => new Date(first + at * DAY).toISOString().slice(0, 10);
  const placeOf = (day) => Math.round((Date.parse(day) - first) / DAY);
  const last = placeOf(player.dataset.until);
  if (last < 1) return;

  const button = document.createElement("button");
  button.type = "button";
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: 0, max: last, step: 1, value: placeOf(player.dataset.day) });
  slider.setAttribute("aria-label", player.dataset.label);
  const told = document.createElement("output");
  const wrong = document.createElement("p");
  wrong.setAttribute("role", "alert");
  wrong.className = "note";
  player.append(button, slider, told, wrong);
  player.hidden = false;

  // Who wants less motion goes on by a press a day; nothing moves by itself.
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let playing = false;
  let timer = 0;
  let asked = null;
  const label = () => {
    button.textContent = calm.matches ? "Next day" : playing ? "Pause" : "Play";
    const day = dayAt(Number(slider.value));
    told.textContent = day;
    slider.setAttribute("aria-valuetext", day);
  };
  const stop = () => {
    playing = false;
    clearTimeout(timer);
    label();
  };
  const address = () => {
    const days = { since: player.dataset.since, until: player.dataset.until, day: dayAt(Number(slider.value)) };
    const query = new URLSearchParams();
    for (const one of form.elements) {
      if (one.type === "checkbox") continue;
      // What somebody has typed and not sent is no part of what is shown.
      const value = days[one.name] ?? (one.tagName === "SELECT" ? one.value : one.defaultValue);
      if (one.name && value) query.set(one.name, value);
    }
    if (player.dataset.replay) query.set("replay", "true");
    return form.getAttribute("action") + "?" + query;
  };
  const take = (page) => {
    for (const here of document.querySelectorAll(".played, .other-forms")) {
      const there = here.id ? page.getElementById(here.id) : page.querySelector(".other-forms");
      if (there) here.replaceWith(document.adoptNode(there));
    }
    document.dispatchEvent(new Event("played"));
  };
  const show = () => {
    label();
    asked?.abort();
    const request = (asked = new XMLHttpRequest());
    const url = address();
    request.open("GET", url);
    request.responseType = "document";  // no text of it becomes markup here, so the policy of the page holds
    request.timeout = 30000;
    request.onload = () => {
      const day = dayAt(Number(slider.value));
      if (request.status !== 200 || !request.response?.querySelector(".played")) return fail();
      wrong.textContent = "";
      take(request.response);
      form.elements.day.value = day;
      if (form.elements.replay) form.elements.replay.checked = true;
      history.replaceState(null, "", url);
      if (playing) timer = setTimeout(next, WAIT);
    };
    const fail = () => {
      stop();
      wrong.textContent = "This day could not be read. Try again.";
    };
    request.onerror = request.ontimeout = fail;
    request.send();
  };
  const next = () => {
    if (Number(slider.value) >= last) return stop();
    slider.value = Number(slider.value) + 1;
    show();
  };
  button.addEventListener("click", () => {
    if (playing) return stop();
    const ended = Number(slider.value) >= last;
    playing = !calm.matches;
    if (ended) slider.value = 0;
    if (ended) show();
    else next();
  });
  slider.addEventListener("input", () => {
    stop();
    show();
  });
  for (const one of form.querySelectorAll("select")) one.addEventListener("change", show);
  calm.addEventListener("change", stop);
  window.addEventListener("pagehide", stop);
  label();
})();
