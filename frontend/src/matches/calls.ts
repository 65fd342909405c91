/** What matches ask of the server. */
import type { operations } from "../api/schema";
import { api, ok, type Schema } from "../core/api";

export type Market = Schema["Market"];
export type Card = Schema["MatchCard"];
export type Candidate = Schema["CandidateCard"];
export type Thing = Schema["ThingRead"];
export type Saved = Schema["SavedRead"];
export type Sums = Schema["Arithmetic"];
export type Lever = Schema["Lever"];
export type HiddenBy = Schema["HiddenBy"];
export type Question = Schema["Question"];
export type FieldTarget = Schema["FieldTarget"];
export type Verdict = Schema["VerdictRead"];
export type Contrast = Schema["ContrastRead"];
export type Receipt = Schema["ReceiptRead"];
export type Edit = Schema["Edit"];
export type Suggestion = Schema["Suggestion"];
export type SmallChoices = Schema["ChoicesRead"];
export type PreviewDraft = Schema["PreviewDraft"];
export type ReachDraft = Schema["ReachDraft"];
export type Reach = Schema["ReachRead"];
export type Cost = Schema["CostRead"];
export type PeopleCount = Schema["PeopleCount"];
export type Opening = Schema["OpeningRead"];
export type Deed = Schema["Deed"];
export type Configuration = Schema["ConfigurationRead"];
export type Evidence = Schema["EvidenceRead"];
export type Side = Schema["SideRead"];
export type AuditFigures = Schema["FiguresRead"];
export type Panel = Schema["PanelRead"];
export type Share = Schema["ShareRead"];
export type MatchQuery = operations["list_matches"]["parameters"]["query"];

export const MARKETS = ["opportunities", "mentors", "places", "funding", "spaces"] as const satisfies readonly Market[];

/** As far as a ranking is paged; nobody reads on from there. */
export const FARTHEST = 200;

const thing = (market: Market, id: string) => ({ params: { path: { market, thing_id: id } } });

export const listMatches = (query: MatchQuery) => ok(api.GET("/api/matches", { params: { query } }));

export const getMatch = (market: Market, id: string) => ok(api.GET("/api/matches/{market}/{thing_id}", thing(market, id)));

export const listOpenings = (thing_id?: string) => ok(api.GET("/api/matches/openings", { params: { query: thing_id ? { thing_id } : {} } }));

export const getChoices = () => ok(api.GET("/api/matches/choices"));

export const previewMatches = (body: PreviewDraft) => ok(api.POST("/api/matches/preview", { body }));

export const previewReach = (body: ReachDraft) => ok(api.POST("/api/opportunities/reach", { body }));

export const listCandidates = (id: string, query: { page?: number; order?: "fit" | "unranked" }) =>
  ok(api.GET("/api/opportunities/{opportunity_id}/candidates", { params: { path: { opportunity_id: id }, query } }));

export const getCandidate = (id: string, profileId: string) =>
  ok(api.GET("/api/opportunities/{opportunity_id}/candidates/{profile_id}", { params: { path: { opportunity_id: id, profile_id: profileId } } }));

export const listSaved = (query: { market?: Market[]; page?: number }) => ok(api.GET("/api/saved", { params: { query } }));

export const saveThing = (market: Market, id: string) => ok(api.PUT("/api/saved/{market}/{thing_id}", thing(market, id)));

export const unsaveThing = (market: Market, id: string) => ok(api.DELETE("/api/saved/{market}/{thing_id}", thing(market, id)));

export const getToday = () => ok(api.GET("/api/today"));

export const contrastMatches = (market: Market, a: string, b: string) => ok(api.GET("/api/matches/contrast", { params: { query: { market, a, b } } }));

export const getReceipt = (id: string) => ok(api.GET("/api/receipts/{receipt_id}", { params: { path: { receipt_id: id } } }));

export const replayReceipt = (id: string) => ok(api.POST("/api/receipts/{receipt_id}/replay", { params: { path: { receipt_id: id } } }));

export const noteReaction = (body: Schema["ReactionDraft"]) => ok(api.POST("/api/reactions", { body, keepalive: true }));

const configuration = (id: string) => ({ params: { path: { configuration_id: id } } });

export const listConfigurations = (query: { page?: number; size?: number }) => ok(api.GET("/api/configurations", { params: { query } }));

export const listDecisions = (query: { page?: number; size?: number }) => ok(api.GET("/api/configurations/decisions", { params: { query } }));

export const approveConfiguration = (id: string, body: Schema["ApprovalDraft"]) => ok(api.POST("/api/configurations/{configuration_id}/approve", { ...configuration(id), body }));

export const declineConfiguration = (id: string, updated_at: string) => ok(api.POST("/api/configurations/{configuration_id}/decline", { ...configuration(id), body: { updated_at } }));

export const listAudits = (query: { page?: number; size?: number }) => ok(api.GET("/api/audits", { params: { query } }));

export const getAudit = (id: string) => ok(api.GET("/api/audits/{audit_id}", { params: { path: { audit_id: id } } }));
