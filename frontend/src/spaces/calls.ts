/** What places and spaces ask of the server. */
import type { operations } from "../api/schema";
import { api, ok, type Schema } from "../core/api";

export type Space = Schema["SpaceRead"];
export type SpaceDetail = Schema["SpaceDetail"];
export type SpaceDraft = Schema["SpaceDraft"];
export type SpaceQuery = operations["list_spaces"]["parameters"]["query"];
export type Place = Schema["PlaceRead"];
export type PlaceDetail = Schema["PlaceDetail"];
export type PlaceDraft = Schema["PlaceDraft"];
export type PlaceQuery = operations["list_places"]["parameters"]["query"];

export const KINDS = ["room", "desk", "office", "studio", "workshop", "rehearsal", "recording", "stage", "gallery", "shop_window", "kitchen", "outdoor", "vacant_building"] as const satisfies readonly Schema["SpaceKind"][];
export const PLACE_KINDS = ["theatre", "museum", "library", "cultural_centre", "arts_centre", "coworking", "incubator", "workshop_house", "school", "campus", "factory", "warehouse", "shop", "house", "monument", "outdoors"] as const satisfies readonly Schema["PlaceKind"][];
export const ACCESS = ["step_free", "lift", "accessible_wc", "hearing_loop", "parking", "accessible_parking", "quiet"] as const;
export const PERIODS = ["hour", "day", "month", "year", "total"] as const satisfies readonly Schema["Period"][];
export const CLOSINGS = ["let", "works", "season", "sold", "withdrawn"] as const satisfies readonly Schema["SpaceClosureDraft"]["reason"][];

const space = (id: string) => ({ params: { path: { space_id: id } } });
const place = (id: string) => ({ params: { path: { place_id: id } } });

export const listSpaces = (query: SpaceQuery) => ok(api.GET("/api/spaces", { params: { query } }));

export const getSpace = (id: string) => ok(api.GET("/api/spaces/{space_id}", space(id)));

export const addSpace = (body: SpaceDraft) => ok(api.POST("/api/spaces", { body }));

export const editSpace = (id: string, body: Schema["SpaceChange"]) => ok(api.PATCH("/api/spaces/{space_id}", { ...space(id), body }));

export const discardSpace = (id: string) => ok(api.DELETE("/api/spaces/{space_id}", space(id)));

export const openSpace = (id: string) => ok(api.POST("/api/spaces/{space_id}/opening", space(id)));

export const closeSpace = (id: string, reason: Schema["SpaceClosureDraft"]["reason"]) => ok(api.POST("/api/spaces/{space_id}/closure", { ...space(id), body: { reason } }));

export const listPlaces = (query: PlaceQuery) => ok(api.GET("/api/places", { params: { query } }));

export const getPlace = (id: string) => ok(api.GET("/api/places/{place_id}", place(id)));

export const addPlace = (body: PlaceDraft) => ok(api.POST("/api/places", { body }));

export const editPlace = (id: string, body: Schema["PlaceChange"]) => ok(api.PATCH("/api/places/{place_id}", { ...place(id), body }));

export const removePlace = (id: string) => ok(api.DELETE("/api/places/{place_id}", place(id)));
