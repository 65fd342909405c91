/** From what the server says about a match to what a card shows. Words and rounding only; no sums are made here. */
import { capital, closing, kilometres, maybe, named, number, pay, percent, points as signed, t, type Period } from "../core/words";
import type { Line } from "../core/ui/ArithmeticTable.svelte";
import type { Told } from "../core/ui/Dots.svelte";
import type { Candidate, Card, FieldTarget, Lever, Market, Sums, Thing } from "./calls";
import type { Arithmetic, LeverView, MatchView } from "./MatchCard.svelte";
import { labels } from "../taxonomy/labels.svelte";
import { factorName, tell, tellReason, type Perspective } from "./telling";

/** Where the page of a thing is. */
const PAGES: Record<Market, string> = { opportunities: "/opportunities", mentors: "/mentors", places: "/calls", funding: "/funding-calls", spaces: "/spaces" };
export const pageOf = (market: Market, id: string) => `${PAGES[market]}/${id}`;

const MOST_REASONS = 3;

function amounts(range: Thing["pay"]): string {
  if (!range) return "";
  if (range.low === 0 && !range.high) return t("matches.free");
  const amount = pay(range.low, range.high, range.currency, range.period as Period);
  if (range.is_gross === null || range.is_gross === undefined) return amount;
  return t(range.is_gross ? "opportunities.card.gross" : "opportunities.card.net", { amount });
}

/** "answers 90 %, within 3 days"; where nobody was answered there are no days. */
function recordOf({ share_answered, median_days }: NonNullable<Thing["reply_record"]>): string {
  const share = percent(share_answered ?? 0);
  return median_days === null ? t("matches.reply-share", { share }) : t("matches.reply-record", { share, days: number(median_days) });
}

/** The few facts that decide: money, deadline, how they answer. */
export function factsOf(thing: Thing): MatchView["facts"] {
  const end = thing.deadline_at ? closing(thing.deadline_at, thing.zone) : undefined;
  const money = amounts(thing.pay) || amounts(thing.price) || amounts(thing.grant) || (thing.pay_basis ? (maybe(`matches.pay-${thing.pay_basis}`) ?? "") : "");
  const record = thing.reply_record;
  return [
    { text: money },
    { text: end?.isOver ? t("matches.closed") : (end?.text ?? ""), isSoon: end?.isSoon },
    { text: record ? recordOf(record) : thing.reply_by_days ? t("matches.reply-by", { n: thing.reply_by_days }) : "" },
  ].filter((fact) => fact.text);
}

/** What there are several kinds of. */
const KINDS: Partial<Record<Market, string>> = { opportunities: "matches.kind.opportunities", spaces: "spaces.kind" };

const townOf = (town: { name: string } | null | undefined, km?: number | null) => town && (km == null || km < 1 ? town.name : `${town.name}, ${kilometres(km)}`);

export function subtitleOf(thing: Thing, km?: number | null): Told[] {
  const kind = thing.kind && KINDS[thing.market] && named(KINDS[thing.market]!, thing.kind);
  return [thing.by, thing.organisation?.name, townOf(thing.municipality, km), kind];
}

/** One deed in a sentence, with the pages that help: mentors, programmes, or a field of one's own profile. */
export function leverOf(lever: Lever): LeverView {
  return {
    text: tell("lever", lever),
    points: lever.points,
    from: lever.rank_from,
    to: lever.rank_to,
    isUpTo: lever.code.startsWith("answer."),
    links: lever.targets.map((target) =>
      target.kind === "thing" ? { href: pageOf(target.market, target.thing_id), text: t("matches.learn-with", { name: target.title }) } : { href: placeOf(target), text: t(isOfVenture(target) ? "matches.add-venture" : "matches.say-so") },
    ),
  };
}

const SECTIONS: Record<string, string> = { skills: "skills", languages: "languages", experience: "experience", education: "education", education_level: "basics", municipality_id: "basics", headline: "basics", status: "visibility", audience: "visibility" };
/** What is asked about a venture is said on its own page. */
const OF_A_VENTURE = new Set(["kind", "legal_form", "founded_year", "headcount", "sector_ids"]);

const isOfVenture = ({ field, organisation_id }: FieldTarget) => !organisation_id && OF_A_VENTURE.has(field);

/** The page on which a field is filled in. */
export function placeOf({ field, organisation_id }: FieldTarget): string {
  if (organisation_id) return `/organisations/${organisation_id}/edit`;
  return isOfVenture({ field, organisation_id, kind: "field" }) ? "/organisations/new" : `/profile#${SECTIONS[field] ?? "wishes"}`;
}

/** The points of a list end without a full stop, sentences and fragments alike. */
const pointOf = (sentence: string) => sentence.replace(/\.$/, "");

type Scored = Pick<Card, "score" | "base" | "forward" | "backward" | "segments" | "why" | "lacks">;

