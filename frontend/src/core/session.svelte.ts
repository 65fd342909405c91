/** Who is sitting here. Asked once at the start and after every change of hands. */
import { api, ok, type Schema } from "./api";

type Me = Schema["Me"];
export type Person = Me & { id: string; name: string; email: string };
export type Role = Me["roles"][number]["role"];

let answer = $state.raw<Me>();
let isKnown = $state(false);

const person = $derived(answer?.id ? (answer as Person) : undefined);

export const session = {
  /** The signed-in person, or undefined for a guest. */
  get person() {
    return person;
  },
  /** False until the server has said who this is; what differs for guests waits for it. */
  get isKnown() {
    return isKnown;
  },
  /** Which installation this is. */
  get site() {
    return answer?.site;
  },
  /** The organisations this person works in, first the ones they may change. */
  get organisationIds(): string[] {
    const scoped = (person?.roles ?? []).filter((role) => role.scope_id !== null);
    const weight = { owner: 0, editor: 1, viewer: 2, staff: 3 };
    return scoped.sort((a, b) => weight[a.role] - weight[b.role]).map((role) => role.scope_id!);
  },
};

/** Ask the server again: after signing in, out, or changing one's own name. */
export async function refreshSession(): Promise<void> {
  try {
    answer = await ok(api.GET("/api/me"));
  } catch {
    answer = undefined; // a guest, or a server that cannot be reached: the page says so where it matters
  } finally {
    isKnown = true;
  }
}
