// The network as one that can be looked at more closely, with all parties and not only the few that a still
// drawing has room for. Each has its place from the acts of all days, so that it keeps it while these are
// played.
import { primitives, styles } from "./network_look.js";
import { calm, colours, element, nearness, nearnessOf, onTheme, under } from "./theme.js";
import { Graph, Sigma, forceAtlas2 } from "./vendor/sigma.js";

const ROUNDS = 300; // of the layout: always as many, from the same beginning, so that it is always the same
const WIDEST = 1.8;
const FEW = 30; // ties of which all say their numbers
const SMALL = 5; // parties for which a low drawing is enough
const STEP = 1.6;
const PAN = 0.1;
const TOLD = 6; // other parties that are named below the network
const SIDES = ["cooperation", "conflict"];

const acts = (count) => count + (count === 1 ? " act" : " acts");

const graphOf = ({ parties, ties }, shape) => {
  const graph = new Graph({ multi: true, type: "undirected" });
  parties.forEach((party, at) => {
    const angle = (2 * Math.PI * at) / parties.length;
    graph.addNode(at, { x: Math.cos(angle), y: Math.sin(angle), label: party.name });
  });
  for (const { ends, all } of ties) graph.addEdge(...ends, { weight: Math.log2(1 + all) });
  const settings = {
    ...forceAtlas2.inferSettings(graph),
    gravity: 1,
    linLogMode: false,
    adjustSizes: false,
    barnesHutOptimize: false,
  };
  if (graph.order > 2) forceAtlas2.assign(graph, { iterations: ROUNDS, settings, getEdgeWeight: "weight" });
  graph.updateEachNodeAttributes((_, one) => ({ ...one, x: one.x * shape }));
  graph.clearEdges();
  return graph;
};

class Net {
  constructor(place) {
    this.box = element("div", { className: "live-net" });
    this.stage = element("div", { className: "live-canvas" });
    this.box.setAttribute("role", "img");
    this.box.append(this.stage);
    this.select = element("select", {});
    this.line = element("p", { className: "note chart-line", textContent: "\u00a0" });
    this.tools = element(
      "div",
      { className: "net-tools" },
      element("label", {}, "Acts of", this.select),
      this.line,
    );
    this.buttons = nearness("How near the network is", (what) => this.go(what));
    this.lit = null;
    this.select.addEventListener("change", () => this.light(this.select.value));
    const { parties } = JSON.parse(place.dataset.net);
    this.box.classList.toggle("few", parties.length <= SMALL);
    place.append(this.box);
    // The layout is about as wide as it is high: it is stretched to the room that there is.
    this.graph = graphOf(
      JSON.parse(place.dataset.net),
      Math.min(WIDEST, this.box.clientWidth / this.box.clientHeight),
    );
    this.middle = this.graph.reduceNodes((sum, _, { x }) => sum + x, 0) / this.graph.order;
    this.put(place);
    this.draw();
    onTheme(() => this.draw());
  }

  // Takes the place of a drawing of the server, and shows what that shows: the acts of the days that are
  // played.
  put(place) {
    this.data = JSON.parse(place.dataset.net);
    place.append(this.box, this.buttons, this.tools);
    place.classList.add("is-live");
    place.addEventListener("keydown", (event) => this.press(event));
    this.fill();
    this.sigma?.refresh();
  }

  fill() {
    const { graph, data } = this;
    const most = Math.max(1, ...data.parties.map(({ count }) => count));
    data.parties.forEach(({ count }, at) =>
      graph.setNodeAttribute(at, "size", 4 + 9 * Math.sqrt(count / most)),
    );
    graph.clearEdges();
    const counts = data.ties.flatMap((tie) => SIDES.map((side) => tie[side]?.[0] ?? 0));
    const top = Math.max(6, ...counts);
    const many = counts.filter(Boolean).length > FEW;
    data.ties.forEach((tie, at) =>
      SIDES.forEach((side) => {
        if (!tie[side]) return;
        const [count, href] = tie[side];
        const share = Math.sqrt(count / top);
        const look = {
          size: 1.5 + 6.5 * share,
          opacity: many ? 0.3 + 0.7 * share : 1,
          broken: side === "conflict" ? 1 : 0,
        };
        graph.addEdgeWithKey(at + side, ...tie.ends, { side, href, label: String(count), count, ...look });
      }),
    );
    this.all = graph.size <= FEW;
    const named = data.parties.map(({ name, count }, at) => ({ at, words: `${name}, ${acts(count)}`, name }));
    named.sort((a, b) => (a.name < b.name ? -1 : 1));
    this.select.replaceChildren(
      element("option", { value: "", textContent: "all parties" }),
      ...named.map(({ at, words }) => element("option", { value: at, textContent: words })),
    );
    this.select.value = this.lit ?? "";
    this.box.setAttribute(
      "aria-label",
      `Acts between ${data.parties.length} parties; the table below has the same`,
    );
    this.tell(this.lit);
  }

  // The drawing takes its colours once, so that it is made anew when they change.
  draw() {
    const seen = this.sigma?.getCamera().getState();
    this.sigma?.kill();
    const tone = colours();
    this.sigma = new Sigma(this.graph, this.stage, {
      primitives: primitives(tone),
      styles: styles(tone),
      nodeReducer: (key, data) => this.party(key, data),
      edgeReducer: (key, data) => this.tie(key, data),
      settings: {
        // The wheel and one finger go on moving the page.
        gestureTarget: "shared",
        itemSizesReference: "screen",
        enableCameraRotation: false,
        enableEdgeEvents: true,
        renderEdgeLabels: true,
        labelRenderedSizeThreshold: 0,
        labelGridCellSize: 90,
        stagePadding: 60,
        minCameraRatio: 0.08,
        maxCameraRatio: 2,
        zoomDuration: calm.matches ? 0 : 200,
        inertiaDuration: calm.matches ? 0 : 200,
        doubleClickZoomingDuration: calm.matches ? 0 : 200,
      },
    });
    // Its hint would bring a style into the page, which the policy forbids; the caption says the same.
    this.sigma._showGestureHint = () => {};
    if (seen) this.sigma.getCamera().setState(seen);
    this.listen();
  }

