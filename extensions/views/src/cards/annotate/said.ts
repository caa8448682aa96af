/** What an annotation says, in a few words. */

import type { Answer, Scalar } from "../../protocol.js";
import { brief, count } from "../../values.js";

export function said(choice: Scalar | boolean | undefined, answer: Answer | null): string {
  if (choice !== null && choice !== undefined) return brief(choice);
  if (!answer) return "nothing";
  if (answer.labels) return answer.labels.map((one) => brief(one, 30)).join(", ") || "none of them";
  if (answer.boxes)
    return answer.boxes.length ? count(answer.boxes.length, "box", "boxes") : "no box";
  if (answer.spans) return answer.spans.length ? count(answer.spans.length, "span") : "no span";
  return brief(answer.text ?? null);
}