function scored(card: Scored, to: Perspective = "person"): Pick<MatchView, "score" | "base" | "forward" | "backward" | "segments" | "why" | "missing"> {
  return {
    score: card.score,
    base: card.base,
    forward: card.forward,
    backward: card.backward,
    segments: card.segments.map(({ factor, points, of }) => ({ code: factor, label: factorName(factor, to), points, detail: of ? t("matches.segment", { points: number(points, 1), of: number(of, 1) }) : t("matches.segment-taken") })),
    why: card.why.slice(0, MOST_REASONS).map((reason) => pointOf(tellReason(reason, to))),
    missing: card.lacks ? pointOf(tellReason(card.lacks, to)) : undefined,
  };
}

/** A guest has no profile to open and no page of the arithmetic yet: the card leads to the thing itself. */
export function guestViewOf(card: Card): MatchView {
  const view = viewOf(card);
  const links = view.lever?.links.filter((link) => !link.href.startsWith("/profile")) ?? [];
  return { ...view, href: pageOf(card.market, card.thing_id), lever: view.lever && { ...view.lever, links } };
}

/** "Many people are being shown this (−6.2)." */
const competitionOf = (told: NonNullable<Card["competition"]>) => `${pointOf(tellReason(told))} (${signed(told.points)}).`;

export const viewOf = (card: Card): MatchView => ({
  id: card.thing_id,
  tileId: card.organisation?.id ?? card.thing_id,
  href: `/matches/${card.market}/${card.thing_id}`,
  title: card.title,
  lang: card.lang,
  subtitle: subtitleOf(card, card.distance_km),
  rank: card.rank,
  ...scored(card),
  lever: card.lever ? leverOf(card.lever) : undefined,
  moves: [...(card.competition ? [competitionOf(card.competition)] : []), ...card.moves.map((move) => tellReason(move))],
  facts: factsOf(card),
});

export const viewOfCandidate = (card: Candidate, opportunityId: string): MatchView => ({
  id: card.profile_id,
  tileId: card.profile_id,
  href: `/opportunities/${opportunityId}/candidates/${card.profile_id}`,
  title: card.display_name,
  subtitle: [card.headline, townOf(card.municipality, card.distance_km)],
  rank: card.rank,
  ...scored(card, "employer"),
  questions: card.unknown.map((told) => tell("rule", told)),
  facts: [],
});

/** How many others on the page say about the same. */
export const tiedWith = (ties: string[][], id: string): number => (ties.find((group) => group.includes(id))?.length ?? 1) - 1;

/** Both sides and the mutual score as tables; a factor with lines inside shows them one by one. */
export function tablesOf(sums: Sums, to: Perspective = "person"): Arithmetic[] {
  const told = (factor: Sums["factors"][number]) => factor.reasons.map((reason) => tellReason(reason, to)).join(" ");
  const mutual: Line[] = sums.factors.flatMap((factor) => {
    const key = `${factor.side}.${factor.factor}`;
    const side = t(to === "person" ? `matches.side-${factor.side}` : `matches.side-employer-${factor.side}`);
    if (!factor.lines.length) return [{ code: key, label: capital(`${factorName(factor.factor, to)} (${side})`), points: factor.points, detail: told(factor) + (factor.is_known ? "" : ` ${t("matches.not-known")}`) }];
    return factor.lines.map((line, i) => ({ code: `${key}.${i}`, label: tellReason(line, to), points: line.points, detail: capital(`${factorName(factor.factor, to)} (${side})`) }));
  });
  if (sums.competition) mutual.push({ code: "competition", label: capital(factorName("competition", to)), points: sums.competition.points, detail: tellReason(sums.competition, to) });
  const oneSide = (side: "forward" | "backward"): Arithmetic => ({
    caption: t(to === "person" ? `matches.table-${side}` : `matches.table-employer-${side}`),
    base: sums[side].base,
    total: sums[side].score,
    lines: sums.factors.filter((factor) => factor.side === side).map((factor) => ({ code: `${side}.${factor.factor}`, label: capital(factorName(factor.factor, to)), points: factor.side_points, detail: told(factor) })),
  });
  return [{ caption: t("matches.table-both"), base: sums.base, total: sums.score, lines: mutual }, oneSide("forward"), oneSide("backward")];
}

export type Proof = { concept: string; lines: { text: string; kind: string; url?: string }[] };

/** What the person's own profile shows for each skill that counted: quoted, once a skill. */
export function proofsOf(sums: Sums): Proof[] {
  const found = new Map<string, Proof>();
  for (const { facts } of sums.factors.flatMap((factor) => factor.lines)) {
    const via = typeof facts.via === "string" ? facts.via : facts.concept;
    const shown = (Array.isArray(facts.evidence) ? facts.evidence : []) as { kind: string; text: string; url: string | null }[];
    const lines = shown.flatMap(({ kind, text, url }) => (text ? [{ text, kind: maybe(`evidence.${kind}`, { n: 1 }) ?? named("evidence", kind), url: url ?? undefined }] : []));
    if (typeof via === "string" && lines.length && !found.has(via)) found.set(via, { concept: labels.of(via) ?? "…", lines });
  }
  return [...found.values()];
}
