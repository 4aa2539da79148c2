// What the map takes: a projection with its paths, zoom, and the outlines of TopoJSON.
export { geoPath, geoProjection } from "d3-geo";
export { select } from "d3-selection";
export { zoom, zoomIdentity, zoomTransform } from "d3-zoom";
export { feature, mesh } from "topojson-client";
