import { expect, test, vi } from "vitest";
import { match, route, setQuery, startRouter, type Route } from "./router.svelte";

const page = async () => ({ default: {} as never });
const routes: Route[] = ["/", "/opportunities", "/opportunities/new", "/opportunities/:id", "/opportunities/:id/candidates"].map((path) => ({ path, load: page }));

test("a path finds its page and its names", () => {
  expect(match(routes, "/")?.route.path).toBe("/");
  expect(match(routes, "/opportunities/")?.route.path).toBe("/opportunities");
  expect(match(routes, "/opportunities/42")).toMatchObject({ route: { path: "/opportunities/:id" }, params: { id: "42" } });
  expect(match(routes, "/opportunities/%")).toBeUndefined();
  expect(match(routes, "/opportunities/42/candidates")?.params).toEqual({ id: "42" });
});

test("the first of two that fit wins, so fixed words stand before names", () => {
  expect(match(routes, "/opportunities/new")?.route.path).toBe("/opportunities/new");
});

test("an address that leads nowhere is nobody's", () => {
  expect(match(routes, "/opportunities/42/nowhere")).toBeUndefined();
  expect(match(routes, "/nowhere")).toBeUndefined();
});

test("each filter is a step back, and the letters of one word are one", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const anywhere: Route = { path: "/", load: page };
  history.replaceState(null, "", "/");
  await startRouter([anywhere], anywhere);
  const steps = async (deed: () => Promise<void>) => {
    const before = history.length;
    await deed();
    return history.length - before;
  };
  expect(await steps(() => setQuery({ kind: "job" }))).toBe(1);
  expect(await steps(() => setQuery({ q: "d" }, { typing: "q" }))).toBe(1);
  expect(await steps(() => setQuery({ q: "de" }, { typing: "q" }))).toBe(0);
  expect(await steps(() => setQuery({ pay: 100 }, { typing: "pay" }))).toBe(1);
  expect(await steps(() => setQuery({ q: "des" }, { typing: "q" }))).toBe(1);
  vi.advanceTimersByTime(3_000);
  expect(await steps(() => setQuery({ q: "desi" }, { typing: "q" }))).toBe(1);
  expect(route.query.toString()).toBe("kind=job&pay=100&q=desi");
  vi.useRealTimers();
});
