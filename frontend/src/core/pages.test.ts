import { expect, test } from "vitest";
import { isPastTheEnd, lastPage, pageIn } from "./pages";

const asked = (query: string, farthest?: number) => pageIn(new URLSearchParams(query), farthest);

test("an address asks for a page, and what is no page number asks for the first", () => {
  expect(asked("page=3")).toBe(3);
  for (const odd of ["", "page=", "page=0", "page=-2", "page=1.5", "page=two"]) expect(asked(odd), odd).toBe(1);
});

test("nobody turns pages farther than there can be any", () => {
  expect(asked("page=999", 200)).toBe(200);
  expect(asked("page=1e9")).toBe(10_000);
});

test("an old link to a list that has become shorter is told from an empty list", () => {
  expect(lastPage({ size: 20, total: 41 })).toBe(3);
  expect(isPastTheEnd({ page: 3, size: 20, total: 41 })).toBe(false);
  expect(isPastTheEnd({ page: 4, size: 20, total: 41 })).toBe(true);
  expect(isPastTheEnd({ page: 4, size: 20, total: 0 })).toBe(false);
});
