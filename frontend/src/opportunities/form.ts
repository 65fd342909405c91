/** What an editor holds while an opportunity is written, and what the server wants of it. */
import { gapsIn } from "../core/gaps";
import { instantOf, wallOf } from "../core/zones";
import type { OpportunityDetail, OpportunityDraft } from "./calls";

export type Requirement = Required<NonNullable<OpportunityDraft["requirements"]>[number]>;
export type LanguageLine = Required<NonNullable<OpportunityDraft["languages"]>[number]>;

/** Amounts in euros and the deadline on the organiser's clock, as people type them. */
export type Form = Omit<Required<OpportunityDraft>, "pay_min" | "pay_max" | "deadline_at" | "municipality_id" | "requirements" | "languages"> & {
  pay_low: number | null;
  pay_high: number | null;
  deadline: string;
  municipality_id: string | null;
  requirements: Requirement[];
  languages: LanguageLine[];
};

export const blank = (organisation_id: string, lang: Form["lang"]): Form => ({
  organisation_id,
  kind: "job",
  title: "",
  summary: "",
  description: "",
  benefits: "",
  lang,
  occupation_id: null,
  municipality_id: null,
  remote_share: 0,
  hours_min: null,
  hours_max: null,
  starts_on: null,
  ends_on: null,
  capacity: 1,
  pay_basis: "range",
  pay_low: null,
  pay_high: null,
  pay_currency: "EUR",
  pay_period: "month",
  pay_is_gross: true,
  pay_reference: null,
  education_level: null,
  deadline: "",
  zone: "Europe/Lisbon",
  reply_by_days: 14,
  questions: [],
  apply_url: null,
  apply_email: null,
  requirements: [],
  languages: [],
});

const euros = (cents: number | null) => (cents === null ? null : cents / 100);
const cents = (amount: number | null) => (amount === null ? null : Math.round(amount * 100));

export function formOf(it: OpportunityDetail): Form {
  const empty = blank(it.organisation.id, it.lang as Form["lang"]);
  const same = Object.fromEntries(Object.keys(empty).flatMap((name) => (name in it ? [[name, it[name as keyof OpportunityDetail]]] : [])));
  return {
    ...empty,
    ...same,
    municipality_id: it.municipality.id,
    pay_low: euros(it.pay_min),
    pay_high: euros(it.pay_max),
    deadline: it.deadline_at ? wallOf(it.deadline_at, it.zone) : "",
  };
}

/** As much of it as decides whom it reaches. */
export const reachOf = (form: Form) => ({
  organisation_id: form.organisation_id,
  occupation_id: form.occupation_id,
  municipality_id: form.municipality_id,
  remote_share: form.remote_share ?? 0,
  hours_min: form.hours_min,
  hours_max: form.hours_max,
  starts_on: form.starts_on || null,
  ends_on: form.ends_on || null,
  education_level: form.education_level,
  requirements: form.requirements,
  languages: form.languages,
});

/** What even a draft needs. */
export const WANTED = { title: 3, summary: 10, municipality_id: true } as const;

/** Ready to be sent; undefined while what even a draft needs is missing. */
export function draftOf({ pay_low, pay_high, deadline, municipality_id, ...form }: Form): OpportunityDraft | undefined {
  if (!municipality_id || gapsIn({ ...form, municipality_id }, WANTED).length) return undefined;
  const isRange = form.pay_basis === "range";
  return {
    ...form,
    municipality_id,
    pay_min: isRange ? cents(pay_low) : null,
    pay_max: isRange ? cents(pay_high) : null,
    pay_period: isRange ? form.pay_period : null,
    pay_reference: isRange ? null : form.pay_reference || null,
    questions: form.questions.map((line) => line.trim()).filter(Boolean),
    apply_url: form.apply_url || null,
    apply_email: form.apply_email || null,
    starts_on: form.starts_on || null,
    ends_on: form.ends_on || null,
    deadline_at: deadline ? instantOf(deadline, form.zone) : null,
  };
}
