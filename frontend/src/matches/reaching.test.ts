import { expect, test } from "vitest";
import { reaching } from "./reaching";

test("only what brings more people is told as such", () => {
  const [more, same, fewer] = [{ reach_from: 33, reach_to: 40 }, { reach_from: 33, reach_to: 33 }, { reach_from: 33, reach_to: 31 }];
  expect(reaching([same, more, fewer])).toEqual([more]);
  expect(reaching([same, fewer])).toEqual([]);
});
