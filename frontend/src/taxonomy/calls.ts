/** What the taxonomy asks of the server. */
import { api, ok, type Schema } from "../core/api";
import { speech } from "../core/words";

export type ConceptKind = Schema["ConceptKind"];

export const suggestConcepts = async (q: string, kind: ConceptKind[] = [], size = 8) =>
  ok(api.GET("/api/concepts", { params: { query: { q, kind, lang: speech.lang, size } } }));

export const getConcept = (id: string) => ok(api.GET("/api/concepts/{concept_id}", { params: { path: { concept_id: id }, query: { lang: speech.lang } } }));

/** The names of up to a hundred concepts, in the reader's language. */
export const nameConcepts = (ids: string[]) => ok(api.GET("/api/concepts/names", { params: { query: { id: ids, lang: speech.lang } } }));
