/** What territories ask of the server. */
import { api, ok, type Schema } from "../core/api";

export type Municipality = Schema["MunicipalityRead"];

export const searchMunicipalities = async (q: string) =>
  (await ok(api.GET("/api/municipalities", { params: { query: { q, size: 8 } } }))).items;

export const getMunicipality = (id: string) => ok(api.GET("/api/municipalities/{municipality_id}", { params: { path: { municipality_id: id } } }));

/** Up to a hundred municipalities by their ids. */
export const nameMunicipalities = async (ids: string[]) => (await ok(api.GET("/api/municipalities", { params: { query: { id: ids, size: 100 } } }))).items;

export const getRegion = () => ok(api.GET("/api/territories/region"));
