/** The facts of a programme in words. */
import { money, number, t } from "../core/words";
import type { Programme } from "./calls";

export function tellEquity({ equity_min: low, equity_max: high }: Programme): string {
  if (high === 0) return t("cohorts.no-equity");
  return t("cohorts.equity-share", { share: low === high ? number(low) : `${number(low)}–${number(high)}` });
}

export const tellFee = ({ fee_amount, currency }: Programme) => (fee_amount === 0 ? t("matches.free") : money(fee_amount, currency));
