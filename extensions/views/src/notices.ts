/** What is shown while there is no item. */

import { button, h } from "./dom.js";

export function loadingNotice(): HTMLElement {
  return h("div", { class: "wb-notice wb-quiet" }, "Loading…");
}

export function failureNotice(message: string | null, again: () => void): HTMLElement {
  return h(
    "div",
    { class: "wb-notice wb-failure", test: "review-error", role: "alert" },
    h("h3", {}, "The queue cannot be shown"),
    h("p", {}, message ?? "Something went wrong."),
    button({ test: "try-again", label: "Try again", onClick: again }),
  );
}

/** The end of the queue; `left` items are undecided and out of this reviewer's reach for now. */
export function doneNotice(left: number, again: () => void): HTMLElement {
  const rest = left === 1 ? "1 item is" : `${left} items are`;
  return h(
    "div",
    { class: "wb-notice", test: "review-done" },
    h("h3", {}, left > 0 ? "Nothing to review right now" : "All done"),
    h(
      "p",
      {},
      left > 0
        ? `${rest} skipped or assigned to other reviewers.`
        : "Nothing is left to decide in this queue. Thank you.",
    ),
    h("p", { class: "wb-quiet" }, "You can still undo the decisions in the list."),
    button({
      test: "look-again",
      key: "N",
      label: "Check again",
      title: "Ask for new and skipped items (N)",
      onClick: again,
    }),
  );
}
