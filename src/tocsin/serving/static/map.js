// The map as one that can be looked at more closely: marks that share a place part as one comes nearer.
// What is seen is in the address, so that it can be shared and is there again after going back.
import { Ground } from "./map_ground.js";
import { Names, gathered, isArea, reachOf, shapeOf, titleOf, wayShape, wayTitle } from "./map_marks.js";
import { colours, drawn, element, nearness, nearnessOf, under } from "./theme.js";
import { select, zoom, zoomIdentity } from "./vendor/d3.js";

const NEAREST = 0.25; // degrees from west to east: outlines of 1:50 million show nothing more
const STEP = 1.8;
const APART = 30; // pixels between places that can be told apart
const PAN = 60;
const REST = 90; // milliseconds without a move after which all is drawn anew
const ROOM = 0.005;
const WORLD = "/static/vendor/countries-50m.json";

class Chart {
  constructor(place, world) {
    this.place = place;
    this.data = JSON.parse(place.dataset.map);
    this.points = this.data.points.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
    this.most = Math.max(1, ...this.points.map((one) => one.count));
    this.ground = new Ground(this.data.box, this.data.narrow);
    this.ground.read(world);
    const layers = ["ways", "towns", "states", "marks", "scale"].map((name) => [name, drawn("g", {})]);
    this.layers = Object.fromEntries(layers);
    this.sea = drawn("rect", { class: "sea" });
    const name = place.querySelector("svg").getAttribute("aria-label");
    this.svg = drawn(
      "svg",
      { class: "chart live-map", role: "group", "aria-label": name },
      this.sea,
      this.ground.layer,
      ...layers.map(([, layer]) => layer),
    );
    this.line = element("p", { className: "note chart-line", textContent: "\u00a0" });
    this.buttons = nearness("How near the map is", (what) => this.go(what));
    place.append(this.svg, this.buttons, this.line);
    place.classList.add("is-live");
    this.shape();
    this.listen();
    this.look(this.asked() ?? zoomIdentity);
  }

  shape() {
    const { ground } = this;
    ground.shape(this.place.clientWidth);
    for (const one of [this.svg, this.sea]) {
      one.setAttribute("width", ground.width);
      one.setAttribute("height", ground.height);
    }
    this.zoom ??= zoom();
    this.zoom
      .extent([
        [0, 0],
        [ground.width, ground.height],
      ])
      .scaleExtent([Math.min(1, ground.span / 360), Math.max(1, ground.span / NEAREST)]);
  }

  listen() {
    // The wheel and one finger go on moving the page; with Ctrl, or two fingers, they come nearer.
    this.zoom
      .filter((event) =>
        event.type === "wheel" ? event.ctrlKey : event.touches ? event.touches.length > 1 : !event.button,
      )
      .on("zoom", ({ transform }) => this.move(transform))
      .on("end", () => this.settle());
    select(this.svg).call(this.zoom).on("dblclick.zoom", null);
    this.svg.addEventListener("dragstart", (event) => event.preventDefault());
    this.place.addEventListener("keydown", (event) => this.press(event));
    this.svg.addEventListener("focusin", (event) => this.bring(event.target.closest("a")));
    for (const kind of ["focusin", "mouseover"])
      this.svg.addEventListener(kind, (event) => this.tell(event.target.closest("a, g[data-title]")));
    this.svg.addEventListener("click", (event) => this.open(event));
    window.addEventListener("hashchange", () => {
      const asked = this.asked();
      if (asked) this.look(asked);
    });
    // In a frame of its own, as it changes the size of what is watched.
    new ResizeObserver(() => requestAnimationFrame(() => this.fit())).observe(this.place);
  }

  fit() {
    if (!this.place.clientWidth || this.place.clientWidth === this.ground.width) return;
    const here = this.here();
    this.shape();
    this.look(this.there(here));
  }

  look(transform) {
    select(this.svg).call(this.zoom.transform, transform);
  }

  move(transform) {
    this.ground.turn(transform);
    if (!this.ground.drawn) return;
    this.ground.move();
    for (const one of this.layers.marks.children) this.put(one, one.__data__);
    for (const layer of ["ways", "towns", "states", "scale"]) this.layers[layer].replaceChildren();
  }

  put(mark, one) {
    const [x, y] = this.ground.at(one.at);
    mark.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
  }

