/** Names of places: municipalities by id; the region and its parts by their NUTS codes. */
import { names } from "../core/names.svelte";
import { getRegion, nameMunicipalities } from "./calls";

const isId = (id: string) => id.length === 36;

async function find(ids: string[]) {
  const [towns, codes] = [ids.filter(isId), ids.filter((id) => !isId(id))];
  const [municipalities, parts] = await Promise.all([towns.length ? nameMunicipalities(towns) : [], codes.length ? regionAndParts() : []]);
  // A code beyond our region is better than nothing.
  return [...municipalities, ...codes.map((code) => ({ id: code, name: parts.find((one) => one.code === code)?.name ?? code }))];
}

async function regionAndParts() {
  const region = await getRegion();
  return [region, ...region.subregions];
}

const places = names(find);

/** The name, or "…" until it has come; whoever reads it is told when it does. */
export const placeName = (id: string): string => places.of(id) ?? "…";
