/** Reasons to choose from, each the very sentence that the other side reads. */
import { named, t } from "../core/words";
import type { OwnReason, Refusal } from "./calls";

export type Group<Code extends string> = { legend?: string; options: { value: Code; label: string }[] };

const FIT: Refusal[] = ["skills", "depth", "languages", "portfolio", "times", "place", "others_closer"];
const POSITION: Refusal[] = ["position_filled", "position_cancelled", "position_changed", "no_money"];
const OWN: OwnReason[] = ["another_offer", "pay", "hours", "distance", "work", "too_slow", "personal"];

const options = <Code extends string>(codes: Code[]) => codes.map((value) => ({ value, label: named("applications.reason", value) }));

export const refusals = (): Group<Refusal>[] => [
  { legend: t("applications.reasons-fit"), options: options(FIT) },
  { legend: t("applications.reasons-position"), options: options(POSITION) },
];

export const ownReasons = (): Group<OwnReason>[] => [{ options: options(OWN) }];

/** To withdraw, nobody has to say why. */
export const ownReasonsOrNone = (): Group<OwnReason | "">[] => [{ options: [{ value: "", label: t("applications.reason-unsaid") }, ...options(OWN)] }];
