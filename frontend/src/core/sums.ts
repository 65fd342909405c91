/** Numbers that are shown must add up as shown: rounding is shared out so that the parts still make the whole. */

/**
 * Round parts to `digits` so that they sum to the rounded whole (largest remainder).
 * The whole is `base + Σ parts` of the server, whose residual is 0; only rounding is ours.
 */
export function roundTogether(parts: readonly number[], whole: number, digits = 1): number[] {
  const unit = 10 ** digits;
  const scaled = parts.map((part) => part * unit);
  const rounded = scaled.map(Math.floor);
  let owed = Math.round(whole * unit) - rounded.reduce((sum, part) => sum + part, 0);
  const byRemainder = scaled.map((value, i) => ({ i, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (let turn = 0; owed > 0 && parts.length; turn++, owed--) rounded[byRemainder[turn % parts.length]!.i]! += 1;
  for (let turn = parts.length - 1; owed < 0 && parts.length; turn--, owed++) {
    rounded[byRemainder[((turn % parts.length) + parts.length) % parts.length]!.i]! -= 1;
  }
  return rounded.map((value) => value / unit);
}

/**
 * The legend of a bar of `whole`, in whole numbers: base + gains − losses is the score as a card rounds it,
 * and with the losses and what is missing the score fills the bar.
 */
export function legend(base: number, gains: readonly number[], losses: readonly number[], score: number, whole: number) {
  const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
  const shown = Math.round(score);
  const lost = Math.max(0, Math.min(Math.round(sumOf(losses)), whole - shown)); // two roundings up may not fill more than the bar
  const [start = 0, ...gained] = roundTogether([base, ...gains], shown + lost, 0);
  return { base: start, gains: gained, losses: roundTogether(losses, lost, 0), missing: Math.max(0, whole - shown - lost) };
}
