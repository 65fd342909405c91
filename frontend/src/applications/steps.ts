/** What each step of an application does, for its person and for those it was sent to. */
import { t } from "../core/words";
import { declineApplication, declineOffer, makeOffer, proposeInterview, shortlistApplication, withdrawApplication, type OwnReason, type Refusal } from "./calls";
import { ownReasons, ownReasonsOrNone, refusals } from "./reasons";
import type { Step } from "./Steps.svelte";

/** Forward, and the no that says why. */
export const answersOf = (id: string): Step[] => [
  { rule: "shortlist_application", hint: t("applications.step-hint"), run: (words) => shortlistApplication(id, words) },
  { rule: "propose_interview", hint: t("applications.step-hint"), run: (words) => proposeInterview(id, words) },
  { rule: "make_offer", kind: "main", hint: t("applications.offer-hint"), run: (words) => makeOffer(id, words) },
  { rule: "decline_application", kind: "alarm", hint: t("applications.reason-hint"), reasons: refusals(), run: (words, reason) => declineApplication(id, reason as Refusal, words) },
];

/** The person's own ways out. */
export const waysOutOf = (id: string): Step[] => [
  { rule: "decline_offer", kind: "alarm", hint: t("applications.reason-hint-us"), reasons: ownReasons(), run: (words, reason) => declineOffer(id, reason as OwnReason, words) },
  { rule: "withdraw_application", hint: t("applications.withdraw-hint"), reasons: ownReasonsOrNone(), run: (words, reason) => withdrawApplication(id, (reason || null) as OwnReason | null, words) },
];
