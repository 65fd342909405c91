/** The facts of an organisation in words. */
import { t } from "../core/words";
import type { Organisation } from "./calls";

/** "10–49 people". */
export const tellSize = (headcount: NonNullable<Organisation["headcount"]>) => (headcount === "1" ? t("organisations.one-person") : t("organisations.people", { size: headcount.replace("-", "–") }));
