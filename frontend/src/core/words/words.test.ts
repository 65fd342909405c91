import { expect, test } from "vitest";
import en from "./en.json";
import pt from "./pt.json";
import { capital, clockOf, closing, day, daysUntil, deadline, fromNow, kilometres, maybe, moment, month, named, number, pay, points, span, speak, t } from ".";

const NOW = new Date("2026-11-21T10:00:00Z");
const gaps = (entry: unknown) => [...new Set(JSON.stringify(entry).match(/\{\w+\}/g) ?? [])].sort();

test("both catalogues say the same things, with the same gaps", () => {
  expect(Object.keys(pt)).toEqual(Object.keys(en));
  for (const key of Object.keys(en) as (keyof typeof en)[]) expect(gaps(pt[key]), key).toEqual(gaps(en[key]));
});

test("catalogues are sorted, so that two people can add to them", () => {
  expect(Object.keys(en)).toEqual([...Object.keys(en)].sort());
});

test("a number chooses its plural and is written the reader's way", async () => {
  expect(t("combobox.found", { n: 1 })).toBe("1 suggestion. Use the arrow keys.");
  expect(t("combobox.found", { n: 1200 })).toBe("1,200 suggestions. Use the arrow keys.");
  await speak("pt");
  expect(t("combobox.found", { n: 1 })).toBe("1 sugestão. Use as setas.");
});

test("a code that the catalogue lacks is still readable", () => {
  expect(maybe("no.such-key")).toBeUndefined();
  expect(named("theme", "dark")).toBe("Dark");
  expect(named("theme", "after-midnight")).toBe("after midnight");
});

test("a region takes its article into the sentence, where it has one", async () => {
  const lede = (article: "" | "o" | "a" | "os", region: string) => t("front.lede", { n: 86, of_region: t(`territories.of-${article || "none"}`, { region }) });
  expect(lede("o", "Norte")).toContain("86 municipalities of Norte,");
  await speak("pt");
  expect(lede("o", "Norte")).toContain("86 municípios do Norte,");
  expect(lede("a", "Madeira")).toContain("86 municípios da Madeira,");
  expect(lede("os", "Açores")).toContain("86 municípios dos Açores,");
  expect(lede("", "Trás-os-Montes")).toContain("86 municípios de Trás-os-Montes,");
});

test("a moment says day, time and how far away", async () => {
  expect(moment("2026-12-11T18:00:00Z", "UTC", NOW)).toBe("Fri 11 Dec, 18:00 (in 3 weeks)");
  expect(moment("2027-02-20T18:00:00Z", "UTC", NOW)).toBe("Sat 20 Feb 2027, 18:00 (in 3 months)");
  await speak("pt");
  expect(moment("2026-12-11T18:00:00Z", "UTC", NOW)).toBe("sexta, 11 dez, 18:00 (dentro de 3 semanas)");
});

test("two clocks are told where they differ, and two days only where those do", () => {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const told = (from: string, to: string, zone: string) => span(from, to, zone, NOW).replaceAll("\u2060", "");
  const noon = told("2026-12-11T12:00:00Z", "2026-12-11T12:45:00Z", here);
  expect(noon).toMatch(/^\w+ \d+ Dec, \d\d:\d\d–\d\d:\d\d$/);
  expect(told("2026-12-11T12:00:00Z", "2026-12-11T12:45:00Z", "Pacific/Kiritimati")).toBe(`${noon} · Kiritimati: Sat 12 Dec, 02:00–02:45`);
  expect(told("2026-12-11T12:00:00Z", "2026-12-11T12:45:00Z", "Pacific/Honolulu")).toBe(`${noon} · Honolulu: 02:00–02:45`);
});

test("a bare day stays the same day everywhere", () => expect(day("2026-12-11", undefined, NOW)).toBe("Fri 11 Dec"));

test("a deadline is told in both zones where they differ", () => {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(deadline("2026-12-11T18:00:00Z", here, NOW)).not.toContain(" in Tokyo");
  expect(deadline("2026-12-11T18:00:00Z", "Asia/Tokyo", NOW)).toContain("Sat 12 Dec 03:00 in Tokyo");
});

