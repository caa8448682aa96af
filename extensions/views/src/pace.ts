/** How fast a reviewer goes, and how long the rest will take. */

/** Decisions older than this say nothing of the pace now, in milliseconds. */
const WINDOW = 5 * 60_000;

/** So many are needed for a figure that means anything. */
const FEW = 3;

/** A pause longer than this is a break and is not counted, in milliseconds. */
const BREAK = 90_000;

/** Decisions a minute over the last minutes; null where there are too few to tell. */
export function pace(times: readonly number[], now: number): number | null {
  const recent = times.filter((time) => time > now - WINDOW && time <= now).sort((a, b) => a - b);
  if (recent.length < FEW) return null;
  let spent = 0;
  for (let at = 1; at < recent.length; at += 1) {
    spent += Math.min(BREAK, (recent[at] ?? 0) - (recent[at - 1] ?? 0));
  }
  return spent > 0 ? (60_000 * (recent.length - 1)) / spent : null;
}

/** The pace and the time left in words; empty while it is not known. */
export function paceWords(rate: number | null, left: number): string {
  if (rate === null || left <= 0) return "";
  const shown = rate >= 10 ? Math.round(rate).toString() : rate.toFixed(1);
  return `${shown} a minute · ${duration(left / rate)} left`;
}

function duration(minutes: number): string {
  if (minutes < 1) return "under 1 min";
  if (minutes < 60) return `about ${Math.round(minutes)} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `about ${hours} h ${Math.round(minutes % 60)} min` : "over two days";
}
