/** What is being typed survives a closed tab: kept in this browser until the server has it. */

const FORGOTTEN = "viveiro.forgotten-at";
/** Since when somebody sits here; what was begun before everything was forgotten is not kept again. */
let since = Date.now();

const keyOf = (name: string) => `viveiro.draft.${name}`;

/** Somebody has come in: what they type is theirs. */
export function beginDrafts(): void {
  since = Date.now();
}

export function keepDraft(name: string, value: unknown): void {
  try {
    if (Number(localStorage.getItem(FORGOTTEN) ?? 0) >= since) return;
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

/** Whoever is gone leaves nothing in this browser either, nor does what is still open in another window of it. */
export function forgetDrafts(): void {
  try {
    localStorage.setItem(FORGOTTEN, String(Date.now()));
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
