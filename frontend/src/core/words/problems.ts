/** Problems in words: what happened, what was kept, what to do. */
import type { FieldError, Problem } from "../api";
import { maybe, t, type Params } from "./words.svelte";

/** Only what can be put into a sentence. */
export function plain(params: Record<string, unknown> | undefined): Params {
  return Object.fromEntries(
    Object.entries(params ?? {}).filter(([, value]) => typeof value === "string" || typeof value === "number"),
  ) as Params;
}

/** The sentence for a code; a code newer than this page falls back to the server's own title. */
export function sentence(problem: Problem): string {
  return maybe(`problem.${problem.code}`, plain(problem.params)) ?? (problem.title || t("problem.bad-request"));
}

/** What one can do about it, where there is something to say. */
export const wayOut = (problem: Problem) => maybe(`way-out.${problem.code}`, plain(problem.params));

/** What is wrong with a field; what a lint refuses is said in the lint's own words. */
export const fieldSentence = (error: FieldError) =>
  maybe(`field.${error.code}`, plain(error.params)) ?? maybe(`lint.${error.code}`, plain(error.params)) ?? (error.detail || t("field.value_error"));

/** The sentence for one field of a form, by its name or its pointer. Lints stand beside the field already, and go when mended. */
export function fieldProblem(problem: Problem | undefined, field: string): string | undefined {
  const pointer = field.startsWith("/") ? field : `/${field}`;
  const error = problem?.errors?.find((e) => e.pointer === pointer && maybe(`lint.${e.code}`, plain(e.params)) === undefined);
  return error && fieldSentence(error);
}
