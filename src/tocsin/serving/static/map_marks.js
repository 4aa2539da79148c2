// The marks of the map as tokens.css draws them: circle and diamond for a place that is known, a broken
// ring for an area, a bent line for what moved. Their sizes are those of the server's drawing and do not
// grow when one comes nearer.
import { drawn, isolated, shortened } from "./theme.js";

const AREAS = { district: 30, region: 90 }; // kilometres
const SMALLEST = 4.5;
const LARGEST = 13;
const RING = 15;
const TOUCHING = 0.8; // of the sum of two radii: marks nearer than that hide one another
const LONGEST = 26;
const BEND = 0.12;
const STEPS = 40;
const HEAD = 9;
const GAP = 3;
const pen = document.createElement("canvas").getContext("2d");

export const isArea = (one) => one.precision in AREAS;
const far = ([x1, y1], [x2, y2]) => Math.hypot(x2 - x1, y2 - y1);
const noun = (count) => (count === 1 ? "event" : "events");
export const titleOf = (one) => `${one.name}: ${one.count} ${noun(one.count)} (${one.precision})`;

export const reachOf = (one, most, ground) => {
  if (isArea(one)) return Math.max(RING, ground.pixels(AREAS[one.precision]));
  return SMALLEST + (most > 1 ? (LARGEST - SMALLEST) * Math.sqrt(one.count / most) : 0);
};

// Marks that would hide one another become one, which has the place of that with most events.
export const gathered = (points, most, ground) => {
  const groups = [];
  for (const point of points) {
    const spot = ground.at(point.at);
    const reach = reachOf(point, most, ground);
    const near = isArea(point)
      ? null
      : groups.find(
          (group) => !isArea(group.first) && far(group.spot, spot) < TOUCHING * (group.reach + reach),
        );
    if (near) near.all.push(point);
    else groups.push({ first: point, all: [point], spot, reach });
  }
  return groups.map(({ first, all }) => (all.length === 1 ? { ...first, all } : joined(first, all)));
};

const joined = (first, all) => {
  const quads = new Map();
  for (const { quad, count } of all) quads.set(quad, (quads.get(quad) ?? 0) + count);
  return {
    ...first,
    all,
    name: `${shortened(first.name, LONGEST / 2)} and ${all.length - 1} more`,
    count: all.reduce((sum, one) => sum + one.count, 0),
    quad: [...quads].sort((a, b) => b[1] - a[1])[0][0],
  };
};

export const shapeOf = (one, reach) => {
  const r = reach.toFixed(1);
  if (isArea(one)) {
    const ring = drawn("circle", { r, class: `area q${one.quad}`, "fill-opacity": 0.25 });
    return one.count ? [ring, drawn("text", { y: 4.5, class: "count halo" }, String(one.count))] : [ring];
  }
  if (!one.count) return [drawn("circle", { r, class: "way-end" })];
  if (one.quad < 3) return [drawn("circle", { r, class: `q${one.quad}` })];
  return [drawn("path", { d: `M0 ${-r}l${r} ${r} ${-r} ${r} ${-r} ${-r}z`, class: `q${one.quad}` })];
};

// Names beside marks, each where it covers nothing; one for which there is no room is left out, and stays
// in the title.
export class Names {
  constructor(ground, letters) {
    this.ground = ground;
    this.taken = [];
    this.letters = letters;
    pen.font = `13px ${letters}`;
  }

  keep([x, y], reach) {
    const half = Math.min(reach, RING);
    this.taken.push([x - half, y - half, x + half, y + half]);
  }

  place(name, [x, y], reach, kind = "halo") {
    const text = shortened(name, LONGEST);
    const long = pen.measureText(text).width + 2;
    for (const [left, base, anchor, from] of [
      [x + reach + 5, y + 4.5, "start", 0],
      [x - reach - 5 - long, y + 4.5, "end", long],
      [x - long / 2, y - reach - 6, "middle", long / 2],
      [x - long / 2, y + reach + 15, "middle", long / 2],
    ]) {
      if (!this.take([left, base - 12, left + long, base + 4])) continue;
      const at = {
        x: (left + from - x).toFixed(1),
        y: (base - y).toFixed(1),
        "text-anchor": anchor,
        class: kind,
      };
      return [drawn("text", at, isolated(text))];
    }
    return [];
  }

  state(name, [x, y]) {
    const half = (pen.measureText(name).width * 1.3 + name.length * 2.6) / 2;
    const base = [5, -20, 30, -45, 55].find((by) => this.take([x - half, y + by - 13, x + half, y + by + 5]));
    return base === undefined
      ? []
      : [drawn("text", { x, y: y + base, "text-anchor": "middle", class: "state" }, isolated(name))];
  }

  take(box) {
    const [left, top, right, bottom] = box;
    if (left < 2 || top < 2 || right > this.ground.width - 2 || bottom > this.ground.height - 2) return false;
    const free = this.taken.every(
      ([west, north, east, south]) => left >= east || right <= west || top >= south || bottom <= north,
    );
    if (free) this.taken.push(box);
    return free;
  }
}

// A line from the edge of one mark to that of another, with its head; null where the ends are too near for
// one.
export const wayShape = (way, start, end, first, last, most) => {
  const [[x1, y1], [x2, y2]] = [start, end];
  const bent = [(x1 + x2) / 2 - (y2 - y1) * BEND * 2, (y1 + y2) / 2 + (x2 - x1) * BEND * 2];
  const on = (share) =>
    [0, 1].map(
      (axis) =>
        (1 - share) ** 2 * start[axis] + 2 * share * (1 - share) * bent[axis] + share ** 2 * end[axis],
    );
  const curve = Array.from({ length: STEPS + 1 }, (_, step) => on(step / STEPS)).filter(
    (one) => far(one, start) >= first + GAP && far(one, end) >= last + GAP,
  );
  if (curve.length < 2 || far(curve[0], curve.at(-1)) < HEAD + 4) return null;
  const thick = 1.6 + 3.4 * Math.sqrt((way.count - 1) / Math.max(1, most - 1));
  const d = "M" + curve.map((one) => one.map((value) => value.toFixed(1)).join()).join(" ");
  const pieces = [
    drawn("path", { d, class: "way-ground", "stroke-width": thick + 3 }),
    drawn("path", { d, class: `way q${way.quad} ${way.claim}`, "stroke-width": thick }),
    drawn("path", { d: head(curve, HEAD + thick), class: `way-head q${way.quad}` }),
    drawn("path", { d, class: "way-hit" }),
  ];
  if (way.count > 1) {
    const [x, y] = curve[Math.floor(curve.length / 2)];
    const length = far(start, end) || 1;
    const at = {
      x: x - ((y2 - y1) / length) * 11,
      y: y + ((x2 - x1) / length) * 11 + 4.5,
      class: "count halo",
    };
    pieces.push(drawn("text", at, String(way.count)));
  }
  return pieces;
};

const head = (curve, size) => {
  const [[x1, y1], [x2, y2]] = curve.slice(-2);
  const length = far([x1, y1], [x2, y2]) || 1;
  const [dx, dy] = [((x2 - x1) / length) * size, ((y2 - y1) / length) * size];
  const corners = [
    [x2, y2],
    [x2 - dx - dy * 0.42, y2 - dy + dx * 0.42],
    [x2 - dx + dy * 0.42, y2 - dy - dx * 0.42],
  ];
  return "M" + corners.map((one) => one.map((value) => value.toFixed(1)).join()).join(" ") + "z";
};

export const wayTitle = ({ from, to, count }) =>
  `${from.name} (${from.precision}) to ${to.name} (${to.precision}): ${count} ${noun(count)}`;
