/** Loosening a limit from where it hides things: the profile changes, the list follows, and it can be taken back. */
import { editMyProfile, getMyProfile, type MyProfile, type ProfileChange } from "../profiles/calls";

type Loosen = (to: unknown) => ProfileChange;

const isPair = (value: unknown): value is [never, never] => Array.isArray(value) && value.length === 2;

/** Which fields of the profile a rule reads, and what they become. */
const WAYS: Record<string, Loosen> = {
  travel: (to) => ({ travel_km: to as number }),
  remote: (to) => ({ remote: to as MyProfile["remote"] }),
  hours: (to) => (isPair(to) ? { hours_min: to[0], hours_max: to[1] } : {}),
  dates: (to) => (isPair(to) ? { available_from: to[0], available_until: to[1] } : {}),
};

export const changeOf = (rule: string, to: unknown): ProfileChange => WAYS[rule]?.(to) ?? {};

export const canLoosen = (rule: string, to: unknown): boolean => Object.keys(changeOf(rule, to)).length > 0;

/** Change the profile; what comes back puts it as it was. */
export async function loosen(rule: string, to: unknown): Promise<() => Promise<unknown>> {
  const before = await getMyProfile();
  const change = changeOf(rule, to);
  const earlier = Object.fromEntries(Object.keys(change).map((name) => [name, before[name as keyof MyProfile]])) as ProfileChange;
  await editMyProfile(change);
  return () => editMyProfile(earlier);
}
