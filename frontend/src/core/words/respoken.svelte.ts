/** What was asked for in one language is asked again in the next one. */
import { untrack } from "svelte";
import { speech } from "./words.svelte";

/**
 * Runs `deed` each time the reader chooses another language, not at the start. `ask` needs no such help: it repeats a
 * question that mentions the language. What an act has brought, or what stands beside things being typed, does.
 */
export function whenLangChanges(deed: () => unknown): void {
  let asked = untrack(() => speech.lang);
  $effect(() => {
    if (speech.lang === asked) return;
    asked = speech.lang;
    untrack(deed);
  });
}
