/** What alerts ask of the server. */
import { api, ok, type Schema } from "../core/api";

export type Alert = Schema["AlertRead"];
export type Rhythm = Schema["RhythmRead"];
export type Listing = Schema["Listing"];
export type Frequency = Schema["Frequency"];
export type SearchNews = Schema["SearchNews"];

export const FREQUENCIES = ["daily", "weekly", "never"] as const satisfies readonly Frequency[];

const one = (id: string) => ({ params: { path: { alert_id: id } } });
const link = (token: string) => ({ params: { path: { token } } });

export const listAlerts = () => ok(api.GET("/api/alerts"));

export const keepAlert = (body: Schema["AlertDraft"]) => ok(api.POST("/api/alerts", { body }));

export const editAlert = (id: string, body: Schema["AlertChange"]) => ok(api.PATCH("/api/alerts/{alert_id}", { ...one(id), body }));

export const pauseAlert = (id: string) => ok(api.POST("/api/alerts/{alert_id}/pause", one(id)));

export const resumeAlert = (id: string) => ok(api.POST("/api/alerts/{alert_id}/resume", one(id)));

export const removeAlert = (id: string) => ok(api.DELETE("/api/alerts/{alert_id}", one(id)));

export const restoreAlert = (id: string) => ok(api.POST("/api/alerts/{alert_id}/restore", one(id)));

export const setRhythm = (body: Schema["RhythmDraft"]) => ok(api.PUT("/api/alerts/rhythm", { body }));

export const resumeLetters = () => ok(api.POST("/api/alerts/rhythm/resume"));

export const previewDigest = () => ok(api.GET("/api/alerts/preview"));

export const readLink = (token: string) => ok(api.GET("/api/alerts/links/{token}", link(token)));

export const stopLetters = (token: string) => ok(api.POST("/unsubscribe/{token}", link(token)));
