/** A sound beside the text that is typed: played, wound back and slowed down from the keyboard. */

import { h } from "../../dom.js";
import { messageOf } from "../../errors.js";
import { sentence } from "../../values.js";
import type { Host } from "../contract.js";

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;
const NORMAL = SPEEDS.indexOf(1);
/** Seconds that one goes back to hear a word again. */
const BACK = 2;

export class Player {
  readonly element: HTMLElement;
  readonly keys = [
    ["Space, in the text Ctrl + Space", "play or pause"],
    [", in the text Ctrl + ,", `back ${BACK} seconds`],
    ["+ −", "faster, slower"],
  ] as const;
  private readonly audio = h("audio", { controls: true, preload: "auto", test: "player" });
  private readonly told = h("span", { class: "wb-quiet", test: "player-told" }, "Loading…");
  private speed = NORMAL;

  constructor(
    column: string,
    private readonly host: Host,
  ) {
    this.element = h("div", { class: "wb-player" }, this.audio, this.told);
    this.audio.addEventListener("error", () => this.fail("the browser cannot play it"));
    void this.load(column);
  }

  /** Keys while a text is typed: only with Ctrl, all others write. */
  typed(event: KeyboardEvent): boolean {
    if (!event.ctrlKey || event.altKey || event.metaKey) return false;
    return event.code === "Space" ? this.press(" ") : event.key === "," && this.press(",");
  }

  press(key: string): boolean {
    if (key === " ") {
      if (this.audio.paused)
        void this.audio.play().catch((error: unknown) => this.fail(messageOf(error)));
      else this.audio.pause();
      return true;
    }
    if (key === ",") {
      this.audio.currentTime = Math.max(0, this.audio.currentTime - BACK);
      return true;
    }
    if (key !== "+" && key !== "=" && key !== "-") return false;
    this.speed = Math.max(0, Math.min(SPEEDS.length - 1, this.speed + (key === "-" ? -1 : 1)));
    this.audio.playbackRate = SPEEDS[this.speed] ?? 1;
    this.told.textContent = `${this.audio.playbackRate} ×`;
    this.host.say(`Speed ${this.audio.playbackRate}`);
    return true;
  }

  close(): void {
    this.audio.pause();
  }

  private async load(column: string): Promise<void> {
    try {
      const { url } = await this.host.image(column);
      if (!/^data:audio\/[a-z0-9]+;base64,[A-Za-z0-9+/=]*$/.test(url))
        throw new Error("no sound was sent");
      this.audio.src = url;
      this.told.textContent = "1 ×";
    } catch (error) {
      this.fail(messageOf(error));
    }
  }

  private fail(why: string): void {
    this.told.textContent = `No sound: ${sentence(why)}`;
    this.told.classList.add("wb-no-image");
  }
}
