/** A text that is typed: what is heard or read. */

import { h } from "../../dom.js";
import { brief } from "../../values.js";
import { record } from "../contract.js";
import { type Asked, type Part, saving } from "./part.js";
import { Player } from "./player.js";

export function transcript({ item, host }: Asked): Part {
  const sound = Object.entries(record(item.payload["media"])).find(
    ([, named]) => record(named)["sound"] === true,
  )?.[0];
  const player = sound === undefined ? null : new Player(sound, host);
  const field = h("textarea", {
    class: "wb-input wb-transcript",
    test: "transcript",
    rows: 3,
    maxlength: 20_000,
    dir: "auto",
    spellcheck: "false",
    "aria-label": "Transcript",
    placeholder: "Type what you hear or read. Enter saves, Shift + Enter begins a line.",
  });
  field.addEventListener("input", () => host.changed());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return;
    event.stopPropagation();
    const save = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!save && player?.typed(event) !== true) return;
    event.preventDefault();
    if (save) host.take("save");
  });
  return {
    element: h("div", { class: "wb-transcript-card" }, player?.element ?? null, field),
    shows: sound === undefined ? [] : [sound],
    field,
    keys: [["T", "write, Esc lets keys judge"], ...(player?.keys ?? [])],
    actions: () => {
      const text = field.value;
      const why = text.trim() === "" ? "Type the text first, or say that you can’t tell." : null;
      return [saving({ text }, brief(text, 40), why)];
    },
    press: (key) => {
      if (key === "t") field.focus();
      return key === "t" || player?.press(key) === true;
    },
    close: () => player?.close(),
  };
}
