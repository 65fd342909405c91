/** Names of concepts by id, in the reader's language. */
import { names } from "../core/names.svelte";
import { speech } from "../core/words";
import { nameConcepts } from "./calls";

const find = async (ids: string[]) => (await nameConcepts(ids)).map(({ id, label }) => ({ id, name: label }));

export const labels = names(find, { scope: () => speech.lang });
