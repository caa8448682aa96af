/** Label an item from scratch: a class, a scale, several labels, a number, boxes, spans, a text. */

import { h } from "../../dom.js";
import type { LabelSchema, QueueInfo, ReviewItem } from "../../protocol.js";
import { brief } from "../../values.js";
import { choiceActions, optionsOf } from "../choices.js";
import {
  type Action,
  type Card,
  type DecisionSummary,
  type Host,
  type OpenCard,
  record,
} from "../contract.js";
import { fieldTable } from "../fields.js";
import { passage } from "../label.js";
import { images } from "../media.js";
import { Aside } from "./aside.js";
import { boxes } from "./boxes.js";
import { number } from "./number.js";
import type { Asked, Part } from "./part.js";
import { said } from "./said.js";
import { scale } from "./scale.js";
import { several } from "./several.js";
import { spans } from "./spans.js";
import { transcript } from "./transcript.js";

const PARTS: Readonly<Record<LabelSchema["kind"], (asked: Asked) => Part>> = {
  class: ({ item, queue }) => ({
    element: null,
    actions: () => choiceActions(optionsOf(item, queue)),
  }),
  ordinal: scale,
  multilabel: several,
  number,
  boxes,
  spans,
  transcript,
};

const ANYTHING: LabelSchema = {
  kind: "class",
  labels: [],
  low: null,
  high: null,
  step: null,
  unit: "",
  flags: [],
};

function open(item: ReviewItem, queue: QueueInfo, host: Host): OpenCard {
  const schema = queue.labelling ?? ANYTHING;
  const part = PARTS[schema.kind]({ item, queue, schema, host });
  const aside = new Aside(schema, host);
  const { row, text, media } = item.payload;
  const shown = part.shows ?? [];
  const files = Object.fromEntries(
    Object.entries(record(media)).filter(([column]) => !shown.includes(column)),
  );
  const { column } = record(text);
  return {
    element: h(
      "div",
      { class: "wb-annotate-card", test: `annotate-${schema.kind}` },
      images(files, host),
      typeof column === "string" && shown.includes(column) ? null : passage(text),
      part.element,
      fieldTable(record(row)),
      aside.element,
    ),
    actions: () => part.actions(),
    completed: (action: Action) => aside.with(action.answer ?? {}),
    press: (key) => part.press?.(key) === true || aside.press(key),
    keys: [...(part.keys ?? []), ...aside.keys],
    ...(part.field ? { field: part.field } : {}),
    close: () => {
      part.close?.();
      aside.close();
    },
  };
}

function title(item: ReviewItem): string {
  return brief(item.payload["item"] ?? item.target["item"] ?? item.id);
}

function describe({ choice, answer }: DecisionSummary): string {
  return said(choice, answer);
}

export const annotateCard: Card = { open, title, describe };
