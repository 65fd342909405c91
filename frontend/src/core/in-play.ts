/** Filters in play, in words: one chip for each value in the address, and what to change to be rid of it. */
import { kilometres, t } from "./words";

export type InPlay = { label: string; without: Record<string, string | string[] | null> };

/** `telling` holds, for each parameter that a list knows, how one of its values is said. `near` and `km` belong together. */
export function inPlay(query: URLSearchParams, telling: Record<string, (value: string) => string>): InPlay[] {
  const chips = Object.entries(telling).flatMap(([name, tell]) => {
    const values = query.getAll(name);
    return values.map((value) => ({ label: tell(value), without: { [name]: values.filter((one) => one !== value) } }));
  });
  if (!query.has("near")) return chips;
  return [...chips, { label: t("territories.near-in-play", { distance: kilometres(Number(query.get("km"))) }), without: { near: null, km: null } }];
}