  settle() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.draw(), this.ground.drawn ? REST : 0);
    if (!this.ground.drawn) this.draw();
  }

  draw() {
    clearTimeout(this.resting);
    const { ground, layers } = this;
    ground.draw();
    const names = new Names(ground, colours().letters);
    const marks = this.marks();
    for (const one of marks) names.keep(ground.at(one.at), one.reach);
    const texts = new Map(
      [...marks].reverse().map((one) => [one.key, names.place(one.name, ground.at(one.at), one.reach)]),
    );
    const keyed = select(layers.marks)
      .selectAll(":scope > *")
      .data(marks, (one) => one.key);
    keyed
      .join((enter) => enter.append((one) => drawn(one.count ? "a" : "g")))
      .each((one, at, all) => this.fill(all[at], one, texts.get(one.key)))
      .order();
    layers.ways.replaceChildren(...this.ways());
    layers.towns.replaceChildren(
      ...this.data.towns
        .filter((one) => this.isSeen(one))
        .map((one) => {
          const square = drawn("rect", { x: -2.5, y: -2.5, width: 5, height: 5, fill: "currentColor" });
          const town = drawn(
            "g",
            {},
            drawn("title", {}, one.name),
            square,
            ...names.place(one.name, ground.at(one.at), 4, "halo soft"),
          );
          this.put(town, one);
          return town;
        }),
    );
    layers.states.replaceChildren(
      ...this.data.states
        .filter((one) => this.isSeen(one))
        .flatMap((one) => names.state(one.name, ground.at(one.at))),
    );
    layers.scale.replaceChildren(...ground.scaleBar());
    this.write();
  }

  // The marks from below to above, each with how far it reaches; places that only something came from or
  // went to as well.
  marks() {
    const { ground } = this;
    const found = gathered(this.points, this.most, ground);
    const most = Math.max(1, ...found.map((one) => one.count));
    const ends = new Map(
      this.data.ways.flatMap((way) => [way.from, way.to]).map((end) => [end.at.join(), end]),
    );
    this.reaches = new Map();
    for (const one of found) one.reach = reachOf(one, most, ground);
    for (const [key, end] of ends) {
      const over = found.find(
        (one) =>
          isArea(one) === isArea(end) &&
          Math.hypot(...[0, 1].map((axis) => ground.at(one.at)[axis] - ground.at(end.at)[axis])) < one.reach,
      );
      this.reaches.set(key, (over ?? { reach: reachOf({ ...end, count: 0 }, most, ground) }).reach);
      if (!over) found.push({ ...end, all: [], count: 0, quad: 0, reach: this.reaches.get(key) });
    }
    for (const one of found)
      one.key =
        one.all.length > 1 ? "all " + one.all.map(({ name }) => name).join("|") : `${one.name}|${one.at}`;
    return found.sort((a, b) => isArea(b) - isArea(a) || a.count - b.count);
  }

  fill(mark, one, text) {
    const title = one.count ? titleOf(one) : `${one.name} (${one.precision})`;
    if (one.count) mark.setAttribute("href", this.hrefOf(one));
    else mark.dataset.title = title;
    mark.replaceChildren(drawn("title", {}, title), ...shapeOf(one, one.reach), ...text);
    this.put(mark, one);
  }

  hrefOf(one) {
    if (one.all.length < 2) return under(one.href);
    const [longitudes, latitudes] = [0, 1].map((axis) => one.all.map(({ at }) => at[axis]));
    const sides = [
      Math.min(...longitudes) - ROOM,
      Math.min(...latitudes) - ROOM,
      Math.max(...longitudes) + ROOM,
      Math.max(...latitudes) + ROOM,
    ];
    return under(
      `/map?inside=${sides.map((side) => side.toFixed(3)).join("%2C")}&${this.place.dataset.period}`,
    );
  }

  ways() {
    const most = Math.max(1, ...this.data.ways.map((way) => way.count));
    return this.data.ways.flatMap((way) => {
      const [first, last] = [way.from, way.to].map((end) => this.reaches.get(end.at.join()));
      const shape = wayShape(way, this.ground.at(way.from.at), this.ground.at(way.to.at), first, last, most);
      return shape
        ? [drawn("a", { href: under(way.href) }, drawn("title", {}, wayTitle(way)), ...shape)]
        : [];
    });
  }

  isSeen({ at }) {
    const [x, y] = this.ground.at(at);
    return x > 8 && y > 8 && x < this.ground.width - 8 && y < this.ground.height - 8;
  }

  tell(mark) {
    const title = mark?.querySelector("title")?.textContent;
    if (title && title !== this.line.textContent) this.line.textContent = title;
  }

  // A mark that shares its place with others shows them, as long as coming nearer parts them.
  open(event) {
    const one = event.target.closest("a")?.__data__;
    if (!one || one.all.length < 2 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const apart = this.onto(one.all);
    if (!apart || apart.k <= this.ground.now.k * 1.01) return;
    event.preventDefault();
    this.look(apart);
  }

  // Shows some places as near as they fit; null where they lie on one another however near one comes.
  onto(points) {
    const spots = points.map(({ at }) => this.plain(at));
    const [left, top] = [0, 1].map((axis) => Math.min(...spots.map((spot) => spot[axis])));
    const [right, bottom] = [0, 1].map((axis) => Math.max(...spots.map((spot) => spot[axis])));
    const { width, height } = this.ground;
    const nearest = this.zoom.scaleExtent()[1];
    if (Math.max(right - left, bottom - top) * nearest < APART) return null;
    const k = Math.min(
      nearest,
      0.6 * Math.min(width / Math.max(right - left, 1e-6), height / Math.max(bottom - top, 1e-6)),
    );
    return this.around([(left + right) / 2, (top + bottom) / 2, k]);
  }

  // Where a place lies when nothing is zoomed.
  plain(at) {
    const { k, x, y } = this.ground.now;
    const spot = this.ground.at(at);
    return [(spot[0] - x) / k, (spot[1] - y) / k];
  }

  around([x, y, k]) {
    const { width, height } = this.ground;
    return zoomIdentity
      .translate(width / 2, height / 2)
      .scale(k)
      .translate(-x, -y);
  }

  // The degrees in the middle of what is seen, and how near it is.
  here() {
    const { projection, width, height, now } = this.ground;
    return [...projection.invert([width / 2, height / 2]), now.k];
  }

  there([longitude, latitude, k]) {
    this.ground.turn(zoomIdentity);
    return this.around([...this.ground.at([longitude, latitude]), k]);
  }

  go(what) {
    const chart = select(this.svg);
    if (what === "all") this.look(zoomIdentity);
    else chart.call(this.zoom.scaleBy, what === "nearer" ? STEP : 1 / STEP);
  }

  bring(mark) {
    if (!mark?.__data__ || !mark.matches(":focus-visible") || this.isSeen(mark.__data__)) return;
    this.svg.scrollTo?.(0, 0);
    const [x, y] = this.plain(mark.__data__.at);
    this.look(this.around([x, y, this.ground.now.k]));
  }

  press(event) {
    const what = nearnessOf(event);
    const by = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] }[
      event.key
    ];
    if (what) this.go(what);
    else if (by && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const { k } = this.ground.now;
      select(this.svg).call(this.zoom.translateBy, by[0] / k, by[1] / k);
    } else return;
    event.preventDefault();
  }

  // The address says which part of the map is seen.
  write() {
    const [longitude, latitude, near] = this.here();
    const { k, x, y } = this.ground.now;
    const whole = k === 1 && !x && !y;
    const hash = whole ? "" : `#at=${latitude.toFixed(3)},${longitude.toFixed(3)},${near.toFixed(2)}`;
    if (hash === location.hash || (whole && !location.hash.startsWith("#at="))) return;
    history.replaceState(history.state, "", location.pathname + location.search + hash);
  }

  asked() {
    const [latitude, longitude, k] =
      location.hash
        .match(/^#at=(-?[\d.]+),(-?[\d.]+),([\d.]+)$/)
        ?.slice(1)
        .map(Number) ?? [];
    const [least, most] = this.zoom.scaleExtent();
    const fits =
      k >= least * 0.99 && k <= most * 1.01 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 360;
    return fits ? this.there([longitude, latitude, k]) : null;
  }
}

const place = document.querySelector(".map[data-map]");
if (place?.dataset.map && place.querySelector("svg")) {
  fetch(WORLD)
    .then((answer) => (answer.ok ? answer.json() : null))
    .catch(() => null)
    .then((world) => world && new Chart(place, world));
}
