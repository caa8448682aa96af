/** One label of a scale: its buttons, or a slider that arrows move and Enter saves. */

import { h } from "../../dom.js";
import { brief } from "../../values.js";
import { choiceActions } from "../choices.js";
import type { Action } from "../contract.js";
import type { Asked, Part } from "./part.js";

export function scale({ schema, host }: Asked): Part {
  const labels = schema.labels;
  const slider = h("input", {
    type: "range",
    min: 0,
    max: Math.max(0, labels.length - 1),
    step: 1,
    value: Math.floor((labels.length - 1) / 2),
    test: "scale",
    "aria-label": "Place on the scale",
  });
  const word = h("output", { class: "wb-scale-word", test: "scale-word", dir: "auto" }, "–");
  let moved = false;
  const tell = (): void => {
    moved = true;
    word.textContent = brief(labels[Number(slider.value)], 60);
    slider.setAttribute("aria-valuetext", word.textContent);
    host.changed();
  };
  slider.addEventListener("input", tell);
  return {
    element: h(
      "div",
      { class: "wb-scale" },
      h("span", { dir: "auto" }, brief(labels[0] ?? "", 30)),
      slider,
      h("span", { dir: "auto" }, brief(labels.at(-1) ?? "", 30)),
      word,
    ),
    keys: [["← →", "move on the scale"]],
    actions: () => {
      const chosen = labels[Number(slider.value)];
      const save: Action = {
        test: "save",
        keys: ["enter"],
        label: "Save",
        verdict: "choose",
        primary: true,
        outcome: brief(chosen),
        ...(moved && chosen !== undefined ? { choice: chosen } : {}),
        ...(moved ? {} : { unavailable: "Move on the scale first, or press a label's key." }),
      };
      return [save, ...choiceActions(labels)];
    },
    press: (key) => {
      if (key !== "arrowleft" && key !== "arrowright") return false;
      if (moved) slider.value = String(Number(slider.value) + (key === "arrowright" ? 1 : -1));
      tell();
      host.say(word.textContent ?? "");
      return true;
    },
  };
}
