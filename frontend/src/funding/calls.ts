/** What funding asks of the server. */
import type { operations } from "../api/schema";
import { api, ok, type Schema } from "../core/api";

export type FundingCall = Schema["FundingCallRead"];
export type FundingCallDetail = Schema["FundingCallDetail"];
export type Rule = FundingCallDetail["rules"][number];
export type FundingQuery = operations["list_funding_calls"]["parameters"]["query"];

export const listFundingCalls = (query: FundingQuery) => ok(api.GET("/api/funding-calls", { params: { query } }));

export const getFundingCall = (id: string) => ok(api.GET("/api/funding-calls/{call_id}", { params: { path: { call_id: id } } }));
