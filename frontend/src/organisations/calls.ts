/** What organisations ask of the server. */
import { api, ok, type Schema } from "../core/api";
import type { operations } from "../api/schema";

export type Organisation = Schema["OrganisationRead"];
export type OrganisationDetail = Schema["OrganisationDetail"];
export type OrganisationQuery = operations["list_organisations"]["parameters"]["query"];

export const KINDS = ["startup", "creative_business", "incubator", "university", "research_centre", "science_park", "art_space", "municipality", "media"] as const;
export const HEADCOUNTS = ["1", "2-9", "10-49", "50-249", "250+"] as const;
export const LEGAL_FORMS = ["sole_trader", "limited_company", "public_limited_company", "cooperative", "association", "foundation", "public_body", "other"] as const;
export const ROLES = ["owner", "editor", "viewer"] as const;

export const listOrganisations = (query: OrganisationQuery) => ok(api.GET("/api/organisations", { params: { query } }));

const at = (id: string) => ({ params: { path: { organisation_id: id } } });

export const getOrganisation = (id: string) => ok(api.GET("/api/organisations/{organisation_id}", at(id)));

export const addOrganisation = (body: Schema["OrganisationDraft"]) => ok(api.POST("/api/organisations", { body }));

export const editOrganisation = (id: string, body: Schema["OrganisationChange"]) =>
  ok(api.PATCH("/api/organisations/{organisation_id}", { ...at(id), body }));

export const claimOrganisation = (id: string) => ok(api.POST("/api/organisations/{organisation_id}/claim", at(id)));

/** The staff vouch for the version that they looked at; about any other it is refused. */
export const verifyOrganisation = ({ id, updated_at }: Pick<OrganisationDetail, "id" | "updated_at">) => ok(api.POST("/api/organisations/{organisation_id}/verification", { ...at(id), body: { proof: "staff", updated_at } }));

export type SuspensionReason = Schema["SuspensionReason"];

export const suspendOrganisation = (id: string, reason: SuspensionReason) => ok(api.POST("/api/organisations/{organisation_id}/suspension", { ...at(id), body: { reason } }));

export const restoreOrganisation = (id: string) => ok(api.DELETE("/api/organisations/{organisation_id}/suspension", at(id)));

export const getProof = (id: string) => ok(api.GET("/api/organisations/{organisation_id}/proof", at(id)));

export const proveOrganisation = (id: string, proof: Schema["ProofDraft"]["proof"]) => ok(api.POST("/api/organisations/{organisation_id}/proof", { ...at(id), body: { proof } }));

export type Membership = Schema["MemberDetail"];
export type MemberRole = Schema["MemberDraft"]["role"];

const seat = (id: string, account_id: string) => ({ params: { path: { organisation_id: id, account_id } } });

export const listMembers = (id: string) => ok(api.GET("/api/organisations/{organisation_id}/members", at(id)));

export const changeMember = (id: string, accountId: string, role: MemberRole) => ok(api.PATCH("/api/organisations/{organisation_id}/members/{account_id}", { ...seat(id, accountId), body: { role } }));

export const removeMember = (id: string, accountId: string) => ok(api.DELETE("/api/organisations/{organisation_id}/members/{account_id}", seat(id, accountId)));

export type InvitationSent = Schema["InvitationSent"];
export type InvitationReceived = Schema["InvitationReceived"];

export const listInvitations = (id: string, page: number) => ok(api.GET("/api/organisations/{organisation_id}/invitations", { params: { ...at(id).params, query: { page } } }));

export const inviteMember = (id: string, body: Schema["MemberDraft"]) => ok(api.POST("/api/organisations/{organisation_id}/invitations", { ...at(id), body }));

export const withdrawInvitation = (id: string, invitation_id: string) =>
  ok(api.DELETE("/api/organisations/{organisation_id}/invitations/{invitation_id}", { params: { path: { organisation_id: id, invitation_id } } }));

export const listMyInvitations = () => ok(api.GET("/api/invitations", { params: { query: { size: 100 } } }));

const invitation = (invitation_id: string) => ({ params: { path: { invitation_id } } });

export const acceptInvitation = (id: string) => ok(api.POST("/api/invitations/{invitation_id}/acceptance", invitation(id)));

export const declineInvitation = (id: string) => ok(api.POST("/api/invitations/{invitation_id}/refusal", invitation(id)));
