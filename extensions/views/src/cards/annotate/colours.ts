/** A colour for each label or annotator: eight that colour-blind people tell apart (Okabe, Ito). */

const COLOURS = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#7f6000",
  "#6a3d9a",
] as const;

export function colour(position: number): string {
  return COLOURS[Math.max(0, position) % COLOURS.length] ?? COLOURS[0];
}
