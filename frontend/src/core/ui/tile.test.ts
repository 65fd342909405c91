import { expect, test } from "vitest";
import { tile } from "./tile";

test("the same id gives the same tile, another id another", () => {
  expect(tile("estudio-lince")).toEqual(tile("estudio-lince"));
  const all = new Set(Array.from({ length: 300 }, (_, i) => JSON.stringify(tile(`member-${i}`))));
  expect(all.size).toBeGreaterThan(295);
});

test("figure and ground are never of one glaze", () => {
  for (let i = 0; i < 300; i++) {
    const { ground, figure, accent } = tile(String(i));
    expect(figure).not.toBe(ground);
    expect(accent).not.toBe(ground);
  }
});
