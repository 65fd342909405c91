/** What was typed and is not saved yet, when it meets what the server has by now. */
import type { MyProfile } from "./calls";

/** The fields one types into, or chooses one after the other, and what they are called. */
export const TYPED = {
  display_name: "profiles.name",
  headline: "profiles.headline",
  about: "profiles.about",
  travel_km: "profiles.travel",
  hours_min: "profiles.hours-min",
  hours_max: "profiles.hours-max",
  available_from: "profiles.from",
  available_until: "profiles.until",
  pay_floor: "profiles.pay",
  pay_period: "profiles.pay-period",
  choices: "profiles.choices",
} as const;
export type TypedField = keyof typeof TYPED;
export type Values = Partial<Pick<MyProfile, TypedField>>;

type Facts = Readonly<Record<string, unknown>>;
export const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** `before` is what stood there when the change was begun: what is still the same may be sent, what is not was changed by another hand. */
export function meet<Changes extends object>(changes: Changes, before: object, now: object): { send: Partial<Changes>; clashes: (keyof Changes & string)[] } {
  const [old, there] = [before as Facts, now as Facts];
  const different = Object.entries(changes).filter(([field, value]) => !(field in there) || !same(value, there[field]));
  const isClash = (field: string) => field in old && field in there && !same(old[field], there[field]);
  return {
    send: Object.fromEntries(different.filter(([field]) => !isClash(field))) as Partial<Changes>,
    clashes: different.flatMap(([field]) => (isClash(field) ? [field as keyof Changes & string] : [])),
  };
}
