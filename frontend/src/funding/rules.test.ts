import { expect, test } from "vitest";
import type { Rule } from "./calls";
import { TOPICS, blankRule, isSaying, tellRule } from "./rules";

const bounded = (topic: "company_months" | "headcount" | "education", at_least: number | null, at_most: number | null): Rule => ({ topic, at_least, at_most, is_bonus: false, note: "" });

test("every topic can be begun, and only what needs no answer says something at once", () => {
  const saying = TOPICS.filter((topic) => isSaying(blankRule(topic)));
  expect(saying).toEqual(["low_density", "co_financing"]);
});

test("rules read as sentences", () => {
  expect(tellRule(bounded("company_months", null, 60))).toBe("at most 5 years");
  expect(tellRule(bounded("company_months", 6, 18))).toBe("from 6 months to 18 months");
  expect(tellRule(bounded("headcount", 1, 49))).toBe("from 1 person to 49 people");
  expect(tellRule({ topic: "organisation_kind", one_of: ["startup", "media"], is_bonus: false, note: "" })).toBe("Startup and Media");
});
