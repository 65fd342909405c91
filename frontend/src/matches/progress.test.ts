import { expect, test } from "vitest";
import type { MyProfile } from "../profiles/calls";
import { STEPS, stepsLeft } from "./progress";

const EMPTY = { headline: "", municipality: null, skills: [], languages: [], experience: [], education: [], occupations: [], sectors: [], goals: [], status: "private" } as unknown as MyProfile;

test("an empty profile has every step before it", () => expect(stepsLeft(EMPTY)).toEqual([...STEPS]));

test("a skill that is only said is not evidence", () => {
  const said = { ...EMPTY, skills: Array.from({ length: 5 }, () => ({ evidence_kind: "self" })) } as unknown as MyProfile;
  expect(stepsLeft(said)).not.toContain("skills");
  expect(stepsLeft(said)).toContain("evidence");
});

test("studies count as a beginning where there is no work yet", () => {
  expect(stepsLeft({ ...EMPTY, education: [{}] } as unknown as MyProfile)).not.toContain("experience");
});
