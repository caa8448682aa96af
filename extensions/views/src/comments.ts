/** Comments that are being written: each waits for its own item, whatever comes up meanwhile. */

export class Comments {
  private readonly drafts = new Map<string, string>();
  /** Whose comment is in the field. */
  private item: string | null = null;

  constructor(private readonly field: { value: string }) {}

  /** What stands in the field. */
  get text(): string {
    return this.field.value.trim();
  }

  /** Keep a comment for its item; an empty one is kept too. */
  keep(itemId: string, comment: string): void {
    if (comment) this.drafts.set(itemId, comment);
  }

  forget(itemId: string): void {
    this.drafts.delete(itemId);
  }

  /** A comment half written when another item comes up (an undo) waits for its own item. */
  keepWritten(): void {
    if (this.item !== null) this.keep(this.item, this.text);
  }

  /** Put into the field what was written for an item; null where no item is shown. */
  show(itemId: string | null): void {
    this.field.value = itemId === null ? "" : (this.drafts.get(itemId) ?? "");
    this.item = itemId;
  }
}
