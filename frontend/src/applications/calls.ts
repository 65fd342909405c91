/** What applications ask of the server. */
import { api, ok, type Schema } from "../core/api";

export type Application = Schema["ApplicationRead"];
export type Candidacy = Schema["CandidacyRead"];
export type ApplicationDetail = Schema["ApplicationDetail"];
export type Preview = Schema["ApplicationPreview"];
export type Person = Schema["ShownPerson"];
export type Status = Schema["ApplicationStatus"];
export type Reason = Schema["Reason"];
export type Refusal = Schema["ApplicationRefusal"]["reason"];
export type OwnReason = Schema["OfferAnswerDraft"]["reason"];
export type Written = { note: string; answers: { question: string; answer: string }[] };

const at = (id: string) => ({ params: { path: { application_id: id } } });
const of = (id: string) => ({ params: { path: { opportunity_id: id } } });

export const listMyApplications = (query: { status?: Status[]; page?: number }) => ok(api.GET("/api/applications", { params: { query } }));

export const getApplication = (id: string) => ok(api.GET("/api/applications/{application_id}", at(id)));

export const listApplications = (id: string, query: { status?: Status[]; page?: number } & Sieve) => ok(api.GET("/api/opportunities/{opportunity_id}/applications", { params: { ...of(id).params, query } }));

export const previewApplication = (id: string) => ok(api.GET("/api/opportunities/{opportunity_id}/application", of(id)));

/** The hash of the preview that was read goes along: nothing else is sent. */
export const addApplication = (id: string, body: Written & { preview?: string; is_draft?: boolean }) => ok(api.POST("/api/opportunities/{opportunity_id}/applications", { ...of(id), body: { is_draft: false, ...body } }));

export const editApplication = (id: string, body: Written) => ok(api.PATCH("/api/applications/{application_id}", { ...at(id), body }));

export const discardApplication = (id: string) => ok(api.DELETE("/api/applications/{application_id}", at(id)));

export const sendApplication = (id: string, preview?: string) => ok(api.POST("/api/applications/{application_id}/sending", { ...at(id), body: { preview } }));

export const takeBackApplication = (id: string) => ok(api.DELETE("/api/applications/{application_id}/sending", at(id)));

export const withdrawApplication = (id: string, reason: OwnReason | null, words: string) => ok(api.POST("/api/applications/{application_id}/withdrawal", { ...at(id), body: { reason, words } }));

export const acceptOffer = (id: string, withdraw_others: boolean, words: string) => ok(api.POST("/api/applications/{application_id}/acceptance", { ...at(id), body: { withdraw_others, words } }));

export const declineOffer = (id: string, reason: OwnReason, words: string) => ok(api.POST("/api/applications/{application_id}/refusal", { ...at(id), body: { reason, words } }));

export const seeApplication = (id: string) => ok(api.POST("/api/applications/{application_id}/sight", at(id)));

export const shortlistApplication = (id: string, words: string) => ok(api.POST("/api/applications/{application_id}/shortlisting", { ...at(id), body: { words, is_undoable: false } }));

export const proposeInterview = (id: string, words: string) => ok(api.POST("/api/applications/{application_id}/interview", { ...at(id), body: { words, is_undoable: false } }));

export const makeOffer = (id: string, words: string) => ok(api.POST("/api/applications/{application_id}/offer", { ...at(id), body: { words, is_undoable: false } }));

export const declineApplication = (id: string, reason: Refusal, words: string) => ok(api.POST("/api/applications/{application_id}/rejection", { ...at(id), body: { reason, words, is_undoable: false } }));

export const receiptOf = (id: string, version: number) => `/api/applications/${id}/receipt?version=${version}`;

export type Board = Schema["Board"];
export type Column = Schema["Column"];
export type Moves = Schema["MovesDraft"];
export type Onward = Moves["status"];
type Sieve = { q?: string; is_overdue?: boolean; size?: number };

export const getBoard = (id: string, query: Sieve) => ok(api.GET("/api/opportunities/{opportunity_id}/board", { params: { ...of(id).params, query } }));

/** One step for one or several, all or none; for some minutes it can be undone, and nobody is told. */
export const moveApplications = (id: string, body: Moves) => ok(api.POST("/api/opportunities/{opportunity_id}/applications/moves", { ...of(id), body }));

export const takeBackSteps = (id: string, ids: string[]) => ok(api.POST("/api/opportunities/{opportunity_id}/applications/undo", { ...of(id), body: { ids } }));

/** A file of what the board shows; the server notes who took it. */
export const exportApplications = (id: string, body: { format: "csv" | "json"; q: string; is_overdue: boolean | null }) =>
  ok<Blob>(api.POST("/api/opportunities/{opportunity_id}/applications/export", { ...of(id), body: { status: [], ...body }, parseAs: "blob" }) as never);

export type Compared = Schema["ComparedRead"];
export const compareApplications = (id: string, application: string[]) => ok(api.GET("/api/opportunities/{opportunity_id}/comparison", { params: { ...of(id).params, query: { application } } }));
