/** Leaving: the server forgets the session, and the page forgets the person. */
import { api, ok } from "../api";
import { go } from "../router.svelte";
import { refreshSession } from "../session.svelte";

export async function signOut(): Promise<void> {
  await ok(api.DELETE("/api/sessions/current"));
  await refreshSession();
  await go("/");
}
