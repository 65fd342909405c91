/** Links of a profile. */
import { api, ok, type Schema } from "../core/api";

export type Web = Schema["LinkRead"];

export const addWeb = ({ url, title }: Pick<Web, "url" | "title">) => ok(api.POST("/api/profiles/mine/links", { body: { url, title } }));

export const removeWeb = (id: string) => ok(api.DELETE("/api/profiles/mine/links/{link_id}", { params: { path: { link_id: id } } }));
