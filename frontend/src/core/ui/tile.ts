/** The tile: an azulejo drawn from an id. The same id gives the same tile, everywhere and always. */

export type Tile = { ground: string; figure: string; quarter: string; accent: string; accents: string; turns: boolean };

const GLAZES: readonly (readonly [ground: string, figure: string, accent: string])[] = [
  ["white", "blue", "sun"],
  ["white", "blue", "blue"],
  ["blue", "white", "sun"],
  ["white", "clay", "ink"],
  ["white", "moss", "sun"],
  ["sun", "ink", "white"],
  ["ink", "sun", "clay"],
  ["moss", "white", "sun"],
  ["clay", "white", "ink"],
  ["sun", "blue", "white"],
  ["white", "ink", "clay"],
];

const CELL = 4;
const CELLS = 4; // a quarter is 4 × 4 cells; four quarters make the tile

/** Motifs that fill a cell whose corner is (x, y), as SVG path data. */
const MOTIFS: readonly ((x: number, y: number) => string)[] = [
  (x, y) => `M${x} ${y}h4v4z`,
  (x, y) => `M${x} ${y}v4h4z`,
  (x, y) => `M${x} ${y}a4 4 0 0 1 4 4h-4z`,
  (x, y) => `M${x + 4} ${y + 4}a4 4 0 0 1-4-4h4z`,
  (x, y) => `M${x} ${y + 4}a4 4 0 0 1 4-4a4 4 0 0 1-4 4z`, // a petal
  (x, y) => `M${x + 2} ${y}l2 2l-2 2l-2-2z`,
  (x, y) => `M${x} ${y}h4v4h-4z`,
  () => "",
];

const DOT = (x: number, y: number) => `M${x + 0.8} ${y + 2}a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0z`;

/** A small well-mixed generator (FNV-1a to seed, then xorshift-multiply), good enough for ornament. */
function dice(id: string): (sides: number) => number {
  let state = 2166136261;
  for (const letter of id) state = Math.imul(state ^ letter.codePointAt(0)!, 16777619);
  return (sides) => {
    state = Math.imul(state ^ (state >>> 15), 2246822507);
    state = Math.imul(state ^ (state >>> 13), 3266489909);
    state ^= state >>> 16;
    return (state >>> 0) % sides;
  };
}

export function tile(id: string): Tile {
  const roll = dice(id);
  const [ground, figure, accent] = GLAZES[roll(GLAZES.length)]!;
  const chosen = [roll(4), 2 + roll(3), roll(MOTIFS.length)]; // few motifs a tile: a pattern, not noise
  let quarter = "";
  let accents = "";
  for (let row = 0; row < CELLS; row++) {
    for (let column = 0; column <= row; column++) {
      const motif = roll(5) === 0 ? MOTIFS.length - 1 : chosen[roll(chosen.length)]!;
      const isDot = motif === MOTIFS.length - 1 && roll(2) === 0;
      const places = row === column ? [[column, row]] : [[column, row], [row, column]]; // symmetric over the diagonal
      for (const [x, y] of places as [number, number][]) {
        quarter += MOTIFS[motif]!(x * CELL, y * CELL);
        if (isDot) accents += DOT(x * CELL, y * CELL);
      }
    }
  }
  return { ground, figure, quarter, accent, accents, turns: roll(3) === 0 };
}

/** Where the four quarters go: mirrored like a kaleidoscope, or turned like a windmill. */
export const quarters = (turns: boolean): string[] =>
  turns
    ? ["", "rotate(90 16 16)", "rotate(180 16 16)", "rotate(270 16 16)"]
    : ["", "matrix(-1 0 0 1 32 0)", "matrix(1 0 0 -1 0 32)", "matrix(-1 0 0 -1 32 32)"];
