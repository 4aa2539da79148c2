// Bundles what is pinned here into ../src/tocsin/serving/static/vendor, with the licence of each package that
// is in it and a manifest of versions and hashes, which the tests hold against package-lock.json. `make web`
// runs it.
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HERE, "node_modules");
const OUT = join(HERE, "../src/tocsin/serving/static/vendor");
const BUNDLES = ["d3", "echarts", "sigma"];
const WORLD = "countries-50m.json";
const FONTS = [
  ["noto-sans", ["cyrillic", "devanagari", "greek", "latin", "latin-ext", "vietnamese"]],
  ["noto-sans-arabic", ["arabic"]],
];
const FAMILY = "Tocsin Sans";
const LICENCE = /^(LICEN[CS]E|NOTICE)(\.txt|\.md)?$/i;

const versionOf = (name) => JSON.parse(readFileSync(join(MODULES, name, "package.json"), "utf8")).version;
const licenceOf = (name) => JSON.parse(readFileSync(join(MODULES, name, "package.json"), "utf8")).license;
const packageOf = (path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1];
const hash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

async function bundle(name) {
  const made = await build({
    absWorkingDir: HERE,
    bundle: true,
    charset: "utf8",
    define: { "process.env.NODE_ENV": '"production"' },
    entryPoints: [`${name}.js`],
    format: "esm",
    legalComments: "none", // the file LICENSES has all of them
    metafile: true,
    minify: true,
    outfile: join(OUT, `${name}.js`),
    target: "es2022",
  });
  const [output] = Object.values(made.metafile.outputs);
  const used = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return [...new Set(used.map(([path]) => packageOf(path)).filter(Boolean))].sort();
}

function fonts() {
  const files = {};
  const faces = FONTS.flatMap(([font, subsets]) => {
    const from = `@fontsource-variable/${font}`;
    const ranges = JSON.parse(readFileSync(join(MODULES, from, "unicode.json"), "utf8"));
    return subsets.map((subset) => {
      const name = `${font}-${subset}.woff2`;
      copyFileSync(join(MODULES, from, "files", `${font}-${subset}-wght-normal.woff2`), join(OUT, name));
      files[name] = [from];
      return (
        `@font-face {\n  font-family: "${FAMILY}"; font-style: normal; font-weight: 100 900;\n  font-display: swap;\n` +
        `  src: url("/static/vendor/${name}") format("woff2");\n  unicode-range: ${ranges[subset]};\n}\n`
      );
    });
  });
  writeFileSync(join(OUT, "fonts.css"), faces.join(""));
  files["fonts.css"] = FONTS.map(([font]) => `@fontsource-variable/${font}`);
  return files;
}

function licences(packages) {
  const parts = packages.map((name) => {
    const texts = readdirSync(join(MODULES, name))
      .filter((file) => LICENCE.test(file))
      .sort();
    // What a package has itself taken from another one.
    if (existsSync(join(MODULES, name, "licenses"))) {
      texts.push(
        ...readdirSync(join(MODULES, name, "licenses"))
          .sort()
          .map((file) => `licenses/${file}`),
      );
    }
    if (!texts.length) throw new Error(`${name} has no licence`);
    const rule = "=".repeat(100);
    const head = `${rule}\n${name} ${versionOf(name)} (${licenceOf(name)})\n${rule}\n`;
    return (
      head + texts.map((file) => readFileSync(join(MODULES, name, file), "utf8").trim() + "\n").join("\n")
    );
  });
  const about =
    "What the files in this folder contain of others, and under which licences. Made by `make web`.\n\n";
  writeFileSync(join(OUT, "LICENSES"), about + parts.join("\n"));
}

rmSync(OUT, { force: true, recursive: true });
mkdirSync(OUT, { recursive: true });
const contents = {};
for (const name of BUNDLES) contents[`${name}.js`] = await bundle(name);
copyFileSync(join(MODULES, "world-atlas", WORLD), join(OUT, WORLD));
contents[WORLD] = ["world-atlas"];
Object.assign(contents, fonts());
const packages = [...new Set(Object.values(contents).flat())].sort();
licences(packages);
const files = Object.keys(contents)
  .sort()
  .map((name) => [
    name,
    {
      bytes: statSync(join(OUT, name)).size,
      packages: contents[name],
      sha256: hash(join(OUT, name)),
    },
  ]);
const sources = ["build.js", "package-lock.json", ...BUNDLES.map((name) => `${name}.js`)];
const manifest = {
  files: Object.fromEntries(files),
  packages: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
  sources: Object.fromEntries(sources.sort().map((name) => [name, hash(join(HERE, name))])),
};
writeFileSync(join(OUT, "manifest.json"), JSON.stringify(manifest, null, 1) + "\n");
for (const [name, { bytes }] of files) console.log(String(bytes).padStart(9), name);
