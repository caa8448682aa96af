/** Which cells are selected: a rectangle from an anchor to the active cell. */

export interface CellPlace {
  /** -1 is the header. */
  readonly row: number;
  /** Place in the order of the screen. */
  readonly order: number;
}

export interface Rectangle {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export class Cells {
  active: CellPlace = { row: 0, order: 0 };
  private anchor: CellPlace = { row: 0, order: 0 };
  private readonly listeners: (() => void)[] = [];
  private rows = 0;
  private columns = 0;

  get row(): number {
    return this.active.row;
  }

  get rectangle(): Rectangle {
    const { active, anchor } = this;
    return {
      top: Math.max(0, Math.min(active.row, anchor.row)),
      bottom: Math.max(active.row, anchor.row),
      left: Math.min(active.order, anchor.order),
      right: Math.max(active.order, anchor.order),
    };
  }

  get single(): boolean {
    const { top, bottom, left, right } = this.rectangle;
    return top === bottom && left === right;
  }

  /** Tell how much there is; what lies outside moves in. */
  bound(rows: number, columns: number): void {
    if (rows === this.rows && columns === this.columns) return;
    this.rows = rows;
    this.columns = columns;
    this.active = this.inside(this.active);
    this.anchor = this.inside(this.anchor);
  }

  /** Make a cell the active one; `extend` keeps the other corner. */
  to(place: CellPlace, extend = false): void {
    const next = this.inside(place);
    if (extend && next.row < 0) return;
    this.active = next;
    if (!extend || this.anchor.row < 0) this.anchor = next;
    for (const tell of this.listeners) tell();
  }

  select(rectangle: Rectangle): void {
    this.anchor = this.inside({ row: rectangle.top, order: rectangle.left });
    this.active = this.inside({ row: rectangle.bottom, order: rectangle.right });
    for (const tell of this.listeners) tell();
  }

  has(place: CellPlace): boolean {
    if (this.active.row < 0 || this.single) return false;
    const { top, bottom, left, right } = this.rectangle;
    return place.row >= top && place.row <= bottom && place.order >= left && place.order <= right;
  }

  isActive(place: CellPlace): boolean {
    return place.row === this.active.row && place.order === this.active.order;
  }

  subscribe(listener: () => void): void {
    this.listeners.push(listener);
  }

  private inside(place: CellPlace): CellPlace {
    return {
      row: Math.max(-1, Math.min(this.rows - 1, place.row)),
      order: Math.max(0, Math.min(this.columns - 1, place.order)),
    };
  }
}
