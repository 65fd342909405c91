/** How far a profile has come: what matching can work with, step by step. Nobody is scored by it. */
import type { MyProfile } from "../profiles/calls";

export const STEPS = ["headline", "place", "skills", "evidence", "languages", "experience", "wishes", "goals", "visibility"] as const;
export type Step = (typeof STEPS)[number];

const FEW_SKILLS = 5;

const IS_DONE: Record<Step, (it: MyProfile) => boolean> = {
  headline: (it) => !!it.headline,
  place: (it) => it.municipality !== null,
  skills: (it) => it.skills.length >= FEW_SKILLS,
  evidence: (it) => it.skills.some((skill) => skill.evidence_kind !== "self"),
  languages: (it) => it.languages.length > 0,
  experience: (it) => it.experience.length + it.education.length > 0,
  wishes: (it) => it.occupations.length + it.sectors.length > 0,
  goals: (it) => it.goals.length > 0,
  visibility: (it) => it.status === "listed",
};

/** Where in the profile each step is taken. */
export const SECTION: Record<Step, string> = { headline: "basics", place: "basics", skills: "skills", evidence: "skills", languages: "languages", experience: "experience", wishes: "wishes", goals: "wishes", visibility: "visibility" };

export const stepsLeft = (it: MyProfile): Step[] => STEPS.filter((step) => !IS_DONE[step](it));
