import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { myProfile } from "./mine.svelte";
import { meet } from "./unsaved";

type Row = Record<string, unknown> & { version: number };

const NAMELESS = { code: "invalid", title: "", errors: [{ pointer: "/display_name", code: "string_too_short" }] };

/** A server that keeps one profile, and refuses what was written over an older one, or has no name. */
function keeper(start: Record<string, unknown> = {}) {
  const row: Row = { version: 1, id: "p1", display_name: "Ana", headline: "", about: "", travel_km: null, ...start };
  const answer = () => ({ ...row, updated_at: `v${row.version}` });
  const kept = { row, isGone: false, isSignedOut: false, delay: undefined as Promise<void> | undefined, asked: [] as Request[], other: (changes: object) => Object.assign(row, changes, { version: row.version + 1 }) };
  vi.stubGlobal("fetch", async (request: Request) => {
    if (kept.isGone) throw new TypeError("no network");
    if (request.method !== "PATCH") return new Response(JSON.stringify(answer()), { headers: { "Content-Type": "application/json" } });
    if (kept.isSignedOut) return new Response(JSON.stringify({ code: "not-signed-in", title: "" }), { status: 401, headers: { "Content-Type": "application/json" } });
    kept.asked.push(request.clone());
    const { updated_at, ...changes } = (await request.json()) as { updated_at: string };
    await kept.delay;
    if ("display_name" in changes && !changes.display_name) return new Response(JSON.stringify(NAMELESS), { status: 422, headers: { "Content-Type": "application/json" } });
    const isStale = updated_at !== `v${row.version}`;
    if (!isStale) kept.other(changes);
    return new Response(JSON.stringify(isStale ? { code: "stale", title: "" } : answer()), { status: isStale ? 409 : 200, headers: { "Content-Type": "application/json" } });
  });
  return kept;
}

/** A visit: the profile as a page holds it, until it is closed. */
async function visit() {
  let mine!: ReturnType<typeof myProfile>;
  const close = $effect.root(() => {
    mine = myProfile();
  });
  const stop = mine.typed.attend();
  await Promise.all([mine.load(), vi.advanceTimersByTimeAsync(10)]);
  flushSync();
  return { mine, close: () => (stop(), close()) };
}

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("what is typed is saved when the writing pauses, without leaving the field", async () => {
  const server = keeper();
  const { mine, close } = await visit();
  for (const headline of ["E", "Ed", "Editor"]) {
    mine.typed.write({ headline });
    await vi.advanceTimersByTimeAsync(200);
  }
  expect(server.row.headline).toBe("");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.row.headline).toBe("Editor");
  expect(server.asked.length).toBe(1);
  expect([mine.typed.state, localStorage.length]).toEqual(["still", 0]);
  close();
});

test("a page that is closed at once sends what was typed with its last breath", async () => {
  const server = keeper();
  const { mine, close } = await visit();
  mine.typed.write({ headline: "Editor" });
  dispatchEvent(new Event("pagehide"));
  await vi.advanceTimersByTimeAsync(1);
  expect(server.row.headline).toBe("Editor");
  expect(server.asked[0]!.keepalive).toBe(true);
  close();
});

test("without a network it is kept, said quietly, and sent when the network is back", async () => {
  const server = keeper();
  const { mine, close } = await visit();
  server.isGone = true;
  mine.typed.write({ headline: "Editor" });
  await vi.advanceTimersByTimeAsync(3_000);
  expect([mine.typed.state, mine.problem]).toEqual(["away", undefined]);
  server.isGone = false;
  dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(10);
  expect([server.row.headline, mine.typed.state]).toEqual(["Editor", "still"]);
  close();
});

test("small choices wait for the network as words do, and the next visit has them", async () => {
  const server = keeper({ choices: [] });
  const first = await visit();
  const made = [{ first: { pay: 1 }, second: { place: 1 }, choice: "second" as const }];
  server.isGone = true;
  first.mine.typed.write({ choices: made });
  first.mine.typed.leave();
  await vi.advanceTimersByTimeAsync(3_000);
  expect([first.mine.typed.state, first.mine.problem]).toEqual(["away", undefined]);
  first.close();
  await vi.advanceTimersByTimeAsync(3_000);
  server.isGone = false;
  const { mine, close } = await visit();
  expect(mine.typed.text("choices")).toEqual(made);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.row.choices).toEqual(made);
  expect([mine.typed.state, localStorage.length]).toEqual(["still", 0]);
  close();
});

