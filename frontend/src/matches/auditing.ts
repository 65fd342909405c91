/** Names of the groups that audits count. */
import { maybe, t } from "../core/words";

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
