/** What the editors of programmes and calls hold, and what the server wants of it. */
import { cents, euros } from "../core/cents";
import { instantOf, wallOf } from "../core/zones";
import type { CallDetail, CallDraft, ProgrammeDetail, ProgrammeDraft } from "./calls";
import { PER_CENT } from "./telling";

/** Amounts in euros, equity in per cent, as people type them. */
export type ProgrammeForm = Omit<Required<ProgrammeDraft>, "municipality_id" | "equity_min" | "equity_max" | "grant_amount" | "fee_amount"> & {
  municipality_id: string | null;
  equity_from: number | null;
  equity_to: number | null;
  grant: number | null;
  fee: number | null;
};

export const blankProgramme = (organisation_id: string, municipality_id: string | null, lang: ProgrammeForm["lang"]): ProgrammeForm => ({
  organisation_id,
  title: "",
  summary: "",
  description: "",
  lang,
  url: null,
  municipality_id,
  remote_share: 0,
  weekly_hours: null,
  stage: "any",
  offers: [],
  equity_from: 0,
  equity_to: 0,
  grant: null,
  fee: 0,
  currency: "EUR",
  sector_ids: [],
  teaches: [],
});

export const programmeFormOf = (it: ProgrammeDetail): ProgrammeForm => ({
  organisation_id: it.organisation.id,
  title: it.title,
  summary: it.summary,
  description: it.description,
  lang: it.lang as ProgrammeForm["lang"],
  url: it.url,
  municipality_id: it.municipality.id,
  remote_share: it.remote_share,
  weekly_hours: it.weekly_hours,
  stage: it.stage,
  offers: it.offers,
  equity_from: it.equity_min / PER_CENT,
  equity_to: it.equity_max / PER_CENT,
  grant: euros(it.grant_amount),
  fee: euros(it.fee_amount),
  currency: it.currency,
  sector_ids: it.sector_ids,
  teaches: it.teaches,
});

export const programmeDraftOf = ({ equity_from, equity_to, grant, fee, ...form }: ProgrammeForm): ProgrammeDraft => ({
  ...form,
  municipality_id: form.municipality_id!,
  url: form.url || null,
  remote_share: form.remote_share ?? 0,
  equity_min: Math.round((equity_from ?? 0) * PER_CENT),
  equity_max: Math.round((equity_to ?? equity_from ?? 0) * PER_CENT),
  grant_amount: cents(grant),
  fee_amount: cents(fee) ?? 0,
});

/** Moments on the organiser's clock. */
export type CallForm = Omit<Required<CallDraft>, "opens_at" | "deadline_at"> & { opens: string; deadline: string };

export const blankCall = (): CallForm => ({ title: "", description: "", places: 10, opens: "", deadline: "", zone: "Europe/Lisbon", starts_on: null, ends_on: null, rules: [] });

export const callFormOf = (it: CallDetail): CallForm => ({
  title: it.title,
  description: it.description,
  places: it.places,
  opens: it.opens_at ? wallOf(it.opens_at, it.zone) : "",
  deadline: it.deadline_at ? wallOf(it.deadline_at, it.zone) : "",
  zone: it.zone,
  starts_on: it.starts_on,
  ends_on: it.ends_on,
  rules: it.rules,
});

export const callDraftOf = ({ opens, deadline, ...form }: CallForm): CallDraft => ({
  ...form,
  opens_at: opens ? instantOf(opens, form.zone) : null,
  deadline_at: deadline ? instantOf(deadline, form.zone) : null,
  starts_on: form.starts_on || null,
  ends_on: form.ends_on || null,
});
