/** What a person does with a thing on a page of matches is told to the server, with the receipt of that page. */
import type { Schema } from "../core/api";
import { noteReaction, type Deed, type Market } from "./calls";

/** The page on which each thing was seen last, until this window is closed. */
const seen = new Map<string, string>();
const nameOf = (market: Market, id: string) => `${market}/${id}`;

/** A page that is on its way to somebody's eyes. */
export async function remembering(asked: Promise<Schema["MatchPage"]>): Promise<Schema["MatchPage"]> {
  const page = await asked;
  for (const card of page.items) seen.set(nameOf(card.market, card.thing_id), page.receipt_id);
  return page;
}

/** Nobody waits for it, and nobody is told when it fails. Of what was come upon elsewhere nothing is said. */
export function react(market: Market, id: string, deed: Deed): void {
  const receipt_id = seen.get(nameOf(market, id));
  if (receipt_id) noteReaction({ receipt_id, market, thing_id: id, deed }).catch(() => undefined);
}

/** For the element around a card: a link in it that leads to the thing itself opens it. */
export const opens = (market: Market, id: string) => (card: HTMLElement) => {
  const note = (event: Event) => {
    if ((event.target as Element).closest("a[href]")?.getAttribute("href")?.endsWith(`/${id}`)) react(market, id, "opened");
  };
  const ways = ["click", "auxclick"] as const;
  for (const way of ways) card.addEventListener(way, note);
  return () => ways.forEach((way) => card.removeEventListener(way, note));
};
