/** All a page needs to speak. */
export { LANGS, allWords, chooseLang, maybe, named, preferredLang, speak, speech, t, type Key, type Lang, type Params } from "./words.svelte";
export * from "./format";
