/** Keyboard shortcuts: `/` searches, `g` and a letter goes, `?` explains. They can be switched off. */
import { preferences } from "./preferences.svelte";
import { go } from "./router.svelte";
import type { Key } from "./words";

export type Way = { key: string; href: string; label: Key };

const PATIENCE = 1_200;
const SEARCH = "main [data-search]";

let isHelpOpen = $state(false);
export const help = {
  get isOpen() {
    return isHelpOpen;
  },
  set isOpen(value: boolean) {
    isHelpOpen = value;
  },
};

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Search where the page has a search box, else go to the search page. */
function search(): void {
  const box = document.querySelector<HTMLInputElement>(SEARCH);
  if (!box) return void go("/search", { focus: SEARCH });
  box.focus();
  box.select();
}

/** Listen for shortcuts; returns how to stop. */
export function listen(ways: () => Way[]): () => void {
  let isGoing = false;
  let timer: ReturnType<typeof setTimeout>;

  function press(event: KeyboardEvent) {
    if (!preferences.hasShortcuts || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const way = isGoing && ways().find((one) => one.key === event.key);
    isGoing = event.key === "g";
    clearTimeout(timer);
    if (isGoing) timer = setTimeout(() => (isGoing = false), PATIENCE);
    const deed = way ? () => void go(way.href) : event.key === "/" ? search : event.key === "?" ? () => (isHelpOpen = true) : undefined;
    if (!deed) return;
    event.preventDefault();
    deed();
  }

  addEventListener("keydown", press);
  return () => removeEventListener("keydown", press);
}
