/** Where one stands in a list that comes in pages. */

export type Stand = { page: number; size: number; total: number };

/** As far as the server turns pages: further on there is nothing in any list. */
const FARTHEST = 10_000;

/** The page that an address asks for. What is no page number is the first one. */
export function pageIn(query: URLSearchParams, farthest = FARTHEST): number {
  const page = Number(query.get("page") ?? 1);
  return Number.isInteger(page) && page >= 1 ? Math.min(page, farthest) : 1;
}

export const lastPage = ({ size, total }: Pick<Stand, "size" | "total">): number => Math.max(1, Math.ceil(total / size));

/** An old link, or a list that has become shorter: there is something, but not this far on. */
export const isPastTheEnd = (stand: Stand): boolean => stand.total > 0 && stand.page > lastPage(stand);
