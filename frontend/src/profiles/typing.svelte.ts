/** What is typed into a profile: saved when the writing pauses, kept in this browser until the server has it, sent again when it can be. */
import { Refused } from "../core/api";
import { forgetDraft, keepDraft, readDraft } from "../core/drafts";
import type { MyProfile } from "./calls";
import { meet, same, type TypedField, type Values } from "./unsaved";

const PAUSE = 800;
const AGAIN = 15_000;
/** Nobody's fault and nobody's to mend: it is tried again. */
const AWAY = new Set(["offline", "slow", "unavailable", "broken"]);

type Draft = { values: Values; before: Values };
type Desk = {
  profile: () => MyProfile | undefined;
  /** Save, and answer which fields another hand has changed meanwhile; those are left alone. */
  store: (values: Values, before: Values, isLeaving: boolean) => Promise<string[]>;
  /** Run after everything before it; what is refused is told. */
  next: (deed: () => Promise<boolean>) => Promise<boolean>;
};

export function typing({ profile, store, next }: Desk) {
  let shown = $state<Values>({});
  let before: Values = {};
  let unsent = $state.raw<readonly TypedField[]>([]);
  let clashes = $state.raw<readonly TypedField[]>([]);
  let isAway = $state(false);
  let isSending = $state(false);
  let timer: ReturnType<typeof setTimeout>;
  /** What is typed here; a draft of the other fields is another window's. */
  const owned = new Set<TypedField>();

  const fieldsOf = (values: Values) => Object.keys(values) as TypedField[];
  const pick = (values: Values, fields: readonly TypedField[]): Values => Object.fromEntries(fields.filter((field) => field in values).map((field) => [field, values[field]]));
  const name = () => `profile.${profile()?.id}`;

  function keep(): void {
    const kept = readDraft<Draft>(name());
    const others = kept ? fieldsOf(kept.values).filter((field) => !owned.has(field)) : [];
    const values = { ...(kept && pick(kept.values, others)), ...pick($state.snapshot(shown) as Values, unsent) };
    if (fieldsOf(values).length) keepDraft(name(), { values, before: { ...(kept && pick(kept.before, others)), ...pick(before, unsent) } } satisfies Draft);
    else forgetDraft(name());
  }

  function soon(pause: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), pause);
  }

  function write(values: Values): void {
    const there = profile();
    for (const field of fieldsOf(values)) if (!(field in before)) before = { ...before, ...(there && pick(there, [field])) };
    Object.assign(shown, values);
    for (const field of fieldsOf(values)) owned.add(field);
    unsent = [...new Set([...unsent, ...fieldsOf(values)])];
    keep();
    soon(PAUSE);
  }

  /** What arrived is no longer unsent, unless it was typed on meanwhile. */
  function settle(sent: Values, left: readonly string[]): void {
    clashes = fieldsOf(sent).filter((field) => left.includes(field));
    const arrived = fieldsOf(sent).filter((field) => !left.includes(field));
    const there = profile()!;
    before = { ...before, ...pick(there, arrived) };
    unsent = unsent.filter((field) => !arrived.includes(field) || !same(shown[field], sent[field]));
    for (const field of arrived) if (!unsent.includes(field) && same(shown[field], there[field])) drop(field);
    keep();
  }

  function drop(field: TypedField): void {
    delete shown[field];
    const { [field]: _, ...rest } = before;
    before = rest;
  }

  async function send(isLeaving: boolean): Promise<boolean> {
    const values = pick($state.snapshot(shown) as Values, unsent.filter((field) => !clashes.includes(field)));
    if (!fieldsOf(values).length) return false;
    try {
      await deliver(values, isLeaving);
      return true;
    } catch (error) {
      const { problem } = Refused.from(error);
      isAway = AWAY.has(problem.code);
      if (!isAway) {
        await deliverOthers(values, problem.errors?.map(({ pointer }) => pointer.split("/")[1] ?? "") ?? [], isLeaving);
        throw error;
      }
      soon(AGAIN);
      return false;
    }
  }

  async function deliver(values: Values, isLeaving: boolean): Promise<void> {
    const left = await store(values, before, isLeaving);
    isAway = false;
    settle(values, left);
  }

  /** One field that is refused holds up no other; the refusal is what is told, whatever becomes of these. */
  async function deliverOthers(values: Values, refused: readonly string[], isLeaving: boolean): Promise<void> {
    const others = fieldsOf(values).filter((field) => !refused.includes(field));
    if (!others.length || others.length === fieldsOf(values).length) return;
    await deliver(pick(values, others), isLeaving).catch(() => undefined);
  }

  /** Send now what is not there yet. What is typed while it travels follows. */
  async function flush(isLeaving = false): Promise<void> {
    clearTimeout(timer);
    if (isSending || unsent.every((field) => clashes.includes(field))) return;
    isSending = true;
    const told = pick($state.snapshot(shown) as Values, unsent);
    await next(() => send(isLeaving));
    isSending = false;
    if (unsent.some((field) => !clashes.includes(field) && !same(shown[field], told[field]))) soon(PAUSE);
  }

  /** What an earlier visit could not send is here again. */
  function restore(): void {
    const draft = readDraft<Draft>(name());
    if (!draft || unsent.length) return;
    const met = meet(draft.values, draft.before, profile()!);
    unsent = [...fieldsOf(met.send), ...met.clashes];
    for (const field of fieldsOf(draft.values)) owned.add(field);
    [before, clashes] = [pick(draft.before, unsent), met.clashes];
    Object.assign(shown, pick(draft.values, unsent));
    keep();
    void flush();
  }

  function decide(isMine: boolean): void {
    const there = profile()!;
    if (isMine) before = { ...before, ...pick(there, clashes) };
    else {
      for (const field of clashes) drop(field);
      unsent = unsent.filter((field) => !clashes.includes(field));
    }
    clashes = [];
    keep();
    void flush();
  }

  /** A field that was left shows what the server made of it. */
  function leave(): void {
    void flush();
    for (const field of fieldsOf(shown)) if (!unsent.includes(field)) drop(field);
  }

  function attend(): () => void {
    /** Whoever comes back has perhaps signed in again beside it. */
    const look = () => void flush(document.visibilityState === "hidden");
    const goAway = () => void flush(true);
    const back = () => void flush();
    addEventListener("online", back);
    addEventListener("pagehide", goAway);
    document.addEventListener("visibilitychange", look);
    return () => {
      void flush();
      clearTimeout(timer);
      removeEventListener("online", back);
      removeEventListener("pagehide", goAway);
      document.removeEventListener("visibilitychange", look);
    };
  }

  return {
    /** What a field shows: what is being typed, else what is saved. */
    text: <Field extends TypedField>(field: Field): MyProfile[Field] => (field in shown ? shown[field] : profile()![field]) as MyProfile[Field],
    write,
    restore,
    leave,
    decide,
    /** Listen for the connection and for the end of the visit; returns how to stop. */
    attend,
    get clashes() {
      return clashes;
    },
    get state(): "saving" | "away" | "unsaved" | "still" {
      if (isSending) return "saving";
      return !unsent.length ? "still" : isAway ? "away" : "unsaved";
    },
  };
}
