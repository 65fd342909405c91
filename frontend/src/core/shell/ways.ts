/** The ways through the house, in one list: header, rail, phone bar, menu, footer and shortcuts all read it. */
import type { IconName } from "../ui/Icon.svelte";
import type { Key } from "../words";
import { session } from "../session.svelte";

export type Link = { href: string; label: Key; icon: IconName; key?: string; /** Where room is scarce. */ short?: Key };

export const PUBLIC: Link[] = [
  { href: "/opportunities", label: "nav.opportunities", icon: "work", key: "o", short: "nav.opportunities-short" },
  { href: "/mentors", label: "nav.mentors", icon: "mentor", key: "n" },
  { href: "/programmes", label: "nav.programmes", icon: "programme", key: "r" },
  { href: "/funding-calls", label: "nav.funding", icon: "funding", key: "f" },
  { href: "/spaces", label: "nav.spaces", icon: "space", key: "s" },
  { href: "/organisations", label: "nav.organisations", icon: "organisation", key: "a" },
];

export const PERSONAL: Link[] = [
  { href: "/today", label: "nav.today", icon: "today", key: "t" },
  { href: "/matches", label: "nav.matches", icon: "matches", key: "m" },
  { href: "/applications", label: "nav.applications", icon: "file", key: "c" },
  { href: "/messages", label: "nav.messages", icon: "message", key: "i" },
  { href: "/saved", label: "nav.saved", icon: "saved", key: "v" },
  { href: "/profile", label: "nav.profile", icon: "person", key: "p" },
];

export const WORK: Link = { href: "/organisation", label: "nav.organisation", icon: "organisation", key: "w" };
export const DESK: Link = { href: "/desk", label: "nav.desk", icon: "desk", key: "d" };
export const CALENDAR: Link = { href: "/calendar", label: "nav.calendar", icon: "calendar", key: "k" };
export const SETTINGS: Link = { href: "/settings", label: "nav.settings", icon: "settings", key: "e" };
export const HOME: Link = { href: "/", label: "nav.home", icon: "home", key: "h" };
export const SEARCH: Link = { href: "/search", label: "nav.search", icon: "search" };

/** The signed-in person's own ways, beyond the personal ones. */
export const workWays = (): Link[] => [...(session.organisationIds.length ? [WORK] : []), ...(session.person?.is_staff ? [DESK] : []), CALENDAR, SETTINGS];

export const FOOT: { href: string; label: Key }[] = [
  { href: "/about", label: "nav.about" },
  { href: "/privacy", label: "nav.privacy" },
  { href: "/accessibility", label: "nav.accessibility" },
];

/** Whether a link leads to the page we are on, or to the list it belongs to. */
export const isHere = (href: string, path: string) => path === href || (href !== "/" && path.startsWith(`${href}/`));
