/** What the first page weighs: everything the browser must fetch before the front page stands, gzipped. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 60 * 1024;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const FIRST = ["index.html", "src/pages/FrontPage.svelte"];

const weigh = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;

function filesOf(key, seen = new Set()) {
  const chunk = manifest[key];
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const style of chunk.css ?? []) seen.add(style);
  for (const imported of chunk.imports ?? []) filesOf(imported, seen);
  return seen;
}

let isOver = false;
for (const lang of ["en", "pt"]) {
  const files = new Set(["theme.js", ...[...FIRST, `src/core/words/${lang}.json?part=first.js`].flatMap((key) => [...filesOf(key)])]);
  const weights = [...files].filter((file) => /\.(js|css)$/.test(file)).map((file) => [file, weigh(file)]);
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  isOver ||= total > LIMIT;
  console.log(`First page in ${lang}: ${(total / 1024).toFixed(1)} of ${LIMIT / 1024} kB gzipped`);
  if (process.argv.includes("--files")) for (const [file, weight] of weights.sort((a, b) => b[1] - a[1])) console.log(`  ${(weight / 1024).toFixed(1).padStart(5)} kB  ${file}`);
}
if (isOver) {
  console.error("Too heavy. `npm run budget -- --files` shows what weighs; load it later.");
  process.exit(1);
}
