// What the network takes: a graph, its layout, and its drawing by the graphics card.
export { default as Graph } from "graphology";
export { default as forceAtlas2 } from "graphology-layout-forceatlas2";
export { default as Sigma } from "sigma";
export { pathCurved, pathLine, sdfCircle } from "sigma/rendering";
