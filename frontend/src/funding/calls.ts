/** What funding asks of the server. */
import type { operations } from "../api/schema";
import { api, ok, type Schema } from "../core/api";

export type FundingCall = Schema["FundingCallRead"];
export type FundingCallDetail = Schema["FundingCallDetail"];
export type FundingCallDraft = Schema["FundingCallDraft"];
export type Rule = FundingCallDetail["rules"][number];
export type FundingQuery = operations["list_funding_calls"]["parameters"]["query"];

export const CLOSINGS = ["budget_spent", "withdrawn", "replaced"] as const satisfies readonly Schema["FundingClosureDraft"]["reason"][];

const at = (id: string) => ({ params: { path: { call_id: id } } });

export const listFundingCalls = (query: FundingQuery) => ok(api.GET("/api/funding-calls", { params: { query } }));

export const getFundingCall = (id: string) => ok(api.GET("/api/funding-calls/{call_id}", at(id)));

export const addFundingCall = (body: FundingCallDraft) => ok(api.POST("/api/funding-calls", { body }));

export const editFundingCall = (id: string, body: Schema["FundingCallChange"]) => ok(api.PATCH("/api/funding-calls/{call_id}", { ...at(id), body }));

export const discardFundingCall = (id: string) => ok(api.DELETE("/api/funding-calls/{call_id}", at(id)));

export const announceFundingCall = (id: string) => ok(api.POST("/api/funding-calls/{call_id}/announcement", at(id)));

export const closeFundingCall = (id: string, reason: Schema["FundingClosureDraft"]["reason"]) => ok(api.POST("/api/funding-calls/{call_id}/closure", { ...at(id), body: { reason } }));

export const awardFundingCall = (id: string) => ok(api.POST("/api/funding-calls/{call_id}/award", at(id)));
