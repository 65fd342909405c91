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

export type OpportunityDraft = Schema["OpportunityDraft"];
export type Finding = Schema["Finding"];

export const addOpportunity = (body: OpportunityDraft) => ok(api.POST("/api/opportunities", { body }));

export const editOpportunity = (id: string, body: Schema["OpportunityChange"]) => ok(api.PATCH("/api/opportunities/{opportunity_id}", { ...at(id), body }));

export const checkOpportunity = (body: Schema["OpportunityCheck"]) => ok(api.POST("/api/opportunities/checks", { body }));

export const openOpportunity = (id: string) => ok(api.POST("/api/opportunities/{opportunity_id}/opening", at(id)));

export const pauseOpportunity = (id: string) => ok(api.POST("/api/opportunities/{opportunity_id}/pause", at(id)));

export const reopenOpportunity = (id: string) => ok(api.POST("/api/opportunities/{opportunity_id}/reopening", at(id)));

export type ClosingReason = Schema["ClosingReason"];
export type ReturnReason = Schema["ReturnReason"];

/** The version that was read: a decision is about that one, and refused about any other. */
type Seen = Pick<OpportunityDetail, "id" | "updated_at">;

export const approveOpportunity = ({ id, updated_at }: Seen) => ok(api.POST("/api/opportunities/{opportunity_id}/approval", { ...at(id), body: { updated_at } }));

export const returnOpportunity = ({ id, updated_at }: Seen, reason: ReturnReason, note = "") => ok(api.POST("/api/opportunities/{opportunity_id}/return", { ...at(id), body: { reason, note, updated_at } }));

export type RefusalReason = Schema["RefusalReason"];

export const refuseOpportunity = ({ id, updated_at }: Seen, reason: RefusalReason, note = "") => ok(api.POST("/api/opportunities/{opportunity_id}/refusal", { ...at(id), body: { reason, note, updated_at } }));

export const closeOpportunity = (id: string, reason: ClosingReason) => ok(api.POST("/api/opportunities/{opportunity_id}/closure", { ...at(id), body: { reason } }));

export const discardOpportunity = (id: string) => ok(api.DELETE("/api/opportunities/{opportunity_id}", at(id)));

export type ImportReading = Schema["ImportReading"];
export type ImportItem = Schema["ImportItem"];

const sent = (file: File) => ({
  body: { file: "" },
  bodySerializer: () => {
    const form = new FormData();
    form.append("file", file);
    return form;
  },
});

export const readPostings = (organisation_id: string, file: File) => ok(api.POST("/api/opportunities/imports/file-readings", { params: { query: { organisation_id } }, ...sent(file) }));

export const readPostingsAt = (organisation_id: string, url: string) => ok(api.POST("/api/opportunities/imports/address-readings", { body: { organisation_id, url } }));

export const importOpportunities = (body: Schema["ImportDraft"]) => ok(api.POST("/api/opportunities/imports", { body }));
