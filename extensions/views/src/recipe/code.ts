/** The module that the recipe becomes, as text with light colours. */

import { h } from "../dom.js";
import { visible } from "../values.js";

const KEYWORDS =
  "and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|if|" +
  "import|in|is|lambda|None|not|or|pass|raise|return|True|False|try|while|with|yield";

const TOKEN = new RegExp(
  [
    String.raw`(?<text>[rbf]{0,2}"""[\s\S]*?"""|[rbf]{0,2}"(?:\\.|[^"\\\n])*"|[rbf]{0,2}'(?:\\.|[^'\\\n])*')`,
    String.raw`(?<comment>#[^\n]*)`,
    String.raw`(?<number>\b\d[\d_.eE]*\b)`,
    String.raw`(?<word>\b(?:${KEYWORDS})\b)`,
    String.raw`(?<name>(?<=\bdef )\w+)`,
  ].join("|"),
  "g",
);

/** Longer code is shown without colours. */
const COLOURED = 120_000;

/** Return the code as spans; the rule of this number (from 1) is marked. */
export function codeParts(code: string, rule: number | null): (HTMLElement | string)[] {
  const block = rule === null ? null : blockOf(code, rule);
  if (!block) return coloured(code);
  return [
    ...coloured(code.slice(0, block.start)),
    h(
      "span",
      { class: "wb-code-rule", test: "code-rule" },
      ...coloured(code.slice(block.start, block.end)),
    ),
    ...coloured(code.slice(block.end)),
  ];
}

/** Where the code of one rule stands: from its comment to the empty line. */
export function blockOf(code: string, rule: number): { start: number; end: number } | null {
  const body = code.indexOf("\ndef apply_rules(");
  const start = code.indexOf(`\n    # ${rule}. `, Math.max(0, body)) + 1;
  if (body < 0 || start === 0) return null;
  const end = code.indexOf("\n\n", start);
  return { start, end: end < 0 ? code.length : end + 1 };
}

function coloured(code: string): (HTMLElement | string)[] {
  const shown = visible(code);
  if (shown.length > COLOURED) return [shown];
  const parts: (HTMLElement | string)[] = [];
  let done = 0;
  for (const match of shown.matchAll(TOKEN)) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
    if (kind === undefined) continue;
    if (match.index > done) parts.push(shown.slice(done, match.index));
    parts.push(h("span", { class: `wb-py-${kind}` }, match[0]));
    done = match.index + match[0].length;
  }
  parts.push(shown.slice(done));
  return parts;
}
