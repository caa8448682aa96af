/** Any number of labels: each is ticked by its key, Enter saves. */

import { h } from "../../dom.js";
import { brief } from "../../values.js";
import { CHOICE_KEYS } from "../choices.js";
import { type Asked, type Part, saving } from "./part.js";

export function several({ schema, host }: Asked): Part {
  const boxes = schema.labels.map((label, position) => {
    const box = h("input", { type: "checkbox", test: `label-${position + 1}` });
    box.addEventListener("change", () => host.changed());
    return { label, box, key: CHOICE_KEYS[position] };
  });
  const ticked = () => boxes.filter(({ box }) => box.checked).map(({ label }) => label);
  return {
    element: h(
      "fieldset",
      { class: "wb-several" },
      h("legend", { class: "wb-caption" }, "Tick all that are right"),
      ...boxes.map(({ label, box, key }) =>
        h(
          "label",
          { class: "wb-check" },
          box,
          key === undefined ? null : h("kbd", { "aria-hidden": "true" }, key.toUpperCase()),
          h("bdi", { dir: "auto" }, brief(label)),
        ),
      ),
    ),
    keys: [["1 – 9, B …", "tick a label"]],
    actions: () => {
      const labels = ticked();
      return [saving({ labels }, labels.map((one) => brief(one, 30)).join(", ") || "none of them")];
    },
    press: (key) => {
      const one = boxes.find((other) => other.key === key);
      if (!one) return false;
      one.box.checked = !one.box.checked;
      host.say(`${brief(one.label)} ${one.box.checked ? "ticked" : "not ticked"}`);
      host.changed();
      return true;
    },
  };
}
