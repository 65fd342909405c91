/** What territories ask of the server. */
import { api, ok, type Schema } from "../core/api";

export type Municipality = Schema["MunicipalityRead"];

export const searchMunicipalities = async (q: string) =>
  (await ok(api.GET("/api/municipalities", { params: { query: { q, size: 8 } } }))).items;

export const getMunicipality = (id: string) => ok(api.GET("/api/municipalities/{municipality_id}", { params: { path: { municipality_id: id } } }));

export const getRegion = () => ok(api.GET("/api/territories/region"));
