import { expect, test } from "vitest";
import { amongAll } from "./auditing";

test("a group of people is a part of everybody who was looked at, and alone it is compared with nobody", () => {
  const all = { count: 19, share: 1, exposure: 1, parity: 1 };
  expect(amongAll([["Ave", all]], 35)).toEqual([["Ave", { count: 19, share: 19 / 54, exposure: null, parity: null }]]);

  const [some, others] = [{ count: 20, share: 0.4, exposure: 0.5, parity: 1.25 }, { count: 30, share: 0.6, exposure: 0.5, parity: 0.83 }];
  expect(amongAll([["Ave", some], ["Cávado", others]], 50)).toEqual([["Ave", { ...some, share: 0.2 }], ["Cávado", { ...others, share: 0.3 }]]);
});
