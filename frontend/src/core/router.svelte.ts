/** The address bar as state: the path chooses a lazily loaded page, the query holds its filters. */
import type { Component } from "svelte";
import { tick } from "svelte";

export type PageModule = { default: Component<any> };
export type Route = {
  path: string;
  load: () => Promise<PageModule>;
  /** Whose room this is: guests are sent to sign in first. */
  needs?: "person";
};
type Params = Record<string, string>;
type Shown = { route: Route | undefined; params: Params; Page: Component<any> };

const NOTICEABLE = 150;
const PATIENCE = 10_000;
const HEADING = "main h1";

let table: Route[] = [];
let missing: Route;
let path = $state(location.pathname);
let query = $state.raw(new URLSearchParams(location.search));
let shown = $state.raw<Shown>();
let isLoading = $state(false);
let isBroken = $state(false);

export const route = {
  get path() {
    return path;
  },
  get query() {
    return query;
  },
  get shown() {
    return shown;
  },
  /** A page is being fetched for long enough that a person would wonder. */
  get isLoading() {
    return isLoading;
  },
  /** A page's code did not arrive. */
  get isBroken() {
    return isBroken;
  },
};

/** The route for a path and what its `:names` stand for. */
export function match(routes: Route[], pathname: string): { route: Route; params: Params } | undefined {
  const given = pathname.replace(/\/+$/, "").split("/");
  for (const candidate of routes) {
    const asked = candidate.path.replace(/\/+$/, "").split("/");
    if (asked.length !== given.length) continue;
    const params: Params = {};
    const fits = asked.every((part, i) => {
      if (!part.startsWith(":")) return part === given[i];
      const value = decoded(given[i]!);
      params[part.slice(1)] = value ?? "";
      return !!value;
    });
    if (fits) return { route: candidate, params };
  }
  return undefined;
}

/** An address that is no text names nothing here. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

type Place = { key: string; scroll: number };
const here = (): Place => (history.state as Place | null) ?? { key: "", scroll: 0 };

function noteScroll(): void {
  history.replaceState({ ...here(), scroll: scrollY } satisfies Place, "");
}

/** Go to an address of this site; the reader starts at its heading, or at what `focus` selects there. */
export async function go(href: string, { replace = false, focus = HEADING }: { replace?: boolean; focus?: string } = {}): Promise<void> {
  const url = new URL(href, location.href);
  const isSamePage = url.pathname === location.pathname;
  noteScroll();
  const place: Place = { key: Math.random().toString(36).slice(2), scroll: 0 };
  if (replace) history.replaceState(place, "", url);
  else history.pushState(place, "", url);
  await follow(url, isSamePage ? undefined : () => arrive(0, url.hash, focus));
}

/** Steps of one burst, such as the letters of a word, are one step back. */
const BURST = 2_000;
let burst = { name: "", key: "", until: 0 };

/** Change filters in the address, a step that can be taken back; empty values disappear, and the page number starts again unless it was given. */
export function setQuery(changes: Record<string, string | string[] | number | boolean | null | undefined>, { typing }: { typing?: string } = {}): Promise<void> {
  const next = new URLSearchParams(query);
  if (!("page" in changes)) next.delete("page");
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one != null && one !== "" && one !== false) next.append(name, String(one));
    }
  }
  const text = next.toString();
  const replace = typing !== undefined && burst.name === typing && burst.key === here().key && Date.now() < burst.until;
  const done = go(path + (text && `?${text}`), { replace });
  burst = { name: typing ?? "", key: here().key, until: Date.now() + BURST };
  return done;
}

/** The address with some filters changed, for links. */
export function withQuery(changes: Record<string, string | number | null>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") next.delete(name);
    else next.set(name, String(value));
  }
  const text = next.toString();
  return path + (text && `?${text}`);
}

let latest = 0;

async function follow(url: URL, then?: () => void): Promise<void> {
  const turn = ++latest;
  const timer = setTimeout(() => turn === latest && (isLoading = true), NOTICEABLE);
  const found = match(table, url.pathname);
  isBroken = false;
  try {
    const Page = (await (found?.route ?? missing).load()).default;
    if (turn !== latest) return;
    const change = () => {
      path = url.pathname;
      query = url.searchParams;
      if (!shown || shown.Page !== Page || !sameParams(shown.params, found?.params)) {
        shown = { route: found?.route, params: found?.params ?? {}, Page };
      }
    };
    await (then ? withTransition(change) : change());
    await tick();
    then?.();
  } catch (error) {
    console.error(error);
    if (turn === latest) isBroken = true;
  } finally {
    clearTimeout(timer);
    if (turn === latest) isLoading = false;
  }
}

