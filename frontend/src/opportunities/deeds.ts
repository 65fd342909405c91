/** What one may do with an opportunity, and the way back from each deed. */
import { deciding } from "../core/deciding";
import { go } from "../core/router.svelte";
import type { Deed } from "../core/ui/Deeds.svelte";
import { named, t } from "../core/words";
import { addOpportunity, approveOpportunity, closeOpportunity, discardOpportunity, getOpportunity, openOpportunity, pauseOpportunity, refuseOpportunity, reopenOpportunity, returnOpportunity, type ClosingReason, type OpportunityDetail, type RefusalReason, type ReturnReason } from "./calls";
import { draftOf, formOf } from "./form";

const CLOSINGS: ClosingReason[] = ["filled", "filled_elsewhere", "cancelled", "no_money", "nobody_fitted", "changed", "duplicate"];
const REFUSALS: RefusalReason[] = ["misleading", "unlawful", "unpaid", "no_offer", "impostor"];
const RETURNS: ReturnReason[] = ["unclear", "misleading", "unlawful", "duplicate", "elsewhere"];

const choices = (group: string, codes: string[]) => codes.map((value) => ({ value, label: named(group, value) }));

/** `show` puts the changed opportunity in place of the old one. */
export function deedsOf(it: OpportunityDetail, show: (now: OpportunityDetail) => void): Deed[] {
  const pause = async () => show(await pauseOpportunity(it.id));
  const reopen = async () => show(await reopenOpportunity(it.id));
  const close = async (reason: string) => show(await closeOpportunity(it.id, reason as ClosingReason));
  const { closed_for } = it;

  return [
    { rule: "open_opportunity", isMain: true, run: async () => show(await openOpportunity(it.id)) },
    { rule: "reopen_opportunity", isMain: true, run: reopen, undo: it.status === "paused" ? pause : closed_for ? () => close(closed_for) : undefined },
    ...reviewDeeds(it, show),
    { rule: "edit_opportunity", href: `/opportunities/${it.id}/edit` },
    { rule: "pause_opportunity", run: pause, undo: reopen },
    { rule: "close_opportunity", isAlarm: true, reasons: choices("opportunities.closing", CLOSINGS), run: close, undo: it.status === "open" ? reopen : undefined },
    { rule: "discard_opportunity", isAlarm: true, run: () => discard(it), undo: () => writeAgain(it) },
  ];
}

/** What the region's team decides about what waits for it; `reread` gets what was changed after they read it. */
export function reviewDeeds(it: OpportunityDetail, show: (now: OpportunityDetail) => void, reread = show): Deed[] {
  const again = async () => reread(await getOpportunity(it.id));
  return [
    { rule: "approve_opportunity", isMain: true, run: async () => show(await deciding(approveOpportunity(it), again)) },
    { rule: "return_opportunity", reasons: choices("opportunities.return", RETURNS), hint: t("opportunities.return-hint"), note: t("opportunities.staff-note"), run: async (reason, note) => show(await deciding(returnOpportunity(it, reason as ReturnReason, note), again)) },
    { rule: "refuse_opportunity", isAlarm: true, reasons: choices("opportunities.refusal", REFUSALS), hint: t("opportunities.return-hint"), note: t("opportunities.staff-note-why"), run: async (reason, note) => show(await deciding(refuseOpportunity(it, reason as RefusalReason, note), again)) },
  ];
}

async function discard(it: OpportunityDetail): Promise<void> {
  await discardOpportunity(it.id);
  await go("/organisation");
}

async function writeAgain(it: OpportunityDetail): Promise<void> {
  const again = await addOpportunity(draftOf(formOf(it))!);
  await go(`/opportunities/${again.id}`);
}
