/** What meetings ask of the server. */
import { api, ok, type Schema } from "../core/api";

export type Meeting = Schema["MeetingRead"];
export type Slot = Schema["SlotRead"];
export type Times = Schema["TimesDraft"];
export type Feed = Schema["FeedRead"];

const at = (id: string) => ({ params: { path: { meeting_id: id } } });

export const listMeetings = (query: { subject?: string[]; when?: "upcoming" | "past"; page?: number }) => ok(api.GET("/api/meetings", { params: { query } }));

/** A list in which one meeting stands as it is now. */
export const replaced = <List extends { items: Meeting[] }>(list: List, now: Meeting): List => ({ ...list, items: list.items.map((one) => (one.id === now.id ? now : one)) });

export const bookMeeting = (id: string, slot_id: string) => ok(api.POST("/api/meetings/{meeting_id}/booking", { ...at(id), body: { slot_id } }));

export const offerTimes = (id: string, body: Times) => ok(api.POST("/api/meetings/{meeting_id}/times", { ...at(id), body }));

export const cancelMeeting = (id: string, words: string) => ok(api.POST("/api/meetings/{meeting_id}/cancellation", { ...at(id), body: { words } }));

export const closeMeeting = (id: string, status: "done" | "no_show") => ok(api.POST("/api/meetings/{meeting_id}/closure", { ...at(id), body: { status } }));

export const offerInterview = (id: string, body: Times) => ok(api.POST("/api/applications/{application_id}/interview-times", { params: { path: { application_id: id } }, body }));

export const calendarOf = (id: string) => `/api/meetings/${id}/calendar`;

export const getMyFeed = () => ok(api.GET("/api/calendars/mine"));

export const openMyFeed = () => ok(api.PUT("/api/calendars/mine"));

export const closeMyFeed = () => ok(api.DELETE("/api/calendars/mine"));
