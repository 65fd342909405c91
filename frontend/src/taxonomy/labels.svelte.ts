/** Names of concepts by id, in the reader's language: asked for together, remembered, and there when they come. */
import { SvelteMap } from "svelte/reactivity";
import { speech } from "../core/words";
import { nameConcepts } from "./calls";

const MOST = 100;
const known = new SvelteMap<string, string>();
const wanted = new Set<string>();
let isDue = false;

const keyOf = (id: string) => `${speech.lang} ${id}`;

export const labels = {
  /** The name, or undefined until it has come; whoever reads it is told when it does. */
  of(id: string | null | undefined): string | undefined {
    if (!id) return undefined;
    const label = known.get(keyOf(id));
    if (label === undefined) want(id);
    return label;
  },
  /** A name that came along with something else. */
  learn(id: string, label: string): void {
    if (!known.has(keyOf(id))) known.set(keyOf(id), label);
  },
};

function want(id: string): void {
  wanted.add(id);
  if (isDue) return;
  isDue = true;
  setTimeout(fetchWanted); // everything that one page mentions goes into one question
}

async function fetchWanted(): Promise<void> {
  isDue = false;
  const ids = [...wanted].slice(0, MOST);
  for (const id of ids) wanted.delete(id);
  if (wanted.size) want([...wanted][0]!);
  try {
    for (const concept of await nameConcepts(ids)) known.set(keyOf(concept.id), concept.label);
  } catch {
    // names are a courtesy: the page stands without them, and the next page asks again
  }
}
