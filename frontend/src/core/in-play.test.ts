import { expect, test } from "vitest";
import { inPlay } from "./in-play";

test("each value of the address is a chip that takes only itself away", () => {
  const query = new URLSearchParams("kind=job&kind=project&near=braga&km=25&page=2");
  expect(inPlay(query, { kind: (kind) => kind.toUpperCase(), pay: (pay) => pay })).toEqual([
    { label: "JOB", without: { kind: ["project"] } },
    { label: "PROJECT", without: { kind: ["job"] } },
    { label: "within 25 km", without: { near: null, km: null } },
  ]);
});
