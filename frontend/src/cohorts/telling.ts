/** The facts of a programme in words. */
import { money, number, t } from "../core/words";
import type { Programme } from "./calls";

/** The server keeps hundredths of a per cent, so that 7.5% is a whole number. */
export const PER_CENT = 100;

const share = (hundredths: number) => number(hundredths / PER_CENT, hundredths % PER_CENT ? 1 : 0);

export function tellEquity({ equity_min: low, equity_max: high }: Programme): string {
  if (high === 0) return t("cohorts.no-equity");
  return t("cohorts.equity-share", { share: low === high ? share(low) : `${share(low)}–${share(high)}` });
}

export const tellFee = ({ fee_amount, currency }: Programme) => (fee_amount === 0 ? t("matches.free") : money(fee_amount, currency));