test("who was signed out meanwhile has it sent when they come back signed in", async () => {
  const server = keeper();
  const { mine, close } = await visit();
  server.isSignedOut = true;
  mine.typed.write({ headline: "Editor" });
  await vi.advanceTimersByTimeAsync(1_000);
  expect([mine.typed.state, mine.problem?.code]).toEqual(["unsaved", "not-signed-in"]);
  server.isSignedOut = false;
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(10);
  expect([server.row.headline, mine.typed.state, mine.problem]).toEqual(["Editor", "still", undefined]);
  close();
});

test("what one visit could not send, the next one has again and sends", async () => {
  const server = keeper();
  const first = await visit();
  server.isGone = true;
  first.mine.typed.write({ headline: "Editor", about: "By night" });
  await vi.advanceTimersByTimeAsync(3_000);
  first.close();
  await vi.advanceTimersByTimeAsync(3_000);
  server.isGone = false;
  const { mine, close } = await visit();
  expect([mine.typed.text("headline"), mine.typed.text("about")]).toEqual(["Editor", "By night"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.row).toMatchObject({ headline: "Editor", about: "By night" });
  close();
});

test("two windows that could not send keep what was typed in either", async () => {
  const server = keeper();
  const [first, second] = [await visit(), await visit()];
  server.isGone = true;
  first.mine.typed.write({ about: "By night" });
  second.mine.typed.write({ headline: "Editor" });
  await vi.advanceTimersByTimeAsync(3_000);
  first.close();
  second.close();
  await vi.advanceTimersByTimeAsync(3_000);
  server.isGone = false;
  const { close } = await visit();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(server.row).toMatchObject({ headline: "Editor", about: "By night" });
  expect(localStorage.length).toBe(0);
  close();
});

test("a field that is refused holds up no other, and is told", async () => {
  const server = keeper();
  const { mine, close } = await visit();
  mine.typed.write({ display_name: "", headline: "Editor" });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.row).toMatchObject({ display_name: "Ana", headline: "Editor" });
  expect([mine.typed.state, mine.problem?.code, mine.typed.text("display_name")]).toEqual(["unsaved", "invalid", ""]);
  close();
});

test("what is mended while the refusal travels is sent without another key", async () => {
  const server = keeper();
  const { mine, close } = await visit();
  server.delay = new Promise((resolve) => setTimeout(resolve, 2_500));
  mine.typed.write({ display_name: "" });
  await vi.advanceTimersByTimeAsync(1_000);
  mine.typed.write({ display_name: "Anita" });
  await vi.advanceTimersByTimeAsync(6_000);
  expect([server.row.display_name, mine.typed.state]).toEqual(["Anita", "still"]);
  close();
});

test("another window's change of another field is neither lost nor in the way", async () => {
  const server = keeper();
  const { mine, close } = await visit();
  server.other({ about: "By night" });
  mine.typed.write({ headline: "Editor" });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.row).toMatchObject({ headline: "Editor", about: "By night" });
  expect([mine.problem, mine.typed.clashes, mine.typed.text("about")]).toEqual([undefined, [], "By night"]);
  close();
});

test.each([
  [true, "Editor"],
  [false, "Typesetter"],
])("another window's change of the same field is shown, and the person decides (mine: %s)", async (isMine, left) => {
  const server = keeper();
  const { mine, close } = await visit();
  server.other({ headline: "Typesetter" });
  mine.typed.write({ headline: "Editor" });
  await vi.advanceTimersByTimeAsync(1_000);
  expect([server.row.headline, mine.typed.text("headline"), mine.typed.clashes]).toEqual(["Typesetter", "Editor", ["headline"]]);
  mine.typed.decide(isMine);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([server.row.headline, mine.typed.text("headline"), mine.typed.clashes]).toEqual([left, left, []]);
  close();
});

test("what is typed on while it travels is not overwritten by the answer", async () => {
  const server = keeper();
  const { mine, close } = await visit();
  mine.typed.write({ headline: "Edi" });
  mine.typed.leave();
  mine.typed.write({ headline: "Editor" });
  await vi.advanceTimersByTimeAsync(1);
  expect(mine.typed.text("headline")).toBe("Editor");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.row.headline).toBe("Editor");
  close();
});

test("changes meet what is there by now: the same, untouched, and touched by another hand", () => {
  expect(meet({ a: 1, b: 2, c: 3, d: 4 }, { a: 0, b: 0, c: 0 }, { a: 1, b: 0, c: 9 })).toEqual({ send: { b: 2, d: 4 }, clashes: ["c"] });
});
