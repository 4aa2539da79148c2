// The ground of the map: coasts and borders of world-atlas in the projection of the server's drawing, true
// along the parallel in the middle of what is shown.
import { drawn } from "./theme.js";
import { feature, geoPath, geoProjection, mesh } from "./vendor/d3.js";

const DEGREE = 180 / Math.PI;
const ROOM = 0.5; // of the width and height is drawn beyond each edge, to be there when the map is moved
const NARROW = 500;
const KM_OF_DEGREE = 111.32;
const STEPS = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1];

export class Ground {
  // The boxes in degrees are what fills a wide and a narrow page when nothing is zoomed; the height follows
  // from them.
  constructor(wide, narrow) {
    this.boxes = { wide, narrow };
    const plain = Object.assign((x, y) => [x * this.squeeze, y], { invert: (x, y) => [x / this.squeeze, y] });
    this.projection = geoProjection(plain).precision(0);
    this.land = drawn("path", { class: "land", "fill-rule": "evenodd" });
    this.border = drawn("path", { class: "border" });
    this.layer = drawn("g", {}, this.land, this.border);
  }

  shape(width) {
    const [west, south, east, north] = width < NARROW ? this.boxes.narrow : this.boxes.wide;
    this.span = east - west;
    this.middle = (south + north) / 2;
    this.squeeze = Math.cos(this.middle / DEGREE);
    this.width = width;
    this.unit = width / (this.span * this.squeeze); // pixels of a degree
    this.height = Math.round((north - south) * this.unit);
    this.projection.rotate([-(west + east) / 2, 0]);
  }

  read(world) {
    this.world = {
      land: feature(world, world.objects.land),
      border: mesh(world, world.objects.countries, (a, b) => a !== b),
    };
  }

  turn({ k, x, y }) {
    this.now = { k, x, y };
    this.projection
      .scale(this.unit * DEGREE * k)
      .translate([(this.width / 2) * k + x, (this.height / 2 + this.middle * this.unit) * k + y]);
  }

  // Draws what is in sight anew; until then ``move`` shifts and stretches what was drawn.
  draw() {
    if (!this.world) return;
    const [aside, above] = [this.width * ROOM, this.height * ROOM];
    this.projection.clipExtent([
      [-aside, -above],
      [this.width + aside, this.height + above],
    ]);
    const path = geoPath(this.projection).digits(1);
    this.land.setAttribute("d", path(this.world.land) ?? "");
    this.border.setAttribute("d", path(this.world.border) ?? "");
    this.projection.clipExtent(null);
    this.layer.removeAttribute("transform");
    this.drawn = this.now;
  }

  move() {
    if (!this.drawn) return;
    const { k, x, y } = this.now;
    const by = k / this.drawn.k;
    this.layer.setAttribute(
      "transform",
      `translate(${x - this.drawn.x * by},${y - this.drawn.y * by}) scale(${by})`,
    );
  }

  at(place) {
    return this.projection(place);
  }

  pixels(kilometres) {
    return (kilometres / KM_OF_DEGREE) * this.unit * this.now.k;
  }

  scaleBar() {
    const room = this.width * 0.22;
    const size = STEPS.find((step) => this.pixels(step) <= room) ?? STEPS.at(-1);
    const y = this.height - 12;
    const words = drawn("text", { x: 17, y: y - 6, class: "halo" }, size + " km");
    return [
      drawn("path", {
        d: `M12 ${y - 5}v5h${this.pixels(size).toFixed(1)}v-5`,
        class: "axis",
        "stroke-width": 1.5,
      }),
      words,
    ];
  }
}
