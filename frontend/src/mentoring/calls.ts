/** What mentoring asks of the server. */
import type { operations } from "../api/schema";
import { api, ok, type Schema } from "../core/api";

export type Mentor = Schema["MentorRead"];
export type MentorQuery = operations["list_mentors"]["parameters"]["query"];

export const GOALS = ["first_job", "career_change", "portfolio", "craft", "start_a_business", "grow_a_business", "funding"] as const;
export const CADENCES = ["weekly", "fortnightly", "monthly", "on_demand"] as const;

export const listMentors = (query: MentorQuery) => ok(api.GET("/api/mentors", { params: { query } }));

export const getMentor = (id: string) => ok(api.GET("/api/mentors/{mentor_id}", { params: { path: { mentor_id: id } } }));
