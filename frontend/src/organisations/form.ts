/** What an editor holds while an organisation is described, and what the server wants of it. */
import type { Schema } from "../core/api";
import type { OrganisationDetail } from "./calls";

type Draft = Schema["OrganisationDraft"];

/** A form has no place on the map: the town says where, and coordinates come with the spaces. */
export type Form = Required<Omit<Draft, "municipality_id" | "lat" | "lon" | "kind">> & { municipality_id: string | null; kind: Draft["kind"] | null };

export const blank = (lang: Form["lang"]): Form => ({
  name: "",
  kind: null,
  summary: "",
  description: "",
  lang,
  website: null,
  contact_email: null,
  sector_ids: [],
  municipality_id: null,
  address: null,
  founded_year: null,
  headcount: null,
  legal_form: null,
});

export const formOf = (it: OrganisationDetail): Form => ({
  name: it.name,
  kind: it.kind,
  summary: it.summary,
  description: it.description,
  lang: it.lang as Form["lang"],
  website: it.website,
  contact_email: it.contact_email,
  sector_ids: it.sector_ids,
  municipality_id: it.municipality.id,
  address: it.address,
  founded_year: it.founded_year,
  headcount: it.headcount,
  legal_form: it.legal_form,
});

/** Ready to be sent; what was emptied is nothing, not an empty text. */
export function draftOf({ kind, municipality_id, ...form }: Form): Draft {
  return {
    ...form,
    kind: kind!,
    municipality_id: municipality_id!,
    website: form.website || null,
    contact_email: form.contact_email || null,
    address: form.address || null,
    headcount: form.headcount || null,
    legal_form: form.legal_form || null,
  };
}
