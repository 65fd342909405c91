/** The facts of an opportunity in words, for rows, cards and pages alike. */
import { amount as sum, closing, number, pay, percent, t, type Period } from "../core/words";
import type { Opportunity } from "./calls";

/** "€1,180–1,320 a month, gross"; or how else it is paid. */
export function tellPay(it: Opportunity): string {
  if (it.pay_basis === "range") {
    const amount = it.pay_period ? pay(it.pay_min, it.pay_max, it.pay_currency, it.pay_period as Period) : sum(it.pay_min, it.pay_max, it.pay_currency);
    return amount && t(it.pay_is_gross ? "opportunities.card.gross" : "opportunities.card.net", { amount });
  }
  if (it.pay_basis === null) return "";
  return t(`opportunities.card.pay-${it.pay_basis}`, { reference: it.pay_reference ?? "" }).replace(/[:,]\s*$/, "");
}

/** "35–40 hours a week". */
export function tellHours(it: Pick<Opportunity, "hours_min" | "hours_max">): string {
  const { hours_min: low, hours_max: high } = it;
  if (low === null && high === null) return "";
  const hours = low === null || high === null || low === high ? number((low ?? high)!) : `${number(low)}–${number(high)}`;
  return t("opportunities.card.hours", { hours });
}

/** "on site", "40% remote", "anywhere". */
export function tellRemote(it: Opportunity): string {
  if (it.remote_share === 0) return t("opportunities.card.on-site");
  if (it.remote_share === 100) return t("opportunities.card.remote");
  return t("opportunities.card.partly-remote", { share: percent(it.remote_share / 100) });
}

/** "closes in 5 days", and whether that is soon. */
export const tellDeadline = (it: Opportunity) => (it.deadline_at ? closing(it.deadline_at, it.zone) : undefined);

/** What the fields are called, by how their names begin. */
export const FIELDS = {
  title: "opportunities.title",
  kind: "opportunities.kind",
  summary: "opportunities.summary",
  description: "opportunities.description",
  benefits: "opportunities.benefits",
  pay: "opportunities.pay",
  deadline: "opportunities.deadline",
  municipality: "opportunities.where",
  remote: "opportunities.remote",
  hours: "opportunities.hours",
  occupation: "opportunities.occupation",
  requirements: "opportunities.asked",
  languages: "opportunities.languages",
  education: "opportunities.education",
  starts: "opportunities.starts",
  ends: "opportunities.ends",
  capacity: "opportunities.capacity",
  apply: "act.apply",
} as const;
