/** The facts of an organisation in words. */
import { t } from "../core/words";
import type { Organisation } from "./calls";

/** "10–49 people". */
export const tellSize = (headcount: NonNullable<Organisation["headcount"]>) => (headcount === "1" ? t("organisations.one-person") : t("organisations.people", { size: headcount.replace("-", "–") }));

/** What the fields are called, by how their names begin. */
export const FIELDS = {
  name: "organisations.name",
  kind: "organisations.kind",
  summary: "opportunities.summary",
  description: "organisations.description",
  website: "organisations.website",
  contact: "organisations.contact",
  municipality: "organisations.where",
  address: "organisations.where",
  sector: "organisations.sectors",
  legal: "organisations.legal-form",
} as const;
