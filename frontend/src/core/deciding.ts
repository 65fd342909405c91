/** Deciding about what was read: where it was changed since, it is shown as it is now, and what changed is named. */
import { Refused } from "./api";
import { list, t, type Key } from "./words";

/** Runs a decision. Where nobody has read what it would be about, `again` fetches that, and the refusal goes on. */
export async function deciding<T>(decision: Promise<T>, again: () => Promise<unknown>): Promise<T> {
  try {
    return await decision;
  } catch (error) {
    if (Refused.from(error).problem.code === "read-again") await again();
    throw error;
  }
}

/** A sentence about the fields in which two versions differ. `names` leads from how a field begins to its word. */
export function tellChanges(before: object, after: object, names: Record<string, Key>): string {
  const then = before as Record<string, unknown>;
  const fields = Object.entries(after)
    .filter(([name, value]) => name !== "updated_at" && JSON.stringify(value) !== JSON.stringify(then[name]))
    .map(([name]) => t(names[Object.keys(names).find((start) => name.startsWith(start)) ?? ""] ?? "desk.changed-other"));
  return t("desk.changed", { fields: list([...new Set(fields)]) });
}
