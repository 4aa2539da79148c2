// How the network looks: parties as rings in ink, cooperation as a whole line and conflict as a broken one,
// thicker where there are more acts. Sigma has no line that is broken for some ties alone, nor a ring: both
// are drawn here.
import { pathCurved, pathLine, sdfCircle } from "./vendor/sigma.js";

const DASH = 7;
const GAP = 5;
const RIM = 1.5;

const rgba = (colour) => {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  return [red, green, blue, 1];
};

const ring = (rim) => ({
  name: "ring",
  uniforms: [{ name: "u_rim", type: "vec4", value: rgba(rim) }],
  attributes: [
    {
      name: "fillColor",
      size: 4,
      type: WebGL2RenderingContext.UNSIGNED_BYTE,
      normalized: true,
      source: "color",
    },
  ],
  glsl: `
vec4 layer_ring(vec4 fill, vec4 rim) {
  float wide = ${RIM.toFixed(1)} * context.pixelToUV;
  float share = smoothstep(-wide - context.aaWidth, -wide + context.aaWidth, context.sdf);
  return vec4(mix(fill.rgb, rim.rgb, share), fill.a);
}
`,
});

const tie = {
  name: "tie",
  uniforms: [],
  attributes: [{ name: "a_broken", size: 1, type: 0x1406, source: "broken" }],
  glsl: `
vec4 layer_tie(EdgeContext ctx) {
  float period = ${(DASH + GAP).toFixed(1)} * u_correctionRatio / u_sizeRatio;
  bool gap = v_broken > 0.5 && fract(ctx.distanceFromSource / period) > ${(DASH / (DASH + GAP)).toFixed(4)};
  return gap ? vec4(0.0) : v_color;
}
`,
};

export const primitives = (tone) => ({
  nodes: {
    shapes: [sdfCircle()],
    layers: [ring(tone.ink)],
    label: { font: { family: tone.letters }, color: tone.ink, margin: 5 },
  },
  edges: {
    paths: [pathLine(), pathCurved()],
    layers: [tie],
    variables: { broken: { type: "number", default: 0 } },
    label: { color: tone.ink, textBorder: { width: 4, color: tone.paper } },
  },
});

export const styles = (tone) => ({
  nodes: {
    x: { attribute: "x" },
    y: { attribute: "y" },
    size: { attribute: "size" },
    label: { attribute: "label" },
    color: tone.raised,
    labelColor: tone.ink,
    labelSize: 13,
    labelFont: tone.letters,
    labelBackgroundColor: tone.paper,
    labelBackgroundPadding: 2,
    cursor: "pointer",
    depth: "nodes",
    labelDepth: "topNodes",
  },
  edges: {
    size: { attribute: "size" },
    label: { attribute: "label" },
    broken: { attribute: "broken" },
    opacity: { attribute: "opacity" },
    color: { attribute: "side", dict: { cooperation: tone.cooperation, conflict: tone.conflict } },
    path: "line",
    parallelPath: "curved",
    parallelSpread: 0.2,
    labelColor: tone.ink,
    labelSize: 13,
    labelFont: tone.letters,
    labelPosition: "over",
    labelBackgroundColor: tone.paper,
    labelBackgroundPadding: 2,
    labelDepth: "topNodes",
    cursor: "pointer",
    depth: "edges",
  },
});
