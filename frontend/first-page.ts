/** Which modules travel as one file: what the shell and the front page need and other pages need too. */
import { resolve } from "node:path";

/** One larger file packs better than thirty small ones, and asks the network once. */
type Graph = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null };

const ROOTS = ["src/main.ts", "src/pages/FrontPage.svelte"].map((file) => resolve(import.meta.dirname, file));

function reached(graph: Graph): Set<string> {
  const seen = new Set<string>();
  const ways = [...ROOTS];
  for (let id = ways.pop(); id; id = ways.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    ways.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
  }
  return seen;
}

export function firstPage() {
  let first: Set<string> | undefined;
  return {
    name: (id: string, graph: Graph) => ((first ??= reached(graph)).has(id) ? "first" : null),
    debugName: "first",
    minShareCount: 2, // what only the front page wears stays with the front page
  };
}
