/** What spaces ask of the server. */
import type { operations } from "../api/schema";
import { api, ok, type Schema } from "../core/api";

export type Space = Schema["SpaceRead"];
export type SpaceDetail = Schema["SpaceDetail"];
export type SpaceQuery = operations["list_spaces"]["parameters"]["query"];

export const KINDS = ["room", "desk", "office", "studio", "workshop", "rehearsal", "recording", "stage", "gallery", "shop_window", "kitchen", "outdoor", "vacant_building"] as const;
export const ACCESS = ["step_free", "lift", "accessible_wc", "hearing_loop", "parking", "accessible_parking", "quiet"] as const;

export const listSpaces = (query: SpaceQuery) => ok(api.GET("/api/spaces", { params: { query } }));

export const getSpace = (id: string) => ok(api.GET("/api/spaces/{space_id}", { params: { path: { space_id: id } } }));
