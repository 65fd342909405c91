/** Words: the server sends codes and facts, people read sentences. Only the catalogue in use is loaded. */
import { remember, remembered } from "../preferences.svelte";
import type catalogue from "./en.json";

export type Key = keyof typeof catalogue;
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
type Catalogue = Record<string, string | Forms>;
export type Params = Record<string, string | number | undefined>;

export const LANGS = { en: "English", pt: "Português" } as const;
export type Lang = keyof typeof LANGS;

/** How numbers and dates are written: European ways. */
const LOCALES: Record<Lang, string> = { en: "en-GB", pt: "pt-PT" };

type Part = () => Promise<{ default: Catalogue }>;

/** What the first page says comes first; the rest follows while it is being read (see words-parts.ts). */
const CATALOGUES: Record<Lang, { first: Part; rest: Part }> = {
  en: { first: () => import("./en.json?part=first.js"), rest: () => import("./en.json?part=rest.js") },
  pt: { first: () => import("./pt.json?part=first.js"), rest: () => import("./pt.json?part=rest.js") },
};

let lang = $state<Lang>("en");
const SILENCE: Catalogue = {};
let words = $state.raw<Catalogue>(SILENCE);
let plurals = new Intl.PluralRules("en-GB");

const isLang = (value: string | null | undefined): value is Lang => value != null && value in LANGS;

/** The address decides, then an earlier choice, then the server's page, then the browser. */
export function preferredLang(): Lang {
  const wished = [
    new URLSearchParams(location.search).get("lang"),
    remembered("lang"),
    ...navigator.languages.map((tag) => tag.slice(0, 2)),
  ];
  return wished.find(isLang) ?? "en";
}

export async function speak(chosen: Lang): Promise<void> {
  const { first, rest } = CATALOGUES[chosen];
  const isFirst = words === SILENCE;
  const parts = await Promise.all(isFirst ? [first()] : [first(), rest()]);
  plurals = new Intl.PluralRules(LOCALES[chosen]);
  lang = chosen;
  words = Object.assign({}, ...parts.map((part) => part.default)) as Catalogue;
  document.documentElement.lang = chosen;
}

/** Every word of the language; pages beyond the first one wait for it. */
export async function allWords(): Promise<void> {
  const spoken = lang;
  const rest = (await CATALOGUES[spoken].rest()).default;
  if (spoken === lang && !isComplete(rest)) words = { ...words, ...rest };
}

const isComplete = (rest: Catalogue) => Object.keys(rest).every((key) => key in words);

/** A choice, kept for the next visit. */
export async function chooseLang(chosen: Lang): Promise<void> {
  await speak(chosen);
  remember("lang", chosen);
}

export const speech = {
  get lang() {
    return lang;
  },
  get locale() {
    return LOCALES[lang];
  },
};

function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = params[name];
    if (value === undefined) return gap;
    return typeof value === "number" ? value.toLocaleString(LOCALES[lang]) : value;
  });
}

function find(key: string, params: Params): string | undefined {
  const entry = words[key];
  if (entry === undefined || typeof entry === "string") return entry;
  const form = plurals.select(Number(params.n ?? 0));
  return entry[form] ?? entry.other;
}

/** A sentence. `{n}` chooses the plural form; numbers are written the reader's way. */
export function t(key: Key, params: Params = {}): string {
  return fill(find(key, params) ?? key, params);
}

/** A sentence whose key comes from the server: `undefined` when the catalogue lacks it. */
export function maybe(key: string, params: Params = {}): string | undefined {
  const found = find(key, params);
  return found === undefined ? undefined : fill(found, params);
}

/** The name of a code such as `kind.job`, or the code made readable when it is newer than this page. */
export function named(group: string, code: string | null | undefined): string {
  if (!code) return "";
  return maybe(`${group}.${code}`) ?? code.replaceAll(/[-_]/g, " ");
}
