/** What the editor of a mentor's offer holds, and what the server wants of it. */
import type { MentorDetail, MentorDraft } from "./calls";

export type Form = Omit<Required<MentorDraft>, "municipality_id"> & { municipality_id: string | null };

export const blank = (municipality_id: string | null, lang: Form["lang"]): Form => ({
  organisation_id: null,
  title: "",
  summary: "",
  about: "",
  lang,
  municipality_id,
  meeting: "either",
  cadence: "fortnightly",
  monthly_hours: 4,
  free_hours: 4,
  topics: [],
  languages: [],
  goals: [],
});

export const formOf = (it: MentorDetail): Form => ({
  organisation_id: it.organisation?.id ?? null,
  title: it.title,
  summary: it.summary,
  about: it.about,
  lang: it.lang as Form["lang"],
  municipality_id: it.municipality.id,
  meeting: it.meeting,
  cadence: it.cadence,
  monthly_hours: it.monthly_hours,
  free_hours: it.free_hours,
  topics: it.topics,
  languages: it.languages,
  goals: it.goals,
});

export const draftOf = (form: Form): MentorDraft => ({ ...form, organisation_id: form.organisation_id || null, municipality_id: form.municipality_id!, free_hours: form.free_hours ?? 0 });
