/** What a form lacks before it can be saved at all: said at its fields when somebody presses all the same. */
import { tick } from "svelte";
import type { FieldError, Problem } from "./api";

/** The fewest letters of a text, or `true` for anything at all. */
export type Wanted<Form> = { readonly [Name in keyof Form]?: number | true };

export function gapsIn<Form extends object>(form: Form, wanted: Wanted<Form>): FieldError[] {
  return (Object.entries(wanted) as [keyof Form & string, number | true][]).flatMap(([name, least]) => {
    const value: unknown = form[name];
    const text = typeof value === "string" ? value.trim() : "";
    if (typeof value === "string" ? !text : !value) return [{ pointer: `/${name}`, code: "missing" }];
    return typeof least === "number" && text.length < least ? [{ pointer: `/${name}`, code: "string_too_short", params: { min_length: least } }] : [];
  });
}

export const asProblem = (errors: FieldError[]): Problem | undefined => (errors.length ? { code: "invalid", title: "", status: 422, errors } : undefined);

/** Bring the writer to the first field that wants something. */
export async function goToGap(form: ParentNode): Promise<void> {
  await tick();
  form.querySelector<HTMLElement>("[aria-invalid=true], fieldset.gap input")?.focus();
}
