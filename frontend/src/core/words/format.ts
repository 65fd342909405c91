/** Numbers, money, distances and moments, the reader's way. All of it is Intl. */
import { maybe, speech, t, type Key } from "./words.svelte";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formatters = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

/** Making a formatter costs a millisecond; a list of a hundred cards needs six of them, not six hundred. */
function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${speech.locale}${JSON.stringify(options)}`;
  if (!formatters.has(key)) formatters.set(key, new Intl.NumberFormat(speech.locale, options));
  return formatters.get(key) as Intl.NumberFormat;
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${speech.locale}${JSON.stringify(options)}`;
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(speech.locale, options));
  return formatters.get(key) as Intl.DateTimeFormat;
}

export const number = (value: number, digits = 0) =>
  numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** Points with their sign: "+14.0", "−6.0". */
export const points = (value: number, digits = 1) =>
  numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "exceptZero" })
    .format(value)
    .replace("-", "−");

export const percent = (share: number, digits = 0) => numbers({ style: "percent", maximumFractionDigits: digits }).format(share);

export const kilometres = (km: number) =>
  numbers({ style: "unit", unit: "kilometer", maximumFractionDigits: km < 10 ? 1 : 0 }).format(km);

/** As a line begins; a name that plays with its capitals ("iOS") keeps them. */
export const capital = (text: string) => (/^\p{Ll}(?!\p{Lu})/u.test(text) ? text.charAt(0).toLocaleUpperCase(speech.locale) + text.slice(1) : text);

export const squareMetres = (m2: number) => `${number(m2)} m²`;

/** Whole euros unless cents matter. */
export function money(cents: number, currency = "EUR"): string {
  return numbers({ style: "currency", currency, maximumFractionDigits: cents % 100 ? 2 : 0, minimumFractionDigits: cents % 100 ? 2 : 0 }).format(cents / 100);
}

export type Period = "hour" | "day" | "month" | "year" | "total";

/** "€1,180–1,320 a month, gross": either end may be open. */
export function pay(min: number | null | undefined, max: number | null | undefined, currency = "EUR", period: Period = "month"): string {
  const told = amount(min, max, currency);
  return told && t(`pay.${period}` as Key, { amount: told });
}

/** "€1,180–1,320", "up to €500". */
export function amount(min: number | null | undefined, max: number | null | undefined, currency = "EUR"): string {
  if (min == null && max == null) return "";
  if (min == null) return t("pay.up-to", { amount: money(max!, currency) });
  if (max == null) return t("pay.from", { amount: money(min, currency) });
  if (min === max) return money(min, currency);
  const whole = min % 100 === 0 && max % 100 === 0;
  const format = numbers({ style: "currency", currency, minimumFractionDigits: whole ? 0 : 2, maximumFractionDigits: whole ? 0 : 2 });
  return collapse(format, min / 100, max / 100);
}

/** The currency once: "€1,180–1,320", "1180–1320 €". `formatRange` writes it twice in some browsers. */
function collapse(format: Intl.NumberFormat, low: number, high: number): string {
  const bare = (value: number, keep: "first" | "last") => {
    const parts = format.formatToParts(value);
    const symbolFirst = parts[0]?.type === "currency";
    const shown = symbolFirst === (keep === "first");
    return parts
      .filter((part) => shown || (part.type !== "currency" && part.type !== "literal"))
      .map((part) => part.value)
      .join("")
      .trim();
  };
  return `${bare(low, "first")}–${bare(high, "last")}`;
}

const asDate = (moment: string | Date) => (typeof moment === "string" ? new Date(moment) : moment);

/** A day without a time of day ("2026-12-12") must not slip to the day before, west of Greenwich. */
const asDay = (day: string) => new Date(`${day.slice(0, 10)}T12:00:00Z`);

/** "Fri 12 Dec", with the year when it is not this one. */
export function day(date: string | Date, zone?: string, now = new Date()): string {
  const isBare = typeof date === "string" && date.length === 10;
  const moment = isBare ? asDay(date) : asDate(date);
  const where = isBare ? "UTC" : zone;
  const part = (options: Intl.DateTimeFormatOptions) => dates({ ...options, timeZone: where }).format(moment);
  const year = part({ year: "numeric" });
  const isThisYear = year === dates({ year: "numeric" }).format(now);
  const params = {
    weekday: part({ weekday: "short" }).replace(".", ""),
    day: part({ day: "numeric" }),
    month: part({ month: "short" }).replace(".", ""),
    year,
  };
  return t(isThisYear ? "date.day" : "date.day-year", params);
}

export const time = (moment: string | Date, zone?: string) =>
  dates({ hour: "2-digit", minute: "2-digit", timeZone: zone }).format(asDate(moment));

