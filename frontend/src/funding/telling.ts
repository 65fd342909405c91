/** The facts of a funding call in words. */
import { amount, daysUntil, day, money, t } from "../core/words";
import type { FundingCall } from "./calls";

export function tellAmount({ amount_min: low, amount_max: high, currency }: FundingCall): string {
  if (low === null && high === null) return "";
  if (high === null) return t("pay.from", { amount: money(low!, currency) });
  if (low === null || low === high) return t("pay.up-to", { amount: money(high, currency) });
  return amount(low, high, currency);
}

export function tellDeadline(it: FundingCall): { text: string; isSoon: boolean } | undefined {
  if (it.opens_at && daysUntil(it.opens_at) > 0) return { text: t("funding.opens", { day: day(it.opens_at) }), isSoon: false };
  if (!it.deadline_at) return undefined;
  const days = daysUntil(it.deadline_at);
  return days > 0 ? { text: t("opportunities.card.closes", { n: days }), isSoon: days <= 7 } : { text: t("opportunities.card.closed-on", { day: day(it.deadline_at) }), isSoon: false };
}
