/** What the selected rows can become: a dialog for each. */

import type { DatasetClient } from "../client.js";
import { h } from "../dom.js";
import type { Selection, SelectionRequest } from "../protocol.js";
import { choiceField, openDialog, textField, valuesIn } from "./dialog.js";

export type SelectionAction = "issue" | "rule" | "queue" | "export";

export interface Maker {
  readonly host: HTMLElement;
  readonly client: DatasetClient;
  readonly dataset: string;
  /** Something was made: issues, the recipe or the queues are others now. */
  readonly made: (action: SelectionAction) => void;
}

interface Plan {
  readonly title: string;
  readonly action: string;
  readonly content: readonly HTMLElement[];
  /** Make it; returns what to say. */
  readonly run: (
    client: DatasetClient,
    selection: Selection,
    values: Record<string, string>,
  ) => Promise<string>;
}

/** Ask what is needed, then make it of the rows of `selection`. */
export function makeOfSelection(
  maker: Maker,
  action: SelectionAction,
  selection: Selection,
): Promise<void> {
  const plan = PLANS[action](maker.dataset);
  return openDialog(maker.host, {
    title: plan.title,
    test: `make-${action}`,
    content: plan.content,
    action: plan.action,
    run: async () => {
      const message = await plan.run(maker.client, selection, valuesIn(plan.content));
      maker.made(action);
      return message;
    },
  });
}

async function made(client: DatasetClient, request: SelectionRequest): Promise<string> {
  const { message, rows } = await client.call("make_of_selection", request);
  return `${message} (${rows.toLocaleString("en")} rows)`;
}

const PLANS: Record<SelectionAction, (dataset: string) => Plan> = {
  issue: () => ({
    title: "Create an issue for the selected rows",
    action: "Create issue",
    content: [
      textField({ name: "message", label: "What is wrong with them?", lines: 2 }),
      h(
        "p",
        { class: "wb-dialog-hint" },
        "The issue appears in the list of issues, and its rows are marked.",
      ),
    ],
    run: (client, selection, { message = "" }) =>
      made(client, { ...selection, make: "issue", message }),
  }),
  rule: () => ({
    title: "Create a rule from the selection",
    action: "Add rule",
    content: [
      choiceField({
        name: "action",
        label: "What should happen to these rows?",
        choices: [
          ["flag", "Flag them in a new column"],
          ["drop", "Drop them"],
        ],
      }),
      textField({ name: "name", label: "Name of the new column", value: "flagged" }),
      textField({ name: "message", label: "Why", lines: 2 }),
      h(
        "p",
        { class: "wb-dialog-hint" },
        "The rule is added to the recipe, where you can edit, move or undo it.",
      ),
    ],
    run: (client, selection, { action, name = "", message = "" }) =>
      made(client, {
        ...selection,
        make: "rule",
        action: action === "drop" ? "drop" : "flag",
        name,
        message,
      }),
  }),
  queue: (dataset) => ({
    title: "Send the selected rows to reviewers",
    action: "Create queue",
    content: [
      textField({ name: "name", label: "Name of the queue", value: `${dataset}-selection` }),
      textField({ name: "message", label: "Guideline for reviewers", lines: 3 }),
    ],
    run: async (client, selection, { name = "", message: guideline = "" }) => {
      const queue = await client.call("queue_of_selection", { ...selection, name, guideline });
      return `Queue ${queue.name}: ${queue.total.toLocaleString("en")} rows to decide.`;
    },
  }),
  export: (dataset) => ({
    title: "Export the selected rows",
    action: "Export",
    content: [
      textField({
        name: "name",
        label: "File name",
        value: `${dataset}-selection.csv`,
        hint: "Ends in .csv or .parquet; it is written to the project's folder “exports”.",
      }),
    ],
    run: (client, selection, { name = "" }) => made(client, { ...selection, make: "export", name }),
  }),
};
