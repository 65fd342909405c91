/** Positions and courses are written the same way; only their words differ. */
import { api, ok, type Schema } from "../core/api";

export type Experience = Schema["ExperienceRead"];
export type Education = Schema["EducationRead"];
export type Station = Experience | Education;
export type StationKind = "education" | "experience";

/** What both have: a title, a place, an occupation or a field, and a time. */
export type StationForm = { title: string; place: string; concept_id: string | null; level: number | null; summary: string; started: string | null; ended: string | null; is_current: boolean };

export function formOf(station?: Station): StationForm {
  const blank: StationForm = { title: "", place: "", concept_id: null, level: null, summary: "", started: null, ended: null, is_current: false };
  if (!station) return blank;
  const { title, started, ended, is_current } = station;
  if ("employer" in station) return { ...blank, title, started, ended, is_current, place: station.employer, concept_id: station.occupation?.id ?? null, summary: station.summary };
  return { ...blank, title, started, ended, is_current, place: station.school, concept_id: station.field?.id ?? null, level: station.level };
}

function experience({ title, place, concept_id, summary, started, ended, is_current }: StationForm): Schema["ExperienceDraft"] {
  return { title, employer: place, occupation_id: concept_id, summary, started: started || null, ended: is_current ? null : ended || null, is_current };
}

function education({ title, place, concept_id, level, started, ended, is_current }: StationForm): Schema["EducationDraft"] {
  return { title, school: place, field_id: concept_id, level, started: started || null, ended: is_current ? null : ended || null, is_current };
}

const at = <Name extends string>(name: Name, id: string) => ({ params: { path: { [name]: id } as Record<Name, string> } });

export const saveStation = (kind: StationKind, form: StationForm, id?: string) =>
  kind === "experience"
    ? id
      ? ok(api.PATCH("/api/profiles/mine/experience/{experience_id}", { ...at("experience_id", id), body: experience(form) }))
      : ok(api.POST("/api/profiles/mine/experience", { body: experience(form) }))
    : id
      ? ok(api.PATCH("/api/profiles/mine/education/{education_id}", { ...at("education_id", id), body: education(form) }))
      : ok(api.POST("/api/profiles/mine/education", { body: education(form) }));

export const addStation = (kind: StationKind, station: Station) => saveStation(kind, formOf(station));

export const removeStation = (kind: StationKind, id: string) =>
  kind === "experience"
    ? ok(api.DELETE("/api/profiles/mine/experience/{experience_id}", at("experience_id", id)))
    : ok(api.DELETE("/api/profiles/mine/education/{education_id}", at("education_id", id)));