/** Which day it is on the calendar of a zone, counted from the epoch. */
function dayNumber(date: Date, zone?: string | null): number {
  const parts = dates({ year: "numeric", month: "numeric", day: "numeric", timeZone: zone ?? undefined }).formatToParts(date);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)!.value);
  return Date.UTC(of("year"), of("month") - 1, of("day")) / DAY;
}

/** Days on the calendar until a moment, where it counts: every count of days comes from here. Negative when it has passed. */
export const daysUntil = (iso: string | Date, zone?: string | null, now = new Date()) => dayNumber(asDate(iso), zone) - dayNumber(now, zone);

/** "in 3 weeks", "yesterday", "2 hours ago", "now". */
export function fromNow(moment: string | Date, now = new Date(), zone?: string | null): string {
  const [value, unit] = roundedSpan(asDate(moment).getTime() - now.getTime(), daysUntil(moment, zone, now));
  return new Intl.RelativeTimeFormat(speech.locale, { numeric: "auto" }).format(value, unit);
}

function roundedSpan(ms: number, days: number): [number, Intl.RelativeTimeFormatUnit] {
  const size = Math.abs(ms);
  if (size < MINUTE / 2) return [0, "second"];
  if (size < HOUR) return [Math.round(ms / MINUTE), "minute"];
  if (size < DAY) return [Math.round(ms / HOUR), "hour"];
  if (Math.abs(days) < 14) return [days, "day"];
  if (size < 70 * DAY) return [Math.round(ms / (7 * DAY)), "week"];
  if (size < 700 * DAY) return [Math.round(ms / (30.44 * DAY)), "month"];
  return [Math.round(ms / (365.25 * DAY)), "year"];
}

/** "Fri 12 Dec, 18:00 (in 3 weeks)". */
export function moment(iso: string | Date, zone?: string, now = new Date()): string {
  return t("date.moment", { day: day(iso, zone, now), time: time(iso, zone), away: fromNow(iso, now, zone) });
}

/** "Lisbon", "Lisboa": the city whose clocks a zone keeps. */
const cityOf = (zone: string) => maybe(`date.city.${zone}`) ?? zone.split("/").at(-1)!.replaceAll("_", " ");

/** "Lisbon time": by which clocks a form means what is typed. */
export const clockOf = (zone: string) => t("date.clock", { city: cityOf(zone) });

/** A deadline in the reader's zone, and in the organiser's where that differs; its days are the organiser's, as on its card. */
export function deadline(iso: string, zone?: string | null, now = new Date()): string {
  const own = t("date.moment", { day: day(iso, undefined, now), time: time(iso), away: fromNow(iso, now, zone) });
  if (!zone) return own;
  const [here, there] = [`${day(iso, undefined, now)} ${time(iso)}`, `${day(iso, zone, now)} ${time(iso, zone)}`];
  return here === there ? own : t("date.two-zones", { moment: own, there, zone: cityOf(zone) });
}

/** "Fri 12 Dec, 18:00–18:45" on the reader's clock, and what the host's shows where that differs: its day too, if need be. */
export function span(from: string, to: string, zone: string, now = new Date()): string {
  const hours = (clock?: string) => t("date.hours", { from: time(from, clock), to: time(to, clock) });
  const on = (clock?: string) => t("date.span", { day: day(from, clock, now), hours: hours(clock) });
  const [here, there] = [on(), on(zone)];
  if (here === there) return here;
  const isSameDay = day(from, undefined, now) === day(from, zone, now);
  return t("date.two-clocks", { here, there: isSameDay ? hours(zone) : there, city: cityOf(zone) });
}

const SOON = 7;

/** "closes in 5 days", and whether that is soon: the same on a row, a card and a page. */
export function closing(iso: string, zone?: string | null, now = new Date()): { text: string; isSoon: boolean; isOver: boolean } {
  if (asDate(iso) <= now) return { text: t("opportunities.card.closed-on", { day: day(iso, zone ?? undefined, now) }), isSoon: false, isOver: true };
  const days = daysUntil(iso, zone, now);
  return { text: days > 0 ? t("opportunities.card.closes", { n: days }) : t("opportunities.card.closes-today"), isSoon: days <= SOON, isOver: false };
}

/** "Sep 2021", for lives: a day of the month would be noise. */
export function month(date: string): string {
  const at = asDay(date.length === 7 ? `${date}-15` : date);
  return t("date.month", { month: dates({ month: "short", timeZone: "UTC" }).format(at).replace(".", ""), year: String(at.getUTCFullYear()) });
}

/** "Portuguese, English and Spanish". */
export const list = (items: string[]) => new Intl.ListFormat(speech.locale, { type: "conjunction" }).format(items);
