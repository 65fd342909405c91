import { afterEach, beforeEach, expect, test, vi } from "vitest";

const start = new Date("2026-11-28T10:00:00Z");
/** Another window of the same browser: its own code, one storage. */
const open = async () => (vi.resetModules(), import("./drafts"));
const later = () => vi.setSystemTime(Date.now() + 1_000);

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

test("after everything was forgotten, a window that was open before keeps nothing again", async () => {
  const [here, there] = [await open(), await open()];
  there.keepDraft("mentor", "before");
  expect(here.readDraft("mentor")).toBe("before");
  later();
  here.forgetDrafts();
  later();
  for (const one of [here, there]) one.keepDraft("mentor", "again");
  expect(here.readDraft("mentor")).toBeUndefined();
});

test("who comes in afterwards has drafts of their own", async () => {
  const here = await open();
  here.forgetDrafts();
  later();
  here.beginDrafts();
  here.keepDraft("mentor", "new");
  expect((await open()).readDraft("mentor")).toBe("new");
});
