/** The halves of a catalogue, made by words-parts.ts. */
declare module "*?part=first.js" {
  const words: Record<string, string | (Partial<Record<Intl.LDMLPluralRule, string>> & { other: string })>;
  export default words;
}
declare module "*?part=rest.js" {
  const words: Record<string, string | (Partial<Record<Intl.LDMLPluralRule, string>> & { other: string })>;
  export default words;
}
