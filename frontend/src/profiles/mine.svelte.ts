/** The person's own profile while it is being edited: each change is saved at once, one after the other. */
import { Refused, type Problem } from "../core/api";
import { editMyProfile, getMyProfile, type MyProfile, type ProfileChange } from "./calls";

export function myProfile() {
  let profile = $state.raw<MyProfile>();
  let problem = $state.raw<Problem>();
  let waiting = $state(0);
  let savedAt = $state<Date>();
  let queue = Promise.resolve();

  /** Run after everything before it; what fails is told and changes nothing on the page. */
  function next(deed: () => Promise<unknown>): Promise<boolean> {
    waiting++;
    const done = queue.then(async () => {
      try {
        await deed();
        [problem, savedAt] = [undefined, new Date()];
        return true;
      } catch (error) {
        problem = Refused.from(error).problem;
        return false;
      } finally {
        waiting--;
      }
    });
    queue = done.then(() => undefined);
    return done;
  }

  const renew = async () => (profile = await getMyProfile());

  return {
    get profile() {
      return profile;
    },
    get problem() {
      return problem;
    },
    get isSaving() {
      return waiting > 0;
    },
    get savedAt() {
      return savedAt;
    },
    load: () => next(renew).then(() => (savedAt = undefined)),
    /** Change fields. What nobody else has changed meanwhile is not overwritten (409 stale). */
    change: (changes: ProfileChange) => next(async () => (profile = await editMyProfile({ ...changes, updated_at: profile?.updated_at }))),
    /** Add, change or remove what belongs to the profile, then read it anew. */
    part: (deed: () => Promise<unknown>) => next(async () => {
      await deed();
      await renew();
    }),
  };
}

export type Mine = ReturnType<typeof myProfile>;
