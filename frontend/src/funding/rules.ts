/** Who may apply, as sentences, and the empty rules that an editor begins with. Programme calls speak the same language. */
import { list, named, t } from "../core/words";
import { labels } from "../taxonomy/labels.svelte";
import { placeName } from "../territories/names.svelte";
import type { Rule } from "./calls";

export type Topic = Rule["topic"];

export const TOPICS = ["region", "low_density", "organisation_kind", "legal_form", "sector", "company_months", "headcount", "education", "co_financing"] as const satisfies readonly Topic[];

function bounds(low: number | null | undefined, high: number | null | undefined, say: (n: number) => string): string {
  if (low != null && high != null) return t("rules.between", { low: say(low), high: say(high) });
  return low != null ? t("rules.at-least", { low: say(low) }) : t("rules.at-most", { high: say(high ?? 0) });
}

/** Whole years are said as years: "at most 5 years", not "60 months". */
const age = (months: number) => (months > 0 && months % 12 === 0 ? t("span.years", { n: months / 12 }) : t("span.months", { n: months }));

export function tellRule(rule: Rule): string {
  switch (rule.topic) {
    case "region":
      return list(rule.one_of.map((one) => placeName(String(one))));
    case "organisation_kind":
      return list(rule.one_of.map((one) => named("organisations.kind", one)));
    case "legal_form":
      return list(rule.one_of.map((one) => named("legal-form", one)));
    case "sector":
      return list(rule.one_of.map((one) => labels.of(one) ?? "…"));
    case "company_months":
      return bounds(rule.at_least, rule.at_most, age);
    case "headcount":
      return bounds(rule.at_least, rule.at_most, (n) => t("rules.people", { n }));
    case "education":
      return bounds(rule.at_least, rule.at_most, (n) => named("eqf", String(n)));
    case "co_financing":
      return t("rules.own-share", { n: rule.at_least });
    case "low_density":
      return t("rules.low-density");
  }
}

const SHARED = { is_bonus: false, note: "" };

/** A rule as it is when it has just been added; an unfinished one is refused by the server, with the place of the gap. */
export function blankRule(topic: Topic): Rule {
  switch (topic) {
    case "region":
    case "organisation_kind":
    case "legal_form":
    case "sector":
      return { topic, one_of: [], ...SHARED };
    case "company_months":
    case "headcount":
    case "education":
      return { topic, at_least: null, at_most: null, ...SHARED };
    case "co_financing":
      return { topic, at_least: 15, ...SHARED };
    case "low_density":
      return { topic, ...SHARED };
  }
}

/** Whether a rule says something already. */
export const isSaying = (rule: Rule): boolean =>
  "one_of" in rule ? rule.one_of.length > 0 : rule.topic === "low_density" || rule.at_least != null || ("at_most" in rule && rule.at_most != null);
