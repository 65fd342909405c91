/** What happens once somebody is signed in: the shell learns who it is, and they go where they wanted. */
import { beginDrafts } from "../core/drafts";
import { go, route } from "../core/router.svelte";
import { refreshSession } from "../core/session.svelte";

/** Only a path of this site, never an address that a stranger put into a link. */
export const safePath = (wish: string | null) => (wish && /^\/(?![/\\])/.test(wish) ? wish : "/today");

export async function arrive(): Promise<void> {
  const wish = route.query.get("then");
  beginDrafts();
  await refreshSession();
  await go(safePath(wish), { replace: true });
}
