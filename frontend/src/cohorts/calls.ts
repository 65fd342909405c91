/** What programmes and their calls ask of the server. */
import type { operations } from "../api/schema";
import { api, ok, type Schema } from "../core/api";

export type Programme = Schema["ProgrammeRead"];
export type Call = Schema["CallRead"];
export type CallBrief = Schema["CallBrief"];
export type ProgrammeQuery = operations["list_programmes"]["parameters"]["query"];

export const STAGES = ["idea", "prototype", "launch", "growth", "any"] as const;
export const OFFERS = ["workspace", "workshop", "mentoring", "training", "money", "network", "legal_help"] as const;

export const listProgrammes = (query: ProgrammeQuery) => ok(api.GET("/api/programmes", { params: { query } }));

export const getProgramme = (id: string) => ok(api.GET("/api/programmes/{programme_id}", { params: { path: { programme_id: id } } }));

export const getCall = (id: string) => ok(api.GET("/api/calls/{call_id}", { params: { path: { call_id: id } } }));
