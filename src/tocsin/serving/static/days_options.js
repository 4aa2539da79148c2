// How a chart by day looks, in the colours and marks of the page: conflict above the line and cooperation
// below it, deeds solid and words pale; the level as a line over the grey band of earlier days, a triangle
// where an alert rang.
import { colours } from "./theme.js";

const DIGITS = 13;
const ALERT = "path://M0 0h12l-6 11z";
const QUADS = ["cooperation in words", "cooperation in deeds", "conflict in words", "conflict in deeds"];
const SIDES = "conflict ↑   cooperation ↓";
const FEW = 60;
const NARROW = 9;
const LABEL = 46;

const shortDay = (day) => day.slice(5);

const figures = (data, day) => {
  const [, ...told] = data.days.find(([one]) => one === day);
  if (data.kind === "acts") {
    const [cooperation, conflict] = [told[0] + told[1], told[2] + told[3]];
    return `${day}: ${conflict} of conflict, ${cooperation} of cooperation`;
  }
  const [value, rings] = told;
  return `${day}: ${value === null ? "nothing was read" : "level " + value}${rings ? ", an alert" : ""}`;
};

const frame = (data, tone, zooms, width) => ({
  animation: false,
  backgroundColor: "transparent",
  textStyle: { color: tone.inkSoft, fontFamily: tone.letters, fontSize: DIGITS },
  grid: { left: 40, right: 12, top: 30, bottom: zooms && data.kind === "level" ? 62 : 28 },
  xAxis: [
    {
      type: "category",
      data: data.days.map(([day]) => day),
      axisLabel: {
        color: tone.inkSoft,
        fontSize: DIGITS,
        formatter: shortDay,
        hideOverlap: true,
        showMaxLabel: true,
        alignMaxLabel: width / data.days.length < LABEL ? "right" : "center",
      },
      axisLine: { show: false, onZero: false },
      axisTick: { show: false },
    },
    // The line between conflict and cooperation; the days stand below both.
    {
      type: "category",
      data: [],
      position: "bottom",
      axisLabel: { show: false },
      axisTick: { show: false },
      axisPointer: { show: false },
      axisLine: { onZero: true, lineStyle: { color: tone.lineStrong } },
    },
  ],
  // What a day has is written at its place on the axis, where it hides no other day; its evidence is below
  // the chart.
  tooltip: {
    trigger: "axis",
    showContent: false,
    axisPointer: {
      type: data.kind === "level" ? "line" : "shadow",
      lineStyle: { color: tone.inkSoft, type: "dotted" },
      shadowStyle: { color: tone.lineStrong, opacity: 0.2 },
      label: {
        show: true,
        formatter: ({ value }) => figures(data, value),
        margin: 3,
        padding: [4, 8],
        color: tone.ink,
        fontFamily: tone.letters,
        fontSize: DIGITS,
        shadowBlur: 0,
        backgroundColor: tone.raised,
        borderColor: tone.lineStrong,
        borderWidth: 1,
      },
    },
  },
  brush: {
    toolbox: [],
    xAxisIndex: 0,
    transformable: false,
    outOfBrush: { colorAlpha: 1 },
    inBrush: { colorAlpha: 1 },
    brushStyle: { color: tone.inkSoft, borderColor: tone.ink, opacity: 0.25, borderWidth: 1 },
  },
  dataZoom: zooms ? zoom(data, tone) : [],
});

// Over the chart it needs Ctrl, so that the wheel goes on scrolling the page.
const zoom = (data, tone) => [
  {
    type: "inside",
    zoomOnMouseWheel: "ctrl",
    moveOnMouseMove: false,
    moveOnMouseWheel: false,
    preventDefaultMouseMove: false,
  },
  ...(data.kind === "level"
    ? [
        {
          type: "slider",
          height: 20,
          bottom: 8,
          showDetail: false,
          brushSelect: false,
          showDataShadow: false,
          backgroundColor: tone.paper,
          borderColor: tone.lineStrong,
          fillerColor: tone.sunken,
          handleStyle: { color: tone.raised, borderColor: tone.ink },
          moveHandleStyle: { color: tone.lineStrong },
          emphasis: {
            handleStyle: { color: tone.raised, borderColor: tone.ink },
            moveHandleStyle: { color: tone.inkSoft },
          },
        },
      ]
    : []),
];

const axis = (tone, more) => ({
  type: "value",
  splitNumber: 3,
  minInterval: 1,
  axisLabel: { color: tone.inkSoft, fontSize: DIGITS },
  splitLine: { lineStyle: { color: tone.line } },
  ...more,
});

const level = (data, tone, zooms, width) => ({
  ...frame(data, tone, zooms, width),
  yAxis: [axis(tone, { min: 0 }), { type: "value", show: false, min: 0, max: 1 }],
  series: [
    {
      name: "level",
      type: "line",
      data: data.days.map(([, value]) => value),
      color: tone.ink,
      lineStyle: { color: tone.ink, width: 2 },
      emphasis: { disabled: true },
      symbol: "circle",
      symbolSize: data.days.length < FEW ? 5 : 3,
      showAllSymbol: true,
      markArea: data.band && {
        silent: true,
        itemStyle: { color: tone.sunken },
        data: [[{ yAxis: data.band[0] }, { yAxis: data.band[1] }]],
      },
    },
    {
      name: "alert",
      type: "line",
      yAxisIndex: 1,
      data: data.days.map(([, , rings]) => (rings ? 1 : null)),
      color: tone.ink,
      lineStyle: { width: 0 },
      symbol: ALERT,
      symbolSize: [12, 11],
      symbolOffset: [0, -10],
      showAllSymbol: true,
      emphasis: { disabled: true },
      silent: true,
    },
  ],
});

const acts = (data, tone, zooms, width) => {
  // A frame must leave something to see of the pale ground within it.
  const borderWidth = width / data.days.length < NARROW ? 0.75 : 1.5;
  const looks = [
    { color: tone.cooperationSoft, borderColor: tone.cooperation, borderWidth },
    { color: tone.cooperation },
    { color: tone.conflictSoft, borderColor: tone.conflict, borderWidth },
    { color: tone.conflict },
  ];
  const bars = [1, 0, 3, 2].map((quad) => ({
    name: QUADS[quad],
    type: "bar",
    stack: "acts",
    barMaxWidth: 34,
    barCategoryGap: "34%",
    color: tone.ink,
    itemStyle: looks[quad],
    emphasis: { disabled: true },
    data: data.days.map((day) => (quad < 2 ? -day[quad + 1] : day[quad + 1]) || null),
  }));
  return {
    ...frame(data, tone, zooms, width),
    yAxis: axis(tone, {
      axisLabel: { color: tone.inkSoft, fontSize: DIGITS, formatter: (count) => Math.abs(count) },
      name: SIDES,
      nameGap: 14,
      nameTextStyle: { align: "left", color: tone.inkSoft, fontSize: DIGITS },
    }),
    series: bars,
  };
};

// The options of ECharts for the numbers of a chart of so many pixels.
export const options = (data, zooms, width) =>
  (data.kind === "level" ? level : acts)(data, colours(), zooms, width);
