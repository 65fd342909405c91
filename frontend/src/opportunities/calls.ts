/** What opportunities ask of the server. */
import type { operations } from "../api/schema";
import { api, ok, type Schema } from "../core/api";

export type Opportunity = Schema["OpportunityRead"];
export type OpportunityDetail = Schema["OpportunityDetail"];
export type OpportunityQuery = operations["list_opportunities"]["parameters"]["query"];

export const KINDS = ["job", "internship", "project", "residency", "cofounder"] as const;

const at = (id: string) => ({ params: { path: { opportunity_id: id } } });

export const listOpportunities = (query: OpportunityQuery) => ok(api.GET("/api/opportunities", { params: { query } }));

export const getOpportunity = (id: string) => ok(api.GET("/api/opportunities/{opportunity_id}", at(id)));
