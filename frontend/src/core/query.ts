/** The address's query as the server wants it: only what a list knows, numbers as numbers, lists as lists. */

import { pageIn } from "./pages";

type Kind = "text" | "number" | "flag" | "many";
type Shape = Readonly<Record<string, Kind>>;

/** Unknown parameters are left out (the server would refuse them); `page` is always understood, as far as there can be one. */
export function read<Query>(query: URLSearchParams, shape: Shape, farthest?: number): Query {
  const page = pageIn(query, farthest);
  const wanted: Record<string, unknown> = page > 1 ? { page } : {};
  for (const [name, kind] of Object.entries(shape)) {
    const values = query.getAll(name).filter((value) => value !== "");
    if (!values.length) continue;
    if (kind === "many") wanted[name] = values;
    else if (kind === "flag") wanted[name] = values[0] === "true";
    else if (kind === "text") wanted[name] = values[0];
    else if (Number.isFinite(Number(values[0]))) wanted[name] = Number(values[0]);
  }
  return wanted as Query;
}
