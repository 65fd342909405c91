import { expect, test } from "vitest";
import { tellLimit, tellReason } from "./telling";

const goals = (facts: Record<string, unknown>) => tellReason({ code: "goals.answered", facts });

test("wishes are told as far as they are answered", () => {
  expect(goals({ kind: 1, occupation: 1, subject: 1 })).toBe("It answers what you are looking for.");
  expect(goals({ kind: 1, occupation: 0, subject: 1 })).toBe("As you look for: the kind and the subject; not the occupation.");
  expect(goals({ kind: null, occupation: 0, subject: null })).toBe("Different from what you look for: the occupation.");
});

test("a range of pay names its unit once, and no cents of a converted wage", () => {
  expect(tellReason({ code: "pay.stated", facts: { low: 325000, high: 433333, unit: "EUR/month" } })).toBe("Pays €3,250 to €4,333 a month.");
});

test("a code newer than this page still reads", () => expect(tellReason({ code: "place.teleported", facts: {} })).toBe("Place"));

test("limits are told as people set them", () => {
  expect(tellLimit("travel", 35)).toBe("35 km");
  expect(tellLimit("hours", [20, 50])).toBe("20–50");
  expect(tellLimit("dates", ["2026-12-01", null])).toContain("1 Dec");
});
