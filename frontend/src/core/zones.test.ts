import { expect, test } from "vitest";
import { instantOf, wallOf } from "./zones";

test("winter and summer in Lisbon, and far away", () => {
  expect(instantOf("2026-12-12T18:00", "Europe/Lisbon")).toBe("2026-12-12T18:00:00.000Z");
  expect(instantOf("2026-07-12T18:00", "Europe/Lisbon")).toBe("2026-07-12T17:00:00.000Z");
  expect(instantOf("2026-07-12T18:00", "Atlantic/Azores")).toBe("2026-07-12T18:00:00.000Z");
  expect(instantOf("2026-12-12T18:00", "Asia/Tokyo")).toBe("2026-12-12T09:00:00.000Z");
});

test("there and back is the same minute, around the change of clocks too", () => {
  for (const wall of ["2026-03-29T00:30", "2026-03-29T02:30", "2026-10-25T00:30", "2026-10-25T02:30", "2026-01-01T00:00"]) {
    expect(wallOf(instantOf(wall, "Europe/Lisbon"), "Europe/Lisbon")).toBe(wall);
  }
});
