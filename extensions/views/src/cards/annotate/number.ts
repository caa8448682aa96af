/** A number with its unit and range: typed, or set by a slider where both ends are known. */

import { h } from "../../dom.js";
import type { LabelSchema } from "../../protocol.js";
import { brief } from "../../values.js";
import type { Action } from "../contract.js";
import type { Asked, Part } from "./part.js";

export function number({ schema, host }: Asked): Part {
  const { low, high, step, unit } = schema;
  const field = h("input", {
    type: "text",
    inputmode: "decimal",
    class: "wb-input wb-number-field",
    test: "number",
    autocomplete: "off",
    "aria-label": unit ? `Number in ${unit}` : "Number",
  });
  const slider =
    low === null || high === null
      ? null
      : h("input", {
          type: "range",
          min: low,
          max: high,
          step: step ?? "any",
          test: "number-slider",
        });
  slider?.setAttribute("aria-label", "Set the number");
  slider?.addEventListener("input", () => {
    field.value = String(Number(Number(slider.value).toPrecision(6)));
    host.changed();
  });
  field.addEventListener("input", () => {
    const value = readNumber(field.value, schema);
    if (slider && typeof value === "number") slider.value = String(value);
    host.changed();
  });
  field.addEventListener("keydown", (event) => {
    // A number has no letters but the e of an exponent: all others still judge.
    if (/^[a-df-z?]$/i.test(event.key) || event.key === "Escape") return;
    if (event.key === "Enter") host.take("save");
    event.stopPropagation();
  });
  return {
    element: h(
      "div",
      { class: "wb-number-card" },
      h("label", {}, "Number ", field, unit ? ` ${unit}` : null),
      slider,
      h("p", { class: "wb-quiet" }, rangeOf(schema)),
    ),
    field,
    press: (key) => {
      if (!/^[\d.,-]$/.test(key)) return false;
      field.focus();
      field.value += key;
      host.changed();
      return true;
    },
    actions: () => {
      const value = readNumber(field.value, schema);
      const save: Action = {
        test: "save",
        keys: ["enter"],
        label: "Save",
        verdict: "choose",
        primary: true,
        outcome: `${brief(value)}${unit ? ` ${unit}` : ""}`,
        ...(typeof value === "number" ? { choice: value } : { unavailable: value }),
      };
      return [save];
    },
  };
}

/** The number that is written, with point or comma; or why it is none that may be saved. */
export function readNumber(text: string, { low, high, step }: LabelSchema): number | string {
  const plain = text.trim().replace("\u2212", "-").replace(",", ".");
  if (plain === "") return "Type a number first.";
  const value = Number(plain);
  if (!Number.isFinite(value) || /^0[xob]/i.test(plain))
    return `“${text.slice(0, 30)}” is no number.`;
  if (low !== null && value < low) return `${value} is below ${low}.`;
  if (high !== null && value > high) return `${value} is above ${high}.`;
  const steps = step === null ? 0 : (value - (low ?? 0)) / step;
  if (Math.abs(steps - Math.round(steps)) > 1e-6) return `Numbers go in steps of ${step}.`;
  return value;
}

function rangeOf({ low, high, step, unit }: LabelSchema): string | null {
  const ends =
    low !== null && high !== null
      ? `${low} to ${high}`
      : low !== null
        ? `${low} or more`
        : high !== null
          ? `${high} or less`
          : null;
  const steps = step === null ? null : `steps of ${step}`;
  const parts = [ends, steps].filter((one) => one !== null);
  return parts.length ? `${parts.join(", ")}${unit ? `, in ${unit}` : ""}` : null;
}
