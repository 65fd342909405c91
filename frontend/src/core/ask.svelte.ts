/** A question to the server that repeats itself when what it mentions changes. */
import { Refused, type Problem } from "./api";

const NOTICEABLE = 150;

export type Asked<T> = {
  readonly answer: T | undefined;
  readonly problem: Problem | undefined;
  /** Waiting for long enough that a person would wonder. */
  readonly isSlow: boolean;
  readonly isBusy: boolean;
  again: () => void;
  /** Put something newer in place of the answer, such as the reply to a change. */
  put: (value: T) => void;
};

/** While a new answer is on its way the last one stays; late answers to old questions are dropped. */
export function ask<T>(question: () => Promise<T> | undefined): Asked<T> {
  let answer = $state.raw<T>();
  let problem = $state.raw<Problem>();
  let isBusy = $state(false);
  let isSlow = $state(false);
  let round = $state(0);

  $effect(() => {
    void round;
    const asked = question();
    if (!asked) return;
    let isCurrent = true;
    isBusy = true;
    const timer = setTimeout(() => isCurrent && (isSlow = true), NOTICEABLE);
    const settle = (change: () => void) => {
      if (!isCurrent) return;
      clearTimeout(timer);
      isBusy = isSlow = false;
      change();
    };
    asked.then(
      (value) => settle(() => ([answer, problem] = [value, undefined])),
      (error) => settle(() => (problem = Refused.from(error).problem)),
    );
    return () => {
      isCurrent = false;
      clearTimeout(timer);
      isBusy = isSlow = false;
    };
  });

  return {
    get answer() {
      return answer;
    },
    get problem() {
      return problem;
    },
    get isBusy() {
      return isBusy;
    },
    get isSlow() {
      return isSlow;
    },
    again: () => round++,
    put: (value) => (answer = value),
  };
}

export type Act<A extends unknown[], T> = {
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
  run: (...given: A) => Promise<T | undefined>;
  forget: () => void;
};

/** Something a person does: busy while it runs, the problem when it was refused, never twice at once. */
export function act<A extends unknown[], T>(deed: (...given: A) => Promise<T>): Act<A, T> {
  let isBusy = $state(false);
  let problem = $state.raw<Problem>();

  return {
    get isBusy() {
      return isBusy;
    },
    get problem() {
      return problem;
    },
    async run(...given) {
      if (isBusy) return undefined;
      isBusy = true;
      problem = undefined;
      try {
        return await deed(...given);
      } catch (error) {
        problem = Refused.from(error).problem;
        return undefined;
      } finally {
        isBusy = false;
      }
    },
    forget: () => (problem = undefined),
  };
}
