/** Something that is being written: kept in this browser at every change, saved once, published when it is ready. */
import type { Problem } from "./api";
import { act } from "./ask.svelte";
import { forgetDraft, keepDraft, readDraft } from "./drafts";
import { asProblem, gapsIn, type Wanted } from "./gaps";
import { go } from "./router.svelte";
import { tell } from "./ui/toasts.svelte";
import { t } from "./words";

export type Editable = { id: string; updated_at: string };
type Kept<Form> = { form: Form; since?: string };

export type Writing<Form, Thing> = {
  /** Where it is kept in this browser while it has no id; afterwards its id is the place. */
  name: string;
  start: Form;
  /** What even a draft needs. */
  wanted?: Wanted<Form>;
  thing?: Thing;
  /** Create it, or change it; `since` is the version that the form was filled from. */
  save: (form: Form, thing?: Thing, since?: string) => Promise<Thing>;
  /** Show it to others. Left out where saving is all there is. */
  publish?: (thing: Thing) => Promise<Thing>;
  isDraft?: (thing: Thing) => boolean;
  page: (thing: Thing) => string;
};

export type Editing<Form> = {
  form: Form;
  readonly isRestored: boolean;
  readonly isNew: boolean;
  readonly canPublish: boolean;
  /** Something is missing before it can be saved at all. */
  readonly hasGaps: boolean;
  readonly isSaving: boolean;
  readonly isPublishing: boolean;
  readonly problem: Problem | undefined;
  save: () => Promise<unknown>;
  publish: () => Promise<unknown>;
  startAgain: () => void;
};

export function editing<Form extends object, Thing extends Editable>(given: Writing<Form, Thing>): Editing<Form> {
  let thing = $state.raw(given.thing);
  let name = placeOf(given.name, given.thing);
  const kept = readDraft<Kept<Form>>(name);
  let form = $state<Form>({ ...given.start, ...kept?.form });
  let since = kept ? kept.since : given.thing?.updated_at;
  let isRestored = $state(kept !== undefined);
  let isTouched = false;
  let isPressed = $state(false);
  const gaps = $derived(gapsIn(form, given.wanted ?? {}));

  $effect(() => {
    const now = $state.snapshot(form) as Form;
    if (isTouched) keepDraft(name, { form: now, since } satisfies Kept<Form>);
    isTouched = true;
  });

  async function store(): Promise<Thing> {
    const saved = await given.save($state.snapshot(form) as Form, thing, since);
    forgetDraft(name);
    // From here on it exists: a second try, or a reload, changes it instead of creating it twice.
    if (!thing) history.replaceState(history.state, "", `${given.page(saved)}/edit`);
    [thing, since, name] = [saved, saved.updated_at, placeOf(given.name, saved)];
    return saved;
  }

  const saving = act(async () => {
    const saved = await store();
    tell(t("act.saved"));
    await go(given.page(saved));
  });
  const publishing = act(async () => {
    const saved = await store();
    const shown = await given.publish!(saved);
    tell(t("editor.published"));
    await go(given.page(shown));
  });

  /** With gaps nothing is sent: pressing says what is missing. */
  function press(deed: () => Promise<unknown>): Promise<unknown> {
    saving.forget();
    publishing.forget();
    isPressed = true;
    return gaps.length ? Promise.resolve() : deed();
  }

  return {
    get form() {
      return form;
    },
    set form(value) {
      form = value;
    },
    get isRestored() {
      return isRestored;
    },
    get isNew() {
      return thing === undefined;
    },
    get canPublish() {
      return given.publish !== undefined && (thing === undefined || (given.isDraft?.(thing) ?? false));
    },
    get hasGaps() {
      return gaps.length > 0;
    },
    get isSaving() {
      return saving.isBusy;
    },
    get isPublishing() {
      return publishing.isBusy;
    },
    get problem() {
      return (isPressed ? asProblem(gaps) : undefined) ?? publishing.problem ?? saving.problem;
    },
    save: () => press(saving.run),
    publish: () => press(publishing.run),
    startAgain() {
      forgetDraft(name);
      isTouched = isPressed = false;
      [form, since, isRestored] = [{ ...given.start }, thing?.updated_at, false];
    },
  };
}

const placeOf = (name: string, thing?: Editable) => (thing ? thing.id : name);
