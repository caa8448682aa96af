/**
 * Scrolling through more rows than a browser can make an element high.
 *
 * Up to `TALLEST` pixels scroll as usual. Beyond that the bar is a scale: dragging it jumps, and
 * the wheel moves by exactly what it says, the bar following.
 */

const TALLEST = 6_000_000;
const LINE = 40;

export class Scroll {
  /** Pixels from the first row's top to the top of what is shown. */
  top = 0;
  left = 0;
  private height = 0;
  private view = 0;
  private bar = 0;
  private size = "";
  /** Where the bar was last. */
  private last = 0;
  private touching = false;

  constructor(
    private readonly element: HTMLElement,
    private readonly spacer: HTMLElement,
    private readonly moved: () => void,
  ) {
    element.addEventListener("scroll", () => this.scrolled(), { passive: true });
    element.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    element.addEventListener("touchstart", () => (this.touching = true), { passive: true });
    element.addEventListener("scrollend", () => this.settle());
  }

  /** Tell how large everything is; `rest` is what stands above the rows. */
  resize(height: number, width: number, view: number, rest: number): void {
    const size = `${height} ${width} ${view} ${rest}`;
    if (size === this.size) return;
    this.size = size;
    // A movement that the browser has not reported yet would be undone below.
    if (Math.abs(this.element.scrollTop - this.last) > 1) this.follow();
    const tall = Math.min(height + rest, TALLEST);
    this.height = height;
    this.view = Math.max(0, view - rest);
    this.spacer.style.height = `${tall}px`;
    this.spacer.style.width = `${width}px`;
    this.bar = Math.max(0, tall - view);
    this.to(this.top);
  }

  get most(): number {
    return Math.max(0, this.height - this.view);
  }

  /** Whether the bar is a scale. */
  private get scaled(): boolean {
    return this.most > this.bar + 1;
  }

  /** Move to an offset, in pixels of the rows. */
  to(top: number, left = this.left): void {
    this.top = Math.min(this.most, Math.max(0, top));
    const bar = this.scaled ? (this.top / this.most) * this.bar : this.top;
    if (Math.abs(this.element.scrollTop - bar) >= 1) this.element.scrollTop = bar;
    this.last = bar;
    if (left !== this.left) this.element.scrollLeft = left;
    this.left = Math.max(0, left);
    this.moved();
  }

  private scrolled(): void {
    this.follow();
    this.moved();
  }

  /** Take over where the bar is. */
  private follow(): void {
    const { scrollTop, scrollLeft } = this.element;
    this.left = scrollLeft;
    if (!this.scaled) this.top = Math.min(this.most, scrollTop);
    else {
      const expected = (this.top / this.most) * this.bar;
      const step = scrollTop - expected;
      // What the code itself set comes back here, rounded: it is no movement.
      if (this.touching) this.top = Math.min(this.most, Math.max(0, this.top + step));
      else if (Math.abs(step) > 1) this.top = (scrollTop / this.bar) * this.most;
    }
    this.last = scrollTop;
  }

  private wheel(event: WheelEvent): void {
    if (!this.scaled || event.ctrlKey || event.shiftKey || !event.deltaY) return;
    const unit = event.deltaMode === 1 ? LINE : event.deltaMode === 2 ? this.view : 1;
    const step = event.deltaY * unit;
    const next = Math.min(this.most, Math.max(0, this.top + step));
    if (next === this.top) return; // at the end the page may scroll
    event.preventDefault();
    this.to(next, this.left + event.deltaX * unit);
  }

  private settle(): void {
    if (!this.touching) return;
    this.touching = false;
    this.to(this.top);
  }
}
