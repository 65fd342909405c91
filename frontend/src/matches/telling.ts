/** Reasons, verdicts and levers of the matching library in words: codes and facts come in, sentences go out. */
import { capital, day, kilometres, list, maybe, money, named, number, percent, pay, t, type Params, type Period } from "../core/words";
import { labels } from "../taxonomy/labels.svelte";

export type Facts = Record<string, unknown>;
export type Told = { code: string; facts: Facts };

const isNumber = (value: unknown): value is number => typeof value === "number";
const isText = (value: unknown): value is string => typeof value === "string";

/** Facts that hold the id of a concept, or several. */
const CONCEPTS = new Set(["concept", "via", "wanted", "language", "spoken", "past", "served"]);
const SHARES = new Set(["share", "credit", "similarity"]);
const KILOMETRES = new Set(["km", "limit_km", "enough_km", "from_km", "to_km"]);
const CENTS = new Set(["low", "high", "floor", "ceiling", "need"]);

function conceptNames(value: unknown): string {
  const ids = Array.isArray(value) ? value.filter(isText) : isText(value) ? [value] : [];
  return list(ids.map((id) => labels.of(id) ?? "…"));
}

/** "EUR/month" and a number of cents. */
function amount(cents: number, unit: unknown): string {
  const [currency = "EUR", period = "total"] = isText(unit) ? unit.split("/") : [];
  return period === "total" ? money(cents, currency) : pay(cents, cents, currency, period as Period);
}

export function months(count: number): string {
  const years = Math.floor(count / 12);
  const rest = count % 12;
  const parts = [years && t("span.years", { n: years }), rest && t("span.months", { n: rest })].filter(isText);
  return list(parts.length ? parts : [t("span.months", { n: 0 })]);
}

/** How it is known: "two projects", "a course". */
function evidence(value: unknown): string {
  const kinds = (Array.isArray(value) ? value : []).map((one: Facts) => String(one.kind ?? "self"));
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return list([...counts].map(([kind, n]) => maybe(`evidence.${kind}`, { n }) ?? named("evidence", kind)));
}

function span(value: unknown): string {
  return Array.isArray(value) ? [...new Set(value.filter(isNumber))].map((one) => number(one)).join("–") : "";
}

/** Amounts of another unit were converted by the library: cents of a converted wage would be false precision. */
const WHOLE_FROM = 10_000;
const rounded = (cents: number) => (cents < WHOLE_FROM ? cents : Math.round(cents / 100) * 100);

/** Facts the way a sentence can take them. */
export function spoken(facts: Facts): Params {
  const params: Params = {};
  for (const [name, value] of Object.entries(facts)) {
    if (value === null || value === undefined) continue;
    if (CONCEPTS.has(name)) params[name] = conceptNames(value);
    else if (name === "evidence") params[name] = evidence(value);
    else if (KILOMETRES.has(name) && isNumber(value)) params[name] = kilometres(value);
    else if (SHARES.has(name) && isNumber(value)) params[name] = percent(value);
    else if (name === "low" && isNumber(value) && isNumber(facts.high)) params.low = amount(rounded(value), `${String(facts.unit).split("/")[0]}/total`); // "€980 to €1,200 a month": the unit once
    else if (CENTS.has(name) && isNumber(value)) params[name] = amount(rounded(value), facts.unit);
    else if (name === "months" && isNumber(value)) params[name] = months(value);
    else if (name === "importance" && isText(value)) params[name] = named("importance", value).toLowerCase();
    else if ((name === "asked_level" || name === "level") && isNumber(value)) params[name] = named("level", String(value));
    else if (name === "eqf" && isNumber(value)) params.eqf = named("eqf", String(value));
    else if (name === "days" && isNumber(value)) params.n = value;
    else if (name === "score" && isNumber(value)) params.score = number(value);
    else if ((name === "available_from" || name === "available_until") && isText(value)) params[name] = day(value);
    else if (Array.isArray(value)) params[name] = span(value);
    else if (isNumber(value) || isText(value)) params[name] = value;
  }
  return params;
}

/** To whom it is told: the person it is about, or the employer who looks at them. */
export type Perspective = "person" | "employer";

const GOALS = ["kind", "occupation", "subject"] as const;
const ANSWERED = 0.5;
const NEXT_DOOR = 1;

/** Which of the wishes a thing answers, and which it does not: a good part and a missing one share this code. */
function tellGoals(facts: Facts, to: Perspective): string | undefined {
  const known = GOALS.filter((goal) => isNumber(facts[goal]));
  const isYes = (goal: (typeof GOALS)[number]) => (facts[goal] as number) >= ANSWERED;
  const names = (some: readonly (typeof GOALS)[number][]) => list(some.map((goal) => t(`matches.goal-${goal}`)));
  const [yes, no] = [known.filter(isYes), known.filter((goal) => !isYes(goal))];
  if (to === "employer" || !no.length) return undefined;
  return yes.length ? t("matches.goals-some", { yes: names(yes), no: names(no) }) : t("matches.goals-none", { no: names(no) });
}

/** A reason as a sentence, which may begin with the name of a skill. */
export const tellReason = (told: Told, to: Perspective = "person"): string => capital(sentenceOf(told, to));

/** Where the facts tell more, the fuller sentence is used. */
function sentenceOf({ code, facts }: Told, to: Perspective): string {
  const params = spoken(facts);
  if (code === "goals.answered") {
    const told = tellGoals(facts, to);
    if (told) return told;
  }
  if (code === "place.distance" && isNumber(facts.km) && facts.km < NEXT_DOOR) return t(to === "person" ? "matches.same-town" : "matches.same-town-them");
  const hasEvidence = Array.isArray(facts.evidence) && facts.evidence.length > 0;
  const fuller = hasEvidence ? maybe(`reason.${code}.evidence`, params) : undefined;
  const theirs = to === "employer" ? maybe(`reason.them.${code}`, params) : undefined;
  return theirs ?? fuller ?? maybe(`reason.${code}`, params) ?? named("factor", code.split(".")[0]);
}

/** Codes of some groups carry the name of their group, others do not; the key always does. */
export const tell = (group: string, { code, facts }: Told, extra: Params = {}): string =>
  maybe(code.startsWith(`${group}.`) ? code : `${group}.${code}`, { ...spoken(facts), ...extra }) ?? named(group, code);

/** A limit as a person has set it: kilometres, hours or dates. */
export function tellLimit(rule: string, limit: unknown): string {
  if (rule === "travel" && isNumber(limit)) return kilometres(limit);
  if (rule === "remote") return maybe(`profiles.remote-${String(limit)}`)?.toLowerCase() ?? "";
  if (rule === "dates" && Array.isArray(limit)) return limit.filter(isText).map((date) => day(date)).join(" – ");
  if (Array.isArray(limit)) return span(limit);
  return isNumber(limit) || isText(limit) ? String(limit) : "";
}

/** What a rule would like to know, or why it hides a thing. */
export const tellRule = ({ code, facts }: Told): string => capital(maybe(`rule.${code}`, spoken(facts)) ?? tellReason({ code, facts }));

export const factorName = (factor: string, to: Perspective = "person") => (to === "employer" ? maybe(`factor.them.${factor}`) : undefined) ?? named("factor", factor);

