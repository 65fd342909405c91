import { expect, test } from "vitest";
import { match, type Route } from "./router.svelte";

const page = async () => ({ default: {} as never });
const routes: Route[] = ["/", "/opportunities", "/opportunities/new", "/opportunities/:id", "/opportunities/:id/candidates"].map((path) => ({ path, load: page }));

test("a path finds its page and its names", () => {
  expect(match(routes, "/")?.route.path).toBe("/");
  expect(match(routes, "/opportunities/")?.route.path).toBe("/opportunities");
  expect(match(routes, "/opportunities/42")).toMatchObject({ route: { path: "/opportunities/:id" }, params: { id: "42" } });
  expect(match(routes, "/opportunities/42/candidates")?.params).toEqual({ id: "42" });
});

test("the first of two that fit wins, so fixed words stand before names", () => {
  expect(match(routes, "/opportunities/new")?.route.path).toBe("/opportunities/new");
});

test("an address that leads nowhere is nobody's", () => {
  expect(match(routes, "/opportunities/42/nowhere")).toBeUndefined();
  expect(match(routes, "/nowhere")).toBeUndefined();
});
