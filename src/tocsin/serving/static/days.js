// The charts by day as ECharts draws them: a day under the pointer or chosen by keys tells its evidence, a
// stroke or Shift and the arrows take several days, which are then shown alone; a long time can be looked
// at more closely. What a day is made of, and where that stands, is taken from the drawing of the server,
// which stays for print.
import { options } from "./days_options.js";
import { element, onTheme, shortened } from "./theme.js";
import { init } from "./vendor/echarts.js";

const MANY = 60; // days from which on a chart can be zoomed
const WEEK = 7;
const MOST_WORDS = 2;
const LONGEST = 120;
const LEAST_HEIGHT = 150;
const MOST_HEIGHT = 300;

const dayOf = (link) => link.getAttribute("href").match(/(\d{4}-\d\d-\d\d)(?:$|#|&)/)?.[1];

// The weightiest acts of a day with their words, as they stand further down on the page.
const evidenceOf = (day) => {
  const found = document.getElementById("d" + day)?.querySelectorAll(".event") ?? [];
  return [...found]
    .slice(0, MOST_WORDS)
    .map((event) => event.querySelector(".evidence a"))
    .filter(Boolean);
};

const told = (link) =>
  element("a", {
    className: "told",
    href: link.getAttribute("href"),
    textContent: shortened(link.textContent.trim(), LONGEST),
    dir: "auto",
  });

class Days {
  constructor(place) {
    this.place = place;
    this.data = JSON.parse(place.dataset.days);
    this.days = this.data.days.map(([day]) => day);
    const drawn = [...place.querySelectorAll(".chart-wide a")];
    this.links = new Map(drawn.map((link) => [dayOf(link), link]));
    this.at = this.days.findLastIndex((day) => this.links.has(day));
    this.told = null; // the day that the line below tells of
    this.from = null; // the other end of the days that are being chosen
    this.build(place.querySelector(".chart-wide svg").getAttribute("aria-label"));
  }

  build(name) {
    const { place } = this;
    const height =
      place.querySelector(":scope > :not(.chart-line)").getBoundingClientRect().height ||
      place.querySelector(".chart-narrow").getBoundingClientRect().height;
    this.box = element("div", { className: "live-chart", tabIndex: 0 });
    this.box.style.blockSize = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, Math.round(height))) + "px";
    this.box.setAttribute("role", "slider");
    this.box.setAttribute("aria-label", name);
    this.box.setAttribute("aria-valuemin", 0);
    this.box.setAttribute("aria-valuemax", this.days.length - 1);
    const canvas = element("div", { className: "live-canvas" });
    canvas.setAttribute("aria-hidden", "true");
    this.box.append(canvas);
    this.line = place.querySelector(".chart-line");
    place.insertBefore(this.box, this.line);
    place.classList.add("is-live");
    this.chart = init(canvas, null, { renderer: "svg" });
    this.draw();
    this.tell(this.at);
    new ResizeObserver(() => this.chart.resize()).observe(this.box);
    onTheme(() => this.draw());
    this.listen();
  }

  draw() {
    const [seen] = this.chart.getOption()?.dataZoom ?? [];
    const look = options(this.data, this.days.length > MANY, this.chart.getWidth());
    this.chart.setOption(look, { notMerge: true });
    if (!seen) return;
    const { start, end } = seen;
    this.chart.dispatchAction({ type: "dataZoom", dataZoomIndex: 0, start, end });
  }

  // What one day is, in words: its figures, and the words of a report for each, which lead to where they
  // stand.
  tell(at) {
    this.at = Math.min(Math.max(at, 0), this.days.length - 1);
    if (this.told === this.at) return; // its links stay those that somebody may be about to reach
    this.told = this.at;
    const day = this.days[this.at];
    const link = this.links.get(day);
    const own = link?.querySelector("title")?.textContent ?? day + ": nothing was read";
    const words = evidenceOf(day);
    // The title of a day has the words of its reports at the end; where these are links they are said once.
    const figures = words.length
      ? own
          .split("; ")
          .filter((part, i) => !i || part.startsWith("alert:"))
          .join("; ")
      : own;
    this.box.setAttribute("aria-valuenow", this.at);
    this.box.setAttribute(
      "aria-valuetext",
      [figures, ...words.map((one) => shortened(one.textContent, LONGEST))].join("; "),
    );
    const said = link ? element("a", { href: link.getAttribute("href"), textContent: figures }) : figures;
    this.line.replaceChildren(said, ...words.flatMap((one) => ["; ", told(one)]));
  }

  show(at) {
    this.tell(at);
    const x = this.chart.convertToPixel({ xAxisIndex: 0 }, this.days[this.at]);
    this.chart.dispatchAction({ type: "showTip", x, y: this.chart.getHeight() / 2 });
  }

  choose(to) {
    const areas =
      this.from === null || to === this.from
        ? []
        : [
            {
              brushType: "lineX",
              xAxisIndex: 0,
              coordRange: [Math.min(this.from, to), Math.max(this.from, to)],
            },
          ];
    this.chosen = areas.length ? areas[0].coordRange : null;
    this.chart.dispatchAction({ type: "brush", areas });
  }

  forget() {
    this.from = this.chosen = null;
    this.chart.dispatchAction({ type: "brush", areas: [] });
  }

  go([first, last]) {
    location.assign(
      location.pathname + "?" + new URLSearchParams({ since: this.days[first], until: this.days[last] }),
    );
  }

  open(at, { aside = false } = {}) {
    const link = this.links.get(this.days[at]);
    if (!link) return;
    if (aside) window.open(link.href.baseVal, "_blank", "noopener");
    else location.assign(link.href.baseVal);
  }

  // The day under the pointer; null beside the days, as on the handles of the zoom.
  dayAt(event) {
    const { left, top } = this.chart.getDom().getBoundingClientRect();
    const point = [event.clientX - left, event.clientY - top];
    if (!this.chart.containPixel({ gridIndex: 0 }, point)) return null;
    return Math.min(
      Math.max(this.chart.convertFromPixel({ xAxisIndex: 0 }, point[0]), 0),
      this.days.length - 1,
    );
  }

  listen() {
    let held = null;
    this.box.addEventListener("pointermove", (event) => {
      const at = this.dayAt(event);
      if (at === null) return;
      if (held !== null) this.choose(at);
      if (at !== this.at) this.tell(at);
    });
    this.box.addEventListener("pointerdown", (event) => {
      const at = event.button === 0 ? this.dayAt(event) : null;
      if (at === null) return;
      held = { at, known: at === this.at || event.pointerType !== "touch" };
      this.from = at;
    });
    window.addEventListener("pointerup", (event) => {
      if (held === null) return;
      const { at, known } = held;
      held = null;
      const chosen = this.chosen;
      this.from = this.chosen = null;
      if (chosen) this.go(chosen);
      else if (known && this.dayAt(event) === at) this.open(at, { aside: event.ctrlKey || event.metaKey });
      else this.show(at);
    });
    window.addEventListener("pointercancel", () => {
      held = null;
      this.forget();
    });
    this.box.addEventListener("focus", () => this.box.matches(":focus-visible") && this.show(this.at));
    this.box.addEventListener("blur", () => this.chart.dispatchAction({ type: "hideTip" }));
    this.box.addEventListener("keydown", (event) => this.press(event));
    // Whoever comes back finds no days chosen that are shown elsewhere by now.
    window.addEventListener("pageshow", () => this.forget());
  }

  press(event) {
    const last = this.days.length - 1;
    const to = {
      ArrowLeft: this.at - 1,
      ArrowDown: this.at - 1,
      ArrowRight: this.at + 1,
      ArrowUp: this.at + 1,
      PageUp: this.at + WEEK,
      PageDown: this.at - WEEK,
      Home: 0,
      End: last,
    }[event.key];
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    if (to !== undefined) {
      if (event.shiftKey) this.from ??= this.at;
      else this.forget();
      this.show(to);
      if (event.shiftKey) this.choose(this.at);
    } else if (event.key === "Enter") {
      if (this.chosen) this.go(this.chosen);
      else this.open(this.at);
    } else if (event.key === "Escape") {
      this.forget();
    } else {
      return;
    }
    event.preventDefault();
  }
}

// What is zoomed in one chart is zoomed in the other: they are of the same days.
const together = (charts) => {
  let moving = false;
  for (const one of charts) {
    one.chart.on("datazoom", () => {
      if (moving) return;
      moving = true;
      const [{ start, end }] = one.chart.getOption().dataZoom;
      for (const other of charts) {
        if (other !== one) other.chart.dispatchAction({ type: "dataZoom", dataZoomIndex: 0, start, end });
      }
      moving = false;
    });
  }
};

const places = [...document.querySelectorAll(".told-by-day[data-days]")].filter((place) =>
  place.querySelector("svg"),
);
together(places.map((place) => new Days(place)));