test("a city has its name in each language, where it has one", async () => {
  expect(clockOf("Europe/Lisbon")).toBe("Lisbon time");
  await speak("pt");
  expect(clockOf("Europe/Lisbon")).toBe("Hora de Lisboa");
  expect(clockOf("America/Sao_Paulo")).toBe("Hora de Sao Paulo");
});

test("times past and near are told in the unit one would use", () => {
  expect(fromNow("2026-11-21T10:40:00Z", NOW)).toBe("in 40 minutes");
  expect(fromNow("2026-11-20T10:00:00Z", NOW)).toBe("yesterday");
  expect(fromNow("2026-12-01T10:00:00Z", NOW)).toBe("in 10 days");
  expect(fromNow("2026-11-21T09:59:50Z", NOW)).toBe("now");
});

test("a deadline has one count of days, on its row and on its page", () => {
  const [end, zone] = ["2026-12-01T23:30:00Z", "Europe/Lisbon"];
  const now = new Date("2026-11-27T20:22:00Z");
  expect(closing(end, zone, now).text).toBe("closes in 4 days");
  expect(deadline(end, zone, now)).toContain("(in 4 days)");
});

test.each([
  ["a minute before midnight, for the first minute of the day", "2026-11-28T00:01:00Z", "2026-11-27T23:59:00Z", "Europe/Lisbon", 1],
  ["the same day, from its first minute to its last", "2026-11-27T23:59:00Z", "2026-11-27T00:00:00Z", "Europe/Lisbon", 0],
  ["midnight of summer in Lisbon is the day before in Greenwich", "2026-07-10T22:59:00Z", "2026-07-08T23:01:00Z", "Europe/Lisbon", 1],
  ["where it is still yesterday", "2026-11-29T00:30:00Z", "2026-11-28T00:30:00Z", "Atlantic/Azores", 1],
  ["the day of 23 hours", "2026-03-29T22:30:00Z", "2026-03-28T23:59:00Z", "Europe/Lisbon", 1],
  ["over the day of 23 hours", "2026-03-30T00:10:00+01:00", "2026-03-28T23:50:00Z", "Europe/Lisbon", 2],
  ["the day of 25 hours", "2026-10-25T23:50:00Z", "2026-10-24T23:10:00Z", "Europe/Lisbon", 0],
  ["over the day of 25 hours", "2026-10-26T00:10:00Z", "2026-10-24T22:50:00Z", "Europe/Lisbon", 2],
  ["passed", "2026-11-26T23:59:00Z", "2026-11-27T00:01:00Z", "Europe/Lisbon", -1],
])("days are counted on the calendar of the post: %s", (_, end, now, zone, days) => {
  expect(daysUntil(end, zone, new Date(now))).toBe(days);
});

test("what ends later today closes today, and what has ended has closed", () => {
  const now = new Date("2026-11-27T20:22:00Z");
  expect(closing("2026-11-27T23:30:00Z", "Europe/Lisbon", now)).toMatchObject({ text: "closes today", isSoon: true });
  expect(closing("2026-11-27T20:21:00Z", "Europe/Lisbon", now)).toMatchObject({ text: "closed on Fri 27 Nov", isOver: true });
});

test("pay is a range with one currency sign, and either end may be open", async () => {
  expect(pay(118000, 132000)).toBe("€1,180–1,320 a month");
  expect(pay(118000, 118000, "EUR", "year")).toBe("€1,180 a year");
  expect(pay(null, 132050)).toBe("up to €1,320.50 a month");
  expect(pay(null, null)).toBe("");
  await speak("pt");
  expect(pay(1180000, 1320000, "EUR", "year").replaceAll(/\s/g, " ")).toBe("11 800–13 200 € por ano");
});

test("a line begins with a capital, except where a name has its own", () => {
  expect(["edição de vídeo", "ícones", "DaVinci Resolve", "iOS", "3D scanning", ""].map(capital)).toEqual(["Edição de vídeo", "Ícones", "DaVinci Resolve", "iOS", "3D scanning", ""]);
});

test("points, distances and months", () => {
  expect(points(-6)).toBe("−6.0");
  expect(points(14.04)).toBe("+14.0");
  expect(kilometres(22.4)).toBe("22 km");
  expect(number(1204)).toBe("1,204");
  expect(month("2021-09")).toBe("Sept 2021");
});
