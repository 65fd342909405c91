/** A question that is asked once, outside of a component's own life: when a card is opened. */
import { Refused, type Problem } from "../core/api";
import type { Asked } from "../core/ask.svelte";

export function fetched<T>(question: () => Promise<T>): Asked<T> {
  let answer = $state.raw<T>();
  let problem = $state.raw<Problem>();
  let isBusy = $state(false);

  async function again() {
    isBusy = true;
    problem = undefined;
    try {
      answer = await question();
    } catch (error) {
      problem = Refused.from(error).problem;
    } finally {
      isBusy = false;
    }
  }

  void again();
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
      return isBusy;
    },
    again: () => void again(),
    put: (value) => (answer = value),
  };
}
