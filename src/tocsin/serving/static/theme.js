// What drawings made in the browser share with the page: its colours, its letters, and how it turns dark.
export const calm = matchMedia("(prefers-reduced-motion: reduce)");

export const colours = () => {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue("--" + name).trim();
  return {
    paper: of("paper"),
    raised: of("raised"),
    sunken: of("sunken"),
    line: of("line"),
    lineStrong: of("line-strong"),
    ink: of("ink"),
    inkSoft: of("ink-soft"),
    link: of("link"),
    cooperation: of("cooperation"),
    cooperationSoft: of("cooperation-soft"),
    conflict: of("conflict"),
    conflictSoft: of("conflict-soft"),
    neither: of("neither"),
    letters: getComputedStyle(document.body).fontFamily,
  };
};

// Calls back when the colours have become others, by the machine's theme or by that of the page.
export const onTheme = (draw) => {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  new MutationObserver(draw).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-theme"],
  });
};

export const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const SVG = "http://www.w3.org/2000/svg";

export const drawn = (name, attributes = {}, ...children) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

// A path of this site as a page below another one's has to ask for it.
export const under = (path) =>
  path.replace(/^\//, document.getElementById("live").dataset.live.replace(/live$/, ""));

// A text in SVG whose direction stays its own.
export const isolated = (text) => "\u2068" + text + "\u2069";

export const shortened = (text, longest) =>
  text.length > longest ? text.slice(0, longest - 1).trimEnd() + "…" : text;

// Buttons and keys by which one comes nearer to a drawing; ``go`` gets "nearer", "farther" or "all".
export const nearness = (name, go) => {
  const group = element("div", { className: "nearness" });
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", name);
  for (const [what, words, sign] of [
    ["nearer", "Nearer", "+"],
    ["farther", "Farther", "−"],
    ["all", "All of it", "all"],
  ]) {
    const button = element("button", { type: "button", title: words, textContent: sign });
    button.setAttribute("aria-label", words);
    button.addEventListener("click", () => go(what));
    group.append(button);
  }
  return group;
};

export const nearnessOf = (event) =>
  event.altKey || event.ctrlKey || event.metaKey
    ? undefined
    : { "+": "nearer", "=": "nearer", "-": "farther", 0: "all" }[event.key];
