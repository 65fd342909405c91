import { expect, test } from "vitest";
import { roundTogether } from "./sums";

const sum = (numbers: number[]) => Number(numbers.reduce((a, b) => a + b, 0).toFixed(6));

test("parts that are rounded still make the whole", () => {
  const parts = [49.24, 14.04, 9.46, 5.25, -6.04, 10.05];
  const whole = parts.reduce((a, b) => a + b, 0);
  expect(sum(roundTogether(parts, whole))).toBe(Number(whole.toFixed(1)));
});

test("no part moves by more than one unit, whatever the numbers", () => {
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let round = 0; round < 500; round++) {
    const parts = Array.from({ length: 1 + Math.floor(random() * 20) }, () => random() * 40 - 10);
    const whole = parts.reduce((a, b) => a + b, 0);
    const rounded = roundTogether(parts, whole);
    expect(sum(rounded)).toBeCloseTo(Math.round(whole * 10) / 10, 9);
    rounded.forEach((value, i) => expect(Math.abs(value - parts[i]!)).toBeLessThanOrEqual(0.1 + 1e-9));
  }
});

test("nothing to share out is nothing", () => expect(roundTogether([], 0)).toEqual([]));
