/** The facts of a space in words. */
import { pay, t, type Period } from "../core/words";
import type { Space } from "./calls";

export function tellPrice({ price, price_period, currency }: Space): string {
  if (price === null || price_period === null) return "";
  return price === 0 ? t("matches.free") : pay(price, price, currency, price_period as Period);
}
