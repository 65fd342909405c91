/** What mentoring asks of the server. */
import type { operations } from "../api/schema";
import { api, ok, type Schema } from "../core/api";

export type Mentor = Schema["MentorRead"];
export type MentorDetail = Schema["MentorDetail"];
export type MentorDraft = Schema["MentorDraft"];
export type MentorQuery = operations["list_mentors"]["parameters"]["query"];

export const GOALS = ["first_job", "career_change", "portfolio", "craft", "start_a_business", "grow_a_business", "funding", "leadership"] as const satisfies readonly Schema["Goal"][];
export const CADENCES = ["weekly", "fortnightly", "monthly", "on_demand"] as const satisfies readonly Schema["Cadence"][];
export const MEETINGS = ["either", "online", "in_person"] as const satisfies readonly Schema["Meeting"][];

const at = (id: string) => ({ params: { path: { mentor_id: id } } });

export const listMentors = (query: MentorQuery) => ok(api.GET("/api/mentors", { params: { query } }));

export const getMentor = (id: string) => ok(api.GET("/api/mentors/{mentor_id}", at(id)));

export const addMentor = (body: MentorDraft) => ok(api.POST("/api/mentors", { body }));

export const editMentor = (id: string, body: Schema["MentorChange"]) => ok(api.PATCH("/api/mentors/{mentor_id}", { ...at(id), body }));

export const discardMentor = (id: string) => ok(api.DELETE("/api/mentors/{mentor_id}", at(id)));

export const openMentor = (id: string) => ok(api.POST("/api/mentors/{mentor_id}/opening", at(id)));

export const pauseMentor = (id: string) => ok(api.POST("/api/mentors/{mentor_id}/pause", at(id)));

export const closeMentor = (id: string) => ok(api.POST("/api/mentors/{mentor_id}/closure", at(id)));
