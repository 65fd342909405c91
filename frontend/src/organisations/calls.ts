/** What organisations ask of the server. */
import { api, ok, type Schema } from "../core/api";
import type { operations } from "../api/schema";

export type Organisation = Schema["OrganisationRead"];
export type OrganisationDetail = Schema["OrganisationDetail"];
export type OrganisationQuery = operations["list_organisations"]["parameters"]["query"];

export const KINDS = ["startup", "creative_business", "incubator", "university", "research_centre", "science_park", "art_space", "municipality", "media"] as const;

export const listOrganisations = (query: OrganisationQuery) => ok(api.GET("/api/organisations", { params: { query } }));

export const getOrganisation = (id: string) => ok(api.GET("/api/organisations/{organisation_id}", { params: { path: { organisation_id: id } } }));

export const addOrganisation = (body: Schema["OrganisationDraft"]) => ok(api.POST("/api/organisations", { body }));

export const editOrganisation = (id: string, body: Schema["OrganisationChange"]) =>
  ok(api.PATCH("/api/organisations/{organisation_id}", { params: { path: { organisation_id: id } }, body }));
