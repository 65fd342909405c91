/** Names of municipalities by id; NUTS codes of the region are told by the region itself. */
import { SvelteMap } from "svelte/reactivity";
import { getMunicipality, getRegion } from "./calls";

const known = new SvelteMap<string, string>();
const asked = new Set<string>();

/** The name, or "…" until it has come; whoever reads it is told when it does. */
export function placeName(id: string): string {
  const name = known.get(id);
  if (name === undefined && !asked.has(id)) {
    asked.add(id);
    setTimeout(() => void find(id));
  }
  return name ?? "…";
}

async function find(id: string): Promise<void> {
  try {
    if (id.length === 36) return void known.set(id, (await getMunicipality(id)).name);
    const region = await getRegion();
    const part = region.subregions.find((one) => one.code === id);
    known.set(id, id === region.code ? region.name : (part?.name ?? id));
  } catch {
    known.set(id, id); // a code is better than nothing
  }
}
