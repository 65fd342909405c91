/** The facts of an organisation in words. */
import { number, percent, t } from "../core/words";
import type { Organisation, OrganisationDetail } from "./calls";

/** "10–49 people". */
export const tellSize = (headcount: NonNullable<Organisation["headcount"]>) => (headcount === "1" ? t("organisations.one-person") : t("organisations.people", { size: headcount.replace("-", "–") }));

/** "67 % of 12 in a year, within 3.5 days"; where nobody was answered there are no days. */
export function tellReplies({ asked, share_answered, median_days }: NonNullable<OrganisationDetail["reply_record"]>): string {
  const told = { n: asked, share: percent(share_answered ?? 0) };
  return median_days === null ? t("organisations.reply-share", told) : t("organisations.reply-record-of", { ...told, days: number(median_days, median_days % 1 ? 1 : 0) });
}

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
