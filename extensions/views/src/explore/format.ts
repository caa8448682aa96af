/** Numbers and times as people read them: short on axes, exact in readouts; times in UTC. */

import type { ColumnKind } from "../protocol.js";

const COUNT = new Intl.NumberFormat("en");
const SHORT = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

/** How many, with separators: `1,234,567`. */
export function count(value: number): string {
  return COUNT.format(value);
}

/** How many, short: `1.23M`. */
export function compact(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e15) return value.toExponential(1).replace("e+", "e");
  if (size < 1000) return String(Number(value.toPrecision(4)));
  return SHORT.format(value);
}

/** A share of 0 to 1 as percent; never `0%` for something nor `100%` for not all. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return "–";
  if (share > 0 && share < 0.001) return "<0.1%";
  if (share < 1 && share > 0.999) return ">99.9%";
  return `${Number((100 * share).toFixed(1))}%`;
}

/** A bound exactly: a number with all its digits, a time down to what it needs. */
export function exact(value: number, kind: ColumnKind): string {
  return kind === "time" ? moment(value) : String(value);
}

/** Seconds since 1970 as `2024-03-01`, with the time of day unless that is midnight. */
export function moment(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  const text = date.toISOString().replace(/^\+?0*(\d{4,})/, "$1");
  const [day = text, clock = ""] = text.split("T");
  const short = clock.replace(/(\.000)?Z$/, "").replace(/^(\d\d:\d\d):00$/, "$1");
  return short === "00:00" ? day : `${day} ${short}`;
}

export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** Up to about `most` round values between two bounds. */
export function ticks(low: number, high: number, kind: ColumnKind, most = 4): Tick[] {
  if (!(high > low)) return [{ value: low, text: short(low, kind) }];
  return kind === "time" ? timeTicks(low, high, most) : numberTicks(low, high, most);
}

function short(value: number, kind: ColumnKind): string {
  return kind === "time" ? moment(value) : compact(value);
}

function numberTicks(low: number, high: number, most: number): Tick[] {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  const ticks: Tick[] = [];
  for (let n = Math.ceil(low / step - 1e-9); n * step <= high + step * 1e-9; n += 1) {
    const value = Number((n * step).toPrecision(12));
    ticks.push({ value, text: compact(value) });
    if (ticks.length > 3 * most) break;
  }
  return distinct(ticks);
}

/** Where rounding makes two ticks read the same, more digits tell them apart. */
function distinct(ticks: Tick[]): Tick[] {
  if (new Set(ticks.map((one) => one.text)).size === ticks.length) return ticks;
  return ticks.map((one) => ({ value: one.value, text: count(one.value) }));
}

const DAY = 86400;
const STEPS = [
  1,
  2,
  5,
  10,
  30,
  60,
  300,
  600,
  1800,
  3600,
  10800,
  21600,
  43200,
  DAY,
  2 * DAY,
  7 * DAY,
];
const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000];
const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function timeTicks(low: number, high: number, most: number): Tick[] {
  const rough = (high - low) / most;
  const step = STEPS.find((one) => one >= rough);
  if (step === undefined) return monthTicks(low, high, rough);
  const ticks: Tick[] = [];
  for (let value = Math.ceil(low / step) * step; value <= high; value += step) {
    ticks.push({ value, text: step >= DAY ? dayText(value) : clockText(value, step) });
  }
  return ticks;
}

function dayText(value: number): string {
  const date = new Date(value * 1000);
  return `${date.getUTCDate()} ${NAMES[date.getUTCMonth()] ?? ""}`;
}

function clockText(value: number, step: number): string {
  const clock = new Date(value * 1000).toISOString().slice(11, step < 60 ? 19 : 16);
  return clock === "00:00" ? dayText(value) : clock;
}

function monthTicks(low: number, high: number, rough: number): Tick[] {
  const months = rough / (30.44 * DAY);
  const step = MONTHS.find((one) => one >= months) ?? Math.ceil(months / 12) * 12;
  const start = new Date(low * 1000);
  const ticks: Tick[] = [];
  let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  for (; ticks.length < 20; month += step) {
    const date = new Date(0);
    date.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    const value = date.getTime() / 1000;
    if (!(value <= high)) break;
    if (value < low) continue;
    const year = String(date.getUTCFullYear());
    const name = NAMES[date.getUTCMonth()] ?? "";
    ticks.push({ value, text: step >= 12 ? year : name === "Jan" ? year : name });
  }
  return ticks;
}
