/** What an employer could change: which of it is worth saying. */
import type { Edit } from "./calls";

/** Changes that bring more people. The server tells of each, for that a change costs nobody is an answer as well. */
export const reaching = <One extends Pick<Edit, "reach_from" | "reach_to">>(edits: One[]) => edits.filter((edit) => edit.reach_to > edit.reach_from);
