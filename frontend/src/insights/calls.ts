/** What the region's figures ask of the server. */
import { api, ok } from "../core/api";

export const getFrontFigures = () => ok(api.GET("/api/insights/front"));
