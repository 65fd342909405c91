/** The facts of a funding call in words. */
import { amount, closing, day, money, t } from "../core/words";
import type { FundingCall } from "./calls";

export function tellAmount({ amount_min: low, amount_max: high, currency }: FundingCall): string {
  if (low === null && high === null) return "";
  if (high === null) return t("pay.from", { amount: money(low!, currency) });
  if (low === null || low === high) return t("pay.up-to", { amount: money(high, currency) });
  return amount(low, high, currency);
}

export function tellDeadline(it: FundingCall): { text: string; isSoon: boolean } | undefined {
  if (it.opens_at && Date.parse(it.opens_at) > Date.now()) return { text: t("funding.opens", { day: day(it.opens_at, it.zone) }), isSoon: false };
  return it.deadline_at ? closing(it.deadline_at, it.zone) : undefined;
}
