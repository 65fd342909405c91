/** An application in words: where it stands, whose turn it is, and until when. */
import type { Told } from "../core/ui/Dots.svelte";
import { fromNow, named, t } from "../core/words";
import type { Application, Status } from "./calls";

export const WAITING: Status[] = ["sent", "seen", "shortlisted", "interview", "offered"];
export const OVER: Status[] = ["accepted", "declined", "withdrawn", "elsewhere"];

export const statusName = (it: Pick<Application, "status" | "ended_by">) => (it.ended_by === "clock" ? t("applications.lapsed") : named("applications.status", it.status));

/** Whether it is good news, bad news, or neither. */
export const tone = (it: Pick<Application, "status">) => ({ offered: "moss", accepted: "moss", declined: "clay" })[it.status as string];

const isLate = (it: Application, now: Date) => it.reply_by_at !== null && new Date(it.reply_by_at) <= now;
const DAY = 86_400_000;

/** "their answer: in 5 days": the clock as both sides see it, each in its own words. */
export function tellClock(it: Application, isOwn: boolean, now = new Date()): Told {
  if (!it.reply_by_at || !it.closes_at) return undefined;
  if (isLate(it, now)) return { text: t("applications.overdue", { away: fromNow(it.closes_at, now) }), isSoon: true };
  const isMine = (it.turn === "person") === isOwn;
  const key = isMine ? "applications.row-yours" : isOwn ? "applications.row-theirs" : "applications.row-person";
  return { text: t(key, { away: fromNow(it.reply_by_at, now) }), isSoon: isMine && new Date(it.reply_by_at).getTime() - now.getTime() < 3 * DAY };
}

/** What the term of the clock is called. */
export function clockTerm(it: Application, isOwn: boolean): string {
  if ((it.turn === "person") === isOwn) return t("applications.you-answer");
  return t(isOwn ? "applications.they-answer" : "applications.person-answers");
}
