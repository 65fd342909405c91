/** What one may do with an organisation, and the way back. */
import { deciding } from "../core/deciding";
import { daysUntil, named, t } from "../core/words";
import type { Deed } from "../core/ui/Deeds.svelte";
import { claimOrganisation, getOrganisation, restoreOrganisation, suspendOrganisation, verifyOrganisation, type OrganisationDetail, type SuspensionReason } from "./calls";

const SUSPENSIONS: SuspensionReason[] = ["impostor", "misleading", "unlawful", "ceased", "asked"];
const SOON = 60;

/** A verification is proved anew only when it is about to end. */
const needsProof = (it: OrganisationDetail) => !it.verified_until || daysUntil(it.verified_until) <= SOON;

/** `show` puts the changed organisation in place of the old one. */
export const deedsOf = (it: OrganisationDetail, show: (now: OrganisationDetail) => void): Deed[] => [
  { rule: "claim_organisation", isMain: true, run: async () => show(await claimOrganisation(it.id)) },
  ...(needsProof(it) ? [{ rule: "prove_organisation", isMain: true, href: `/organisations/${it.id}/proof` }] : []),
  ...deskDeeds(it, show),
  { rule: "edit_organisation", href: `/organisations/${it.id}/edit` },
  { rule: "list_members", href: `/organisations/${it.id}/members` },
];

/** What the region's team decides; `reread` gets what was changed after they looked. */
export function deskDeeds(it: OrganisationDetail, show: (now: OrganisationDetail) => void, reread = show): Deed[] {
  const again = async () => reread(await getOrganisation(it.id));
  const suspend = async (reason: string) => show(await suspendOrganisation(it.id, reason as SuspensionReason));
  const restore = async () => show(await restoreOrganisation(it.id));
  const { suspended_for } = it;
  return [
    ...(needsProof(it) ? [{ rule: "verify_organisation", isMain: true, run: async () => show(await deciding(verifyOrganisation(it), again)) }] : []),
    { rule: "suspend_organisation", isAlarm: true, reasons: SUSPENSIONS.map((value) => ({ value, label: named("organisations.suspension", value) })), hint: t("organisations.suspension-hint"), run: suspend, undo: restore },
    { rule: "restore_organisation", isMain: true, run: restore, undo: suspended_for ? () => suspend(suspended_for) : undefined },
  ];
}
