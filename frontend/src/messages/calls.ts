/** What messages ask of the server. */
import { api, ok, type Schema } from "../core/api";

export type Conversation = Schema["ConversationDetail"];
export type Line = Schema["ConversationRead"];
export type Message = Schema["MessageRead"];
export type Kind = Schema["SubjectKind"];
export type ReportReason = Schema["ReportReason"];
export type Subject = { kind: Kind; id: string };

export const REPORT_REASONS: ReportReason[] = ["insult", "discrimination", "fraud", "advertising", "other"];

const about = ({ kind, id }: Subject) => ({ params: { path: { kind, subject_id: id } } });
const at = (id: string) => ({ params: { path: { message_id: id } } });

export const listConversations = (query: { is_unread?: boolean; page?: number; size?: number }) => ok(api.GET("/api/conversations", { params: { query } }));

export const getConversation = (subject: Subject) => ok(api.GET("/api/conversations/{kind}/{subject_id}", about(subject)));

/** The last first. */
export const listMessages = (subject: Subject, page = 1) => ok(api.GET("/api/conversations/{kind}/{subject_id}/messages", { params: { ...about(subject).params, query: { page, size: 50 } } }));

/** Whoever tries again with the same key sends nothing twice. */
export const sendMessage = (subject: Subject, words: string, key: string) => ok(api.POST("/api/conversations/{kind}/{subject_id}/messages", { ...about(subject), headers: { "Idempotency-Key": key }, body: { words } }));

export const readMessages = (subject: Subject, number: number) => ok(api.POST("/api/conversations/{kind}/{subject_id}/reading", { ...about(subject), body: { number } }));

export const silenceConversation = (subject: Subject) => ok(api.POST("/api/conversations/{kind}/{subject_id}/silence", about(subject)));

export const reopenConversation = (subject: Subject) => ok(api.DELETE("/api/conversations/{kind}/{subject_id}/silence", about(subject)));

export const deleteMessage = (id: string) => ok(api.DELETE("/api/messages/{message_id}", at(id)));

export const reportMessage = (id: string, reason: ReportReason, words: string) => ok(api.POST("/api/messages/{message_id}/report", { ...at(id), body: { reason, words } }));
