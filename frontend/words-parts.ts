/** Splits each catalogue in two when it is built: what the first page says, and all the rest a moment later. */
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** Keys that the shell and the front page need; the others arrive with the first lazily loaded page. */
const FIRST = /^(act|date|front|nav|pay|pager|session|shell|sum|theme|wait)\.|^(problem|way-out)\.[^.]+$|^opportunities\.(kind|card)\./;

export function wordsParts(): Plugin {
  return {
    name: "words-parts",
    enforce: "pre",
    load(id) {
      const [file, part] = id.split("?part=");
      if (!part || !file) return undefined;
      this.addWatchFile(file);
      const all = Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>);
      const chosen = all.filter(([key]) => FIRST.test(key) === (part === "first.js"));
      return { code: `export default ${JSON.stringify(Object.fromEntries(chosen))}`, moduleType: "js" };
    },
  };
}
