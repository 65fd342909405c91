import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Refused } from "./api";
import { readDraft } from "./drafts";
import { editing, type Writing } from "./editing.svelte";
import { startRouter } from "./router.svelte";

type Form = { title: string };
type Thing = { id: string; updated_at: string };

const THING: Thing = { id: "t1", updated_at: "2" };
let stop: () => void = () => undefined;

function begin(given: Partial<Writing<Form, Thing>> = {}) {
  const save = vi.fn<Writing<Form, Thing>["save"]>(async () => THING);
  const publish = vi.fn(async (thing: Thing) => thing);
  let it!: ReturnType<typeof editing<Form, Thing>>;
  stop = $effect.root(() => {
    it = editing<Form, Thing>({ name: "thing", start: { title: "" }, save, publish, isDraft: () => true, page: (thing) => `/things/${thing.id}`, ...given });
  });
  flushSync();
  return { it, save, publish };
}

beforeEach(async () => {
  localStorage.clear();
  await startRouter([], { path: "", load: () => import("./ui/Skeleton.svelte") });
});
afterEach(() => stop());

test("what is typed survives a closed tab, and is forgotten once the server has it", async () => {
  const { it } = begin();
  it.form.title = "Attic";
  flushSync();
  stop();
  const again = begin();
  expect(again.it.form.title).toBe("Attic");
  expect(again.it.isRestored).toBe(true);
  await again.it.save();
  expect(readDraft("thing")).toBeUndefined();
});

test("when publishing is refused, trying again changes what was created instead of creating it twice", async () => {
  const publish = vi.fn<(thing: Thing) => Promise<Thing>>().mockRejectedValueOnce(new Refused({ code: "spaces.not-ready", title: "", status: 422 })).mockResolvedValue(THING);
  const { it, save } = begin({ publish });
  await it.publish();
  expect(it.problem?.code).toBe("spaces.not-ready");
  expect(location.pathname).toBe("/things/t1/edit");
  await it.publish();
  expect(save.mock.calls.map(([, thing]) => thing?.id)).toEqual([undefined, "t1"]);
});

test("a kept draft goes back with the version it was begun from, so that nobody is overwritten unseen", async () => {
  const { it } = begin({ thing: { id: "t1", updated_at: "1" } });
  it.form.title = "Attic";
  flushSync();
  stop();
  const later = begin({ thing: { id: "t1", updated_at: "9" } });
  await later.it.save();
  expect(later.save.mock.calls[0]![2]).toBe("1");
});

test("with a gap nothing is sent: pressing names it, and mending it is enough", async () => {
  const { it, save } = begin({ wanted: { title: 3 } });
  expect([it.hasGaps, it.problem]).toEqual([true, undefined]);
  await it.save();
  expect(it.problem?.errors).toEqual([{ pointer: "/title", code: "missing" }]);
  it.form.title = "At";
  expect(it.problem?.errors?.[0]).toMatchObject({ code: "string_too_short", params: { min_length: 3 } });
  expect(save).not.toHaveBeenCalled();
  it.form.title = "Attic";
  expect([it.hasGaps, it.problem]).toEqual([false, undefined]);
  await it.save();
  expect(save).toHaveBeenCalledOnce();
});
