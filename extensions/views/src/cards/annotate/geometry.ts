/** Boxes in pixels of the image: drawn, moved, resized, kept inside. No screen. */

import type { Box } from "../../protocol.js";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Shorter sides are slips of the mouse, in pixels of the image. */
export const SHORTEST = 3;

const clip = (value: number, most: number): number => Math.max(0, Math.min(most, value));
const round = (value: number): number => Math.round(value * 10) / 10;

/** The box between two corners, inside the image; null where it is no more than a slip. */
export function between(a: Point, b: Point, size: Size, label: Box["label"]): Box | null {
  const xs = [clip(a.x, size.width), clip(b.x, size.width)].map(round).sort((p, q) => p - q);
  const ys = [clip(a.y, size.height), clip(b.y, size.height)].map(round).sort((p, q) => p - q);
  const [x1 = 0, x2 = 0] = xs;
  const [y1 = 0, y2 = 0] = ys;
  if (x2 - x1 < SHORTEST || y2 - y1 < SHORTEST) return null;
  return { x1, y1, x2, y2, label: label ?? null };
}

/** The box moved, as far as the image allows. */
export function moved(box: Box, dx: number, dy: number, size: Size): Box {
  const width = box.x2 - box.x1;
  const height = box.y2 - box.y1;
  const x1 = round(clip(box.x1 + dx, Math.max(0, size.width - width)));
  const y1 = round(clip(box.y1 + dy, Math.max(0, size.height - height)));
  return { ...box, x1, y1, x2: round(x1 + width), y2: round(y1 + height) };
}

/** The box with its lower right corner moved; it keeps a size. */
export function resized(box: Box, dx: number, dy: number, size: Size): Box {
  const x2 = round(Math.max(box.x1 + SHORTEST, clip(box.x2 + dx, size.width)));
  const y2 = round(Math.max(box.y1 + SHORTEST, clip(box.y2 + dy, size.height)));
  return { ...box, x2: Math.min(x2, size.width), y2: Math.min(y2, size.height) };
}

export type Corner = "nw" | "ne" | "sw" | "se";

/** The corner that stays where another one is pulled. */
export function opposite(box: Box, corner: Corner): Point {
  return {
    x: corner.endsWith("w") ? box.x2 : box.x1,
    y: corner.startsWith("n") ? box.y2 : box.y1,
  };
}
