/** What programmes and their calls ask of the server. */
import type { operations } from "../api/schema";
import { api, ok, type Schema } from "../core/api";

export type Programme = Schema["ProgrammeRead"];
export type ProgrammeDetail = Schema["ProgrammeDetail"];
export type ProgrammeDraft = Schema["ProgrammeDraft"];
export type Call = Schema["CallRead"];
export type CallBrief = Schema["CallBrief"];
export type CallDetail = Schema["CallDetail"];
export type CallDraft = Schema["CallDraft"];
export type ProgrammeQuery = operations["list_programmes"]["parameters"]["query"];

export const STAGES = ["idea", "prototype", "launch", "growth", "any"] as const satisfies readonly Schema["Stage"][];
export const OFFERS = ["workspace", "workshop", "mentoring", "training", "money", "network", "legal_help", "lodging"] as const satisfies readonly Schema["Offer"][];
export const CLOSINGS = ["full", "cancelled"] as const satisfies readonly Schema["CallClosureDraft"]["reason"][];

const programme = (id: string) => ({ params: { path: { programme_id: id } } });
const call = (id: string) => ({ params: { path: { call_id: id } } });

export const listProgrammes = (query: ProgrammeQuery) => ok(api.GET("/api/programmes", { params: { query } }));

export const getProgramme = (id: string) => ok(api.GET("/api/programmes/{programme_id}", programme(id)));

export const addProgramme = (body: ProgrammeDraft) => ok(api.POST("/api/programmes", { body }));

export const editProgramme = (id: string, body: Schema["ProgrammeChange"]) => ok(api.PATCH("/api/programmes/{programme_id}", { ...programme(id), body }));

export const discardProgramme = (id: string) => ok(api.DELETE("/api/programmes/{programme_id}", programme(id)));

export const publishProgramme = (id: string) => ok(api.POST("/api/programmes/{programme_id}/publication", programme(id)));

export const archiveProgramme = (id: string) => ok(api.POST("/api/programmes/{programme_id}/archiving", programme(id)));

export const addCall = (programmeId: string, body: CallDraft) => ok(api.POST("/api/programmes/{programme_id}/calls", { ...programme(programmeId), body }));

export const getCall = (id: string) => ok(api.GET("/api/calls/{call_id}", call(id)));

export const editCall = (id: string, body: Schema["CallChange"]) => ok(api.PATCH("/api/calls/{call_id}", { ...call(id), body }));

export const discardCall = (id: string) => ok(api.DELETE("/api/calls/{call_id}", call(id)));

export const scheduleCall = (id: string) => ok(api.POST("/api/calls/{call_id}/scheduling", call(id)));

export const closeCall = (id: string, reason: Schema["CallClosureDraft"]["reason"]) => ok(api.POST("/api/calls/{call_id}/closure", { ...call(id), body: { reason } }));
