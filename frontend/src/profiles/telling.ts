/** The facts of a profile in words. */
import { month, t } from "../core/words";

type Span = { started: string | null; ended: string | null; is_current: boolean };

/** "2021-09" is a month, "2021" only a year. */
const when = (date: string) => (date.length === 4 ? date : month(date));

export function tellSpan({ started, ended, is_current }: Span): string {
  const end = is_current ? t("span.now") : ended && when(ended);
  return [started && when(started), end].filter(Boolean).join(" – ");
}
