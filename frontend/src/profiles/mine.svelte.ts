/** The person's own profile while it is being edited: each change is saved at once, one after the other. */
import { Refused, type Problem } from "../core/api";
import { editMyProfile, getMyProfile, type MyProfile, type ProfileChange } from "./calls";
import { typing } from "./typing.svelte";
import { meet } from "./unsaved";

const STALE: Problem = { code: "stale", title: "", status: 409 };

export function myProfile() {
  let profile = $state.raw<MyProfile>();
  let problem = $state.raw<Problem>();
  let waiting = $state(0);
  let savedAt = $state<Date>();
  let queue = Promise.resolve();

  /** Run after everything before it; what fails is told and changes nothing on the page. */
  function next(deed: () => Promise<unknown>): Promise<boolean> {
    const done = queue.then(async () => {
      try {
        const isDone = (await deed()) !== false;
        if (isDone) [problem, savedAt] = [undefined, new Date()];
        return isDone;
      } catch (error) {
        problem = Refused.from(error).problem;
        return false;
      }
    });
    queue = done.then(() => undefined);
    return done;
  }

  /** The same, and buttons wait for it. */
  const act = (deed: () => Promise<unknown>) => {
    waiting++;
    return next(deed).finally(() => waiting--);
  };

  const renew = async () => (profile = await getMyProfile());

  /** Save; what another hand has changed meanwhile is not overwritten, and comes back by name. The rest is saved all the same. */
  async function store<Changes extends ProfileChange>(changes: Changes, before: object, isLeaving = false, isSecond = false): Promise<string[]> {
    const { send, clashes } = meet(changes, before, profile!);
    if (!Object.keys(send).length) return clashes;
    try {
      profile = await editMyProfile({ ...send, updated_at: profile!.updated_at }, isLeaving);
      return clashes;
    } catch (error) {
      if (isSecond || Refused.from(error).problem.code !== "stale") throw error;
      await renew();
      return store(changes, before, isLeaving, true);
    }
  }

  const typed = typing({ profile: () => profile, store, next });

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
    /** What is typed, which is saved by itself. */
    typed,
    load: () =>
      act(async () => {
        await renew();
        typed.restore();
      }).then(() => (savedAt = undefined)),
    /** Change fields by a choice. */
    change: (changes: ProfileChange) =>
      act(async () => {
        const left = await store(changes, profile ?? {});
        if (left.length) throw new Refused(STALE);
      }),
    /** Add, change or remove what belongs to the profile, then read it anew. */
    part: (deed: () => Promise<unknown>) =>
      act(async () => {
        await deed();
        await renew();
      }),
  };
}

export type Mine = ReturnType<typeof myProfile>;
