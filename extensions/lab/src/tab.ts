/** A dataset's whole workbench as a tab of the main area: through the server, without a kernel. */

import {
  BATCH,
  type DatasetClient,
  type DatasetLocation,
  type RestChannel,
  type TableInfo,
  type WorkbenchHandle,
  button,
  connectQueue,
  datasetClient,
  h,
  messageOf,
  mountWorkbench,
  queueClient,
  withKernel,
} from "@dq-workbench/views";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";

import { workbenchIcon } from "./icon.js";

/** More than fill a tall window: drawn before the grid asks for any. */
const FIRST_ROWS = 60;

const TABS = ["table", "profile", "spellings", "review", "recipe"];

export interface DatasetTabOptions {
  readonly location: DatasetLocation;
  /** The view's tab to begin with; empty for the one that was open last. */
  readonly tab: string;
  readonly channel: RestChannel;
  /** Opens a notebook of the dataset, for what needs a kernel. */
  readonly notebook: () => Promise<void>;
}

export class DatasetTab extends Widget {
  readonly location: DatasetLocation;
  private readonly client: DatasetClient;
  private view: WorkbenchHandle | null = null;
  private wanted: string;
  /** The load that is under way; a later one makes it old news. */
  private turn = 0;

  constructor(private readonly options: DatasetTabOptions) {
    super();
    this.location = options.location;
    this.wanted = options.tab;
    const { project, dataset, path } = options.location;
    this.client = datasetClient(options.channel, project, dataset);
    this.id = `dq-workbench-${nameOf(options.location)}`;
    this.addClass("wb-dataset-tab");
    this.title.label = dataset;
    this.title.caption = `${dataset}\nProject: ${path}`;
    this.title.icon = workbenchIcon;
    this.title.closable = true;
    this.node.tabIndex = -1;
  }

  /** Bring one of the view's tabs to the front, now or as soon as there is a view. */
  showTab(tab: string): void {
    this.wanted = tab;
    this.view?.show(tab);
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.turn += 1;
    this.view?.destroy();
    this.view = null;
    super.dispose();
  }

  protected override onCloseRequest(message: Message): void {
    super.onCloseRequest(message);
    this.dispose();
  }

  // A tab that is restored behind others asks for nothing until it is looked at.
  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.begin();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.begin();
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    if (!this.node.contains(document.activeElement)) this.focus();
  }

  private begin(): void {
    if (this.isVisible && this.turn === 0) void this.load();
  }

  private async load(): Promise<void> {
    const turn = ++this.turn;
    this.note(h("p", { role: "status", test: "opening" }, `Opening ${this.location.dataset}…`));
    let first: TableInfo;
    try {
      first = await this.client.call("open", { count: FIRST_ROWS });
    } catch (error) {
      if (turn === this.turn) this.refused(messageOf(error));
      return;
    }
    if (turn !== this.turn) return;
    const focused = this.node.contains(document.activeElement);
    this.node.replaceChildren();
    this.mount(first);
    if (focused) this.focus();
  }

  private mount(first: TableInfo): void {
    const { channel, notebook } = this.options;
    const { project } = this.location;
    this.view = mountWorkbench(this.node, {
      first,
      tabs: TABS,
      tab: this.wanted,
      height: null,
      stores: true,
      kernel: null,
      notebook,
      connect: () => Promise.resolve(withKernel(this.client, null)),
      queue: (queue) => connectQueue([queueClient(channel, project, queue)], BATCH),
    });
  }

  private refused(reason: string): void {
    const { dataset, path } = this.location;
    const again = button({
      label: "Try again",
      test: "open-again",
      onClick: () => {
        this.node.focus();
        void this.load();
      },
    });
    this.note(
      h(
        "div",
        { role: "alert", test: "open-refused" },
        h("b", {}, h("bdi", {}, dataset), " cannot be opened. Project: ", h("bdi", {}, path)),
        h("p", { dir: "auto" }, reason),
      ),
      again,
    );
  }

  /** Show something instead of the view. */
  private note(...content: HTMLElement[]): void {
    this.node.replaceChildren(h("div", { class: "wb-opening" }, ...content));
  }

  /** Give the keyboard to the view's chosen tab, or to what is shown instead. */
  private focus(): void {
    const chosen = this.node.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
    (chosen ?? this.node).focus();
  }
}

/** A name that identifies a location. */
export function nameOf({ project, dataset }: DatasetLocation): string {
  return `${project}-${encodeURIComponent(dataset)}`;
}
