/** Images of a row: fetched by the view's client, shown as they arrive. */

import { h } from "../dom.js";
import { messageOf } from "../errors.js";
import { brief, plain, sentence } from "../values.js";
import { type Host, record } from "./contract.js";

/** One frame for each image that the item names; null where it names none. */
export function images(media: unknown, host: Host): HTMLElement | null {
  const named = Object.entries(record(media));
  if (named.length === 0) return null;
  return h(
    "div",
    { class: "wb-images" },
    ...named.map(([column, one]) => frame(column, one, host)),
  );
}

function frame(column: string, named: unknown, host: Host): HTMLElement {
  const { path, bytes } = record(named);
  const what = typeof path === "string" ? brief(path, 200) : `${plain(bytes) ?? "?"} bytes`;
  const frame = h(
    "div",
    { class: "wb-image", test: "card-image" },
    h("p", { class: "wb-quiet" }, "Loading…"),
  );
  void show(frame, column, what, host);
  return h(
    "figure",
    {},
    frame,
    h(
      "figcaption",
      { class: "wb-caption" },
      h("bdi", { dir: "auto" }, `${brief(column)}: ${what}`),
    ),
  );
}

async function show(frame: HTMLElement, column: string, what: string, host: Host): Promise<void> {
  try {
    const { url, width, height } = await host.image(column);
    // Nothing but a picture that the server made may become a picture here.
    if (!/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/=]*$/.test(url))
      throw new Error("no image was sent");
    const picture = h("img", { alt: `${brief(column)}: ${what}`, width, height });
    picture.addEventListener("error", () => fail(frame, what, "the browser cannot show it"));
    picture.src = url;
    frame.replaceChildren(picture);
  } catch (error) {
    fail(frame, what, messageOf(error));
  }
}

function fail(frame: HTMLElement, what: string, why: string): void {
  frame.replaceChildren(
    h(
      "p",
      { class: "wb-no-image", test: "no-image" },
      h("b", {}, "No image. "),
      h("bdi", { dir: "auto" }, why.includes(what) ? sentence(why) : `${what}: ${sentence(why)}`),
    ),
  );
}
