/** Organisations that shall never see this person. */
import { api, ok } from "../core/api";

const at = (id: string) => ({ params: { path: { organisation_id: id } } });

export const hideFrom = (id: string) => ok(api.PUT("/api/profiles/mine/hidden-from/{organisation_id}", at(id)));

export const showTo = (id: string) => ok(api.DELETE("/api/profiles/mine/hidden-from/{organisation_id}", at(id)));
