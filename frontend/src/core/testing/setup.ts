/** What every test starts with: English words, and the few browser abilities that jsdom lacks. */
import { beforeEach, vi } from "vitest";
import { allWords, speak } from "../words";

HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.open = false;
  this.dispatchEvent(new Event("close"));
};
Element.prototype.scrollIntoView ??= () => undefined;
window.scrollTo = (() => undefined) as typeof window.scrollTo;

beforeEach(async () => {
  vi.unstubAllGlobals();
  await speak("en");
  await allWords();
});
