/** What is being typed survives a closed tab: kept in this browser until the server has it. */

const keyOf = (name: string) => `viveiro.draft.${name}`;

export function keepDraft(name: string, value: unknown): void {
  try {
    localStorage.setItem(keyOf(name), JSON.stringify(value));
  } catch {
    // storage is full or blocked: the page itself still holds what was typed
  }
}

export function readDraft<T>(name: string): T | undefined {
  try {
    const kept = localStorage.getItem(keyOf(name));
    return kept === null ? undefined : (JSON.parse(kept) as T);
  } catch {
    return undefined;
  }
}

/** Whoever is gone leaves nothing in this browser either. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(keyOf("")))) localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}

export function forgetDraft(name: string): void {
  try {
    localStorage.removeItem(keyOf(name));
  } catch {
    // nothing was kept
  }
}
