/** What an editor holds while a funding call is written, and what the server wants of it. */
import { cents, euros } from "../core/cents";
import { instantOf, wallOf } from "../core/zones";
import type { FundingCallDetail, FundingCallDraft } from "./calls";

/** Amounts in euros, moments on the funder's clock, as people type them. */
export type Form = Omit<Required<FundingCallDraft>, "amount_min" | "amount_max" | "budget" | "opens_at" | "deadline_at"> & {
  low: number | null;
  high: number | null;
  whole: number | null;
  opens: string;
  deadline: string;
};

export const blank = (organisation_id: string | null, lang: Form["lang"]): Form => ({
  organisation_id,
  funder_name: null,
  title: "",
  summary: "",
  description: "",
  lang,
  programme: null,
  url: null,
  low: null,
  high: null,
  whole: null,
  currency: "EUR",
  co_financing_percent: null,
  opens: "",
  deadline: "",
  zone: "Europe/Lisbon",
  sector_ids: [],
  rules: [],
});

export const formOf = (it: FundingCallDetail): Form => ({
  organisation_id: it.organisation?.id ?? null,
  funder_name: it.funder_name,
  title: it.title,
  summary: it.summary,
  description: it.description,
  lang: it.lang as Form["lang"],
  programme: it.programme,
  url: it.url,
  low: euros(it.amount_min),
  high: euros(it.amount_max),
  whole: euros(it.budget),
  currency: it.currency,
  co_financing_percent: it.co_financing_percent,
  opens: it.opens_at ? wallOf(it.opens_at, it.zone) : "",
  deadline: it.deadline_at ? wallOf(it.deadline_at, it.zone) : "",
  zone: it.zone,
  sector_ids: it.sector_ids,
  rules: it.rules,
});

export function draftOf({ low, high, whole, opens, deadline, ...form }: Form): FundingCallDraft {
  return {
    ...form,
    funder_name: form.funder_name || null,
    programme: form.programme || null,
    url: form.url || null,
    amount_min: cents(low),
    amount_max: cents(high),
    budget: cents(whole),
    opens_at: opens ? instantOf(opens, form.zone) : null,
    deadline_at: deadline ? instantOf(deadline, form.zone) : null,
  };
}