const sameParams = (a: Params, b: Params = {}) => JSON.stringify(a) === JSON.stringify(b);

async function withTransition(change: () => void): Promise<void> {
  const isCalm = matchMedia?.("(prefers-reduced-motion: reduce)").matches;
  if (!document.startViewTransition || isCalm || document.visibilityState === "hidden") return change();
  const transition = document.startViewTransition(async () => {
    change();
    await tick();
  });
  transition.finished.catch(() => undefined); // a newer navigation skipped this one's animation
  await transition.updateCallbackDone;
}

/** The part of a page that an address points at. */
function targetOf(hash: string): HTMLElement | null {
  try {
    return hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  } catch {
    return null; // not every "%" in an address means something
  }
}

function start(at: HTMLElement): void {
  if (at.tabIndex < 0) at.tabIndex = -1;
  at.focus({ preventScroll: true });
}

/** Scroll and focus like a fresh page: the reader, and the screen reader, start at the heading, or at the part that was asked for. */
function arrive(scroll: number, hash = "", focus = HEADING): void {
  scrollTo(0, scroll);
  let started: HTMLElement | undefined;
  const settle = () => {
    const target = targetOf(hash);
    const first = document.querySelector<HTMLElement>(focus) ?? undefined;
    const wanted = target ? (target.querySelector<HTMLElement>("h1, h2, h3") ?? target) : first;
    if (target) target.scrollIntoView();
    else if (scroll) scrollTo(0, scroll);
    if (wanted && wanted !== started) start((started = wanted));
    // What is above a part may still grow, so a part is held in place until the reader takes over.
    return first !== undefined && (!scroll || Math.abs(scrollY - scroll) < 2) && !hash;
  };
  if (settle()) return;
  // The page is still asking the server: keep trying while it grows, until the reader takes over.
  const growth = new MutationObserver(() => settle() && stop());
  const stop = () => {
    growth.disconnect();
    for (const event of ["wheel", "touchstart", "keydown", "pointerdown"]) removeEventListener(event, stop);
  };
  growth.observe(document.querySelector("main") ?? document.body, { childList: true, subtree: true });
  for (const event of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(event, stop, { passive: true });
  setTimeout(stop, PATIENCE);
}

/** The link of this site that an event happened on, if it is ours to follow. */
function ownLink(event: Event): HTMLAnchorElement | undefined {
  const link = (event.target as Element | null)?.closest?.("a");
  if (!link || link.origin !== location.origin || link.target || link.hasAttribute("download")) return undefined;
  if (link.pathname.startsWith("/api/") || link.rel.includes("external")) return undefined;
  return link;
}

function click(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = ownLink(event);
  if (!link) return;
  const isJump = link.hash && link.pathname === location.pathname && link.search === location.search;
  if (isJump) return;
  event.preventDefault();
  void go(link.href);
}

/** A page's code is fetched when a link to it is pointed at, so that the click feels instant. */
function foresee(event: Event): void {
  const link = ownLink(event);
  if (link) match(table, link.pathname)?.route.load().catch(() => undefined);
}

function back(): void {
  const url = new URL(location.href);
  const isSamePage = url.pathname === path;
  const { scroll } = here();
  void follow(url, isSamePage && url.hash ? undefined : () => arrive(scroll, scroll ? "" : url.hash));
}

export const tryAgain = () => follow(new URL(location.href), () => arrive(0));

/** Begin to listen to the address bar. */
export function startRouter(routes: Route[], notFound: Route): Promise<void> {
  [table, missing] = [routes, notFound];
  history.scrollRestoration = "manual";
  addEventListener("popstate", back);
  addEventListener("pagehide", noteScroll);
  addEventListener("click", click);
  for (const event of ["pointerover", "focusin"]) addEventListener(event, foresee, { passive: true });
  const { scroll } = here();
  return follow(new URL(location.href)).then(() => {
    if (scroll || location.hash) arrive(scroll, scroll ? "" : location.hash);
  });
}
