/** What profiles ask of the server. */
import { api, ok, type Schema } from "../core/api";
import { speech } from "../core/words";

export type MyProfile = Schema["MyProfile"];
export type Profile = Schema["ProfileRead"];
export type ProfileChange = Schema["ProfileChange"];
export type Skill = Schema["SkillRead"];
export type CvImport = Schema["CvImportRead"];
export type CvLine = Schema["CvLineRead"];
export type CvReading = Schema["CvReading"];

/** The vocabulary's words come in the reader's language. */
const words = () => ({ lang: speech.lang });
const concept = (id: string) => ({ params: { path: { concept_id: id } } });

export const getMyProfile = () => ok(api.GET("/api/profiles/mine", { params: { query: words() } }));

export const getProfile = (id: string) => ok(api.GET("/api/profiles/{profile_id}", { params: { path: { profile_id: id }, query: words() } }));

/** A request that `outlives` its page still arrives when the page is closed at once. */
export const editMyProfile = (body: ProfileChange, outlives = false) => ok(api.PATCH("/api/profiles/mine", { params: { query: words() }, body, keepalive: outlives }));

export const putSkill = (id: string, body: Schema["SkillDraft"]) => ok(api.PUT("/api/profiles/mine/skills/{concept_id}", { ...concept(id), body }));

export const dropSkill = (id: string) => ok(api.DELETE("/api/profiles/mine/skills/{concept_id}", concept(id)));

export const putLanguage = (id: string, cefr: Cefr) => ok(api.PUT("/api/profiles/mine/languages/{concept_id}", { ...concept(id), body: { cefr } }));

export const dropLanguage = (id: string) => ok(api.DELETE("/api/profiles/mine/languages/{concept_id}", concept(id)));

export const CEFR = ["A1", "A2", "B1", "B2", "C1", "C2"] as const;
export type Cefr = (typeof CEFR)[number];

export const LOOKERS = ["verified", "applied", "anybody"] as const;
export type Looker = (typeof LOOKERS)[number];

export const getMySight = (looker: Looker) => ok(api.GET("/api/profiles/mine/sight", { params: { query: { ...words(), looker } } }));

/** A file travels as a form; the browser writes its boundary itself. */
const upload = (file: File) => ({
  params: { query: words() },
  body: { file: "" },
  bodySerializer: () => {
    const form = new FormData();
    form.append("file", file);
    return form;
  },
});

export const readCv = (file: File) => ok(api.POST("/api/cv-readings", upload(file)));

export const importCv = (file: File) => ok(api.POST("/api/profiles/mine/cv-imports", upload(file)));

export const getCvImport = (id: string) => ok(api.GET("/api/profiles/mine/cv-imports/{import_id}", { params: { path: { import_id: id }, query: words() } }));

export const decideLines = (id: string, body: Schema["AcceptanceDraft"]) =>
  ok(api.POST("/api/profiles/mine/cv-imports/{import_id}/acceptance", { params: { path: { import_id: id }, query: words() }, body }));
