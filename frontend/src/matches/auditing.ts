/** Names of the groups that audits count. */
import { maybe, t } from "../core/words";
import type { Share } from "./calls";

/** "towns under 10,000": the sizes of municipalities, by number of people. */
export const sizeOf = (size: string) => maybe(`audit.size.${size}`) ?? size;

/** From the smallest on; what is none of them comes after. */
export const SIZES = ["tiny", "small", "medium", "large", "city"];

/** "town:tiny", "group:…": as the gate names what it compares. */
export function groupOf(name: string): string {
  const [kind, group] = [name.slice(0, name.indexOf(":")), name.slice(name.indexOf(":") + 1)];
  return kind === "town" ? sizeOf(group) : t("audit.stated-group", { group });
}

/** Towns by size, then what people stated. */
export const inOrder = (names: Iterable<string>) => [...new Set(names)].sort((a, b) => placeOf(a) - placeOf(b) || a.localeCompare(b));

function placeOf(name: string): number {
  const place = SIZES.indexOf(name.replace("town:", ""));
  return place < 0 ? SIZES.length : place;
}

/** Groups of people, each as a part of everybody who was looked at, not of the groups that are told. What is seen is
 * counted among the told alone, so that nothing is said of the others: one group alone is compared with nobody. */
export function amongAll(told: [string, Share][], inNone: number): [string, Share][] {
  const everybody = told.reduce((sum, [, one]) => sum + one.count, inNone);
  const seen = told.length < 2 ? { exposure: null, parity: null } : {};
  return told.map(([name, one]) => [name, { ...one, share: one.count / everybody, ...seen }]);
}
