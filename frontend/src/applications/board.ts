/** The board's grammar: which columns there are, and by which rule a card may go to one. */
import { named } from "../core/words";
import type { Candidacy, Onward, Status } from "./calls";

/** Where a card can be put, and the rule of the server's `can` that says whether. */
export const STEPS: Record<Onward, string> = {
  seen: "see_application",
  shortlisted: "shortlist_application",
  interview: "propose_interview",
  offered: "make_offer",
  declined: "decline_application",
};

export const isOnward = (status: Status): status is Onward => status in STEPS;

/** Where all of them may go. */
export const waysOf = (cards: Candidacy[]): Onward[] => (Object.keys(STEPS) as Onward[]).filter((to) => cards.length > 0 && cards.every((card) => card.can.includes(STEPS[to])));

/** Ends that only the other side brings about are shown once somebody is there. */
export const ALWAYS: Status[] = ["sent", "seen", "shortlisted", "interview", "offered", "declined"];

export const columnName = (status: Status) => named("applications.status", status);
