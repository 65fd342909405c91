/** Between the clock on a wall and the instant it means. A form shows the first, the server keeps the second. */

const WALL: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };

/** What the clocks of a zone show at an instant, as if that were UTC. */
function wallMillis(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", { ...WALL, timeZone: zone }).formatToParts(instant);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)!.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/** "2026-12-12T18:00" on the clocks of Lisbon, as an instant. An hour that summer time skips is taken an hour later. */
export function instantOf(wall: string, zone: string): string {
  const wanted = Date.parse(`${wall}Z`);
  const guess = wanted - (wallMillis(wanted, zone) - wanted);
  const better = guess + (wanted - wallMillis(guess, zone));
  return new Date(better).toISOString();
}

/** An instant as the clocks of a zone show it, the way `<input type="datetime-local">` wants it. */
export const wallOf = (iso: string, zone: string): string => new Date(wallMillis(Date.parse(iso), zone)).toISOString().slice(0, 16);