  near(key) {
    return this.lit === null || key === this.lit || this.graph.areNeighbors(key, this.lit);
  }

  party(key, data) {
    // Names stand away from the middle, where most lines are.
    const named = {
      ...data,
      labelPosition: this.graph.getNodeAttribute(key, "x") < this.middle ? "left" : "right",
    };
    if (!this.near(key)) return { ...named, opacity: 0.25, labelVisibility: "hidden" };
    return this.lit === null ? named : { ...named, labelVisibility: "visible", depth: "topNodes" };
  }

  tie(key, data) {
    const lit = this.lit !== null && this.graph.hasExtremity(key, this.lit);
    if (this.lit !== null && !lit) return { ...data, visibility: "hidden" };
    return {
      ...data,
      opacity: lit ? 1 : data.opacity,
      labelVisibility: lit || this.all ? "visible" : "hidden",
      depth: lit ? "topEdges" : "edges",
    };
  }

  listen() {
    const { sigma } = this;
    sigma.on("enterNode", ({ node }) => this.light(node));
    sigma.on("leaveNode", () => this.light(this.select.value));
    sigma.on("enterEdge", ({ edge }) => this.tellTie(edge));
    sigma.on("clickNode", ({ node, event }) => {
      const touched = "touches" in event.original && this.select.value !== node;
      if (!touched) return this.follow(this.data.parties[node].href, event);
      this.select.value = node;
      this.light(node);
    });
    sigma.on("clickEdge", ({ edge, event }) => this.follow(this.graph.getEdgeAttribute(edge, "href"), event));
  }

  follow(href, { original }) {
    if (!href) return;
    if (original.ctrlKey || original.metaKey) window.open(under(href), "_blank", "noopener");
    else location.assign(under(href));
  }

  light(key) {
    this.lit = key === "" || key === null ? null : String(key);
    this.tell(this.lit);
    this.sigma.refresh({ skipIndexation: true });
  }

  link(words, href) {
    return href ? element("a", { href: under(href), textContent: words }) : words;
  }

  // What a party has with each other one, as links to these acts.
  tell(key) {
    if (key === null) return; // what was told stays, so that its links can be reached
    const { data, graph } = this;
    const { name, count, href } = data.parties[key];
    const others = new Map();
    for (const edge of graph.edges(key)) {
      const other = graph.opposite(key, edge);
      others.set(other, [...(others.get(other) ?? []), graph.getEdgeAttributes(edge)]);
    }
    const sum = (ties) => ties.reduce((so, tie) => so + tie.count, 0);
    const all = [...others].map(([other, ties]) => [
      other,
      ties.sort((a, b) => b.count - a.count),
      sum(ties),
    ]);
    const told = all
      .sort(([, , a], [, , b]) => b - a)
      .slice(0, TOLD)
      .flatMap(([other, ties], at) => [
        at ? "; " : "; with ",
        element("bdi", { textContent: data.parties[other].name }),
        ...ties.flatMap((one, place) => [
          place ? ", " : " ",
          this.link(`${one.count} of ${one.side}`, one.href),
        ]),
      ]);
    const more = all.length > TOLD ? "; and others" : "";
    this.line.replaceChildren(
      element("bdi", { textContent: name }),
      ": ",
      this.link(acts(count), href),
      ...told,
      more,
    );
  }

  tellTie(edge) {
    const { side, count, href } = this.graph.getEdgeAttributes(edge);
    const [one, other] = this.graph.extremities(edge).map((key) => this.data.parties[key].name);
    this.line.replaceChildren(`${one} and ${other}: `, this.link(`${acts(count)} of ${side}`, href));
  }

  go(what) {
    const camera = this.sigma.getCamera();
    if (what === "all") return camera.setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
    // Towards the party that is looked at, where one is.
    const middle = what === "nearer" && this.lit !== null ? this.sigma.getNodeDisplayData(this.lit) : camera;
    camera.setState({
      x: middle.x,
      y: middle.y,
      ratio: camera.getBoundedRatio(camera.ratio * (what === "nearer" ? 1 / STEP : STEP)),
    });
  }

  press(event) {
    if (event.target.closest("select")) return;
    const what = nearnessOf(event);
    const by = { ArrowLeft: [-PAN, 0], ArrowRight: [PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] }[
      event.key
    ];
    const camera = this.sigma.getCamera();
    if (what) this.go(what);
    else if (by && !event.altKey && !event.ctrlKey && !event.metaKey) {
      camera.setState({ x: camera.x + by[0] * camera.ratio, y: camera.y + by[1] * camera.ratio });
    } else return;
    event.preventDefault();
  }
}

// Where the browser cannot draw with WebGL, the drawing of the server stays; also of two parties, of which
// it says all.
const canDraw = () => Boolean(document.createElement("canvas").getContext("webgl2"));

const place = () => {
  const found = document.querySelector(".net[data-net]");
  return found?.dataset.net && JSON.parse(found.dataset.net).parties.length > 2 ? found : null;
};

if (place() && canDraw()) {
  document.fonts.ready.then(() => {
    const net = new Net(place());
    document.addEventListener("played", () => place() && net.put(place()));
  });
}
