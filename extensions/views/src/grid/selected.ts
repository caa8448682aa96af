/** Which cells are selected: a rectangle from an anchor to the active cell. */

export interface CellPosition {
  /** -1 is the header. */
  readonly row: number;
  /** Position in the order of the screen. */
  readonly order: number;
}

export interface Rectangle {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export class Cells {
  active: CellPosition = { row: 0, order: 0 };
  private anchor: CellPosition = { row: 0, order: 0 };
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

  /** Set how many rows and columns there are; what lies outside moves in. */
  bound(rows: number, columns: number): void {
    if (rows === this.rows && columns === this.columns) return;
    this.rows = rows;
    this.columns = columns;
    this.active = this.inside(this.active);
    this.anchor = this.inside(this.anchor);
  }

  /** Make a cell the active one; `extend` keeps the other corner. */
  to(cell: CellPosition, extend = false): void {
    const next = this.inside(cell);
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

  has(cell: CellPosition): boolean {
    if (this.active.row < 0 || this.single) return false;
    const { top, bottom, left, right } = this.rectangle;
    return cell.row >= top && cell.row <= bottom && cell.order >= left && cell.order <= right;
  }

  isActive(cell: CellPosition): boolean {
    return cell.row === this.active.row && cell.order === this.active.order;
  }

  subscribe(listener: () => void): void {
    this.listeners.push(listener);
  }

  private inside(cell: CellPosition): CellPosition {
    return {
      row: Math.max(-1, Math.min(this.rows - 1, cell.row)),
      order: Math.max(0, Math.min(this.columns - 1, cell.order)),
    };
  }
}
