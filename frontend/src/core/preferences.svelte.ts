/** What a reader has chosen for this browser. Kept in localStorage, so there is nothing to consent to. */

function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`viveiro.${name}`);
  } catch {
    return null; // storage is blocked: the choice lasts for this page
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`viveiro.${name}`, value);
  } catch {
    // storage is blocked: the choice lasts for this page
  }
}

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const isTheme = (value: string | null): value is Theme => THEMES.includes(value as Theme);

const kept = remembered("theme");
let theme = $state<Theme>(isTheme(kept) ? kept : "auto");
let hasShortcuts = $state(remembered("shortcuts") !== "off");

export const preferences = {
  get theme() {
    return theme;
  },
  set theme(value: Theme) {
    theme = value;
    remember("theme", value);
    document.documentElement.dataset.theme = value;
  },
  /** Single-key shortcuts can be switched off (WCAG 2.1.4). */
  get hasShortcuts() {
    return hasShortcuts;
  },
  set hasShortcuts(value: boolean) {
    hasShortcuts = value;
    remember("shortcuts", value ? "on" : "off");
  },
};

export { remembered };
