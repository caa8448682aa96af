/**
 * What travels between a view and whoever answers it: the REST server or the kernel.
 *
 * Generated from workbench/protocol by `python -m tests.generators.protocol`; do not edit.
 * All text in here may come from the data and is hostile: it reaches the page through
 * `textContent` only.
 */

/** A value that JSON can carry and a label can be. */
export type Scalar = string | number | null;

export type CardKind = "label" | "pair" | "rule" | "cell" | "value" | "disagreement" | "annotate";

export type Verdict = "accept" | "reject" | "choose" | "unsure" | "skip" | "withdraw";

export type ColumnKind = "number" | "time" | "text" | "truth" | "other";

/** Nothing to say. */
export type Empty = Readonly<Record<string, never>>;

/** One dataset as the sidebar shows it. */
export interface DatasetSummary {
  readonly name: string;
  readonly rows: number | null;
  readonly issues: number | null;
  readonly open_items: number | null;
  readonly versions: number | null;
}

/** How an error travels, over REST and over the comm alike. */
export interface ErrorBody {
  readonly type: string;
  readonly message: string;
}

/** One project; ``id`` is null where it cannot be read, and ``error`` then says why. */
export interface ProjectSummary {
  readonly id: string | null;
  readonly error: string | null;
  readonly name: string;
  readonly path: string;
  readonly datasets: readonly DatasetSummary[];
}

/** The projects below a server's root folder. */
export interface ProjectsPage {
  readonly projects: readonly ProjectSummary[];
}

/** The server's release, and in whose name decisions are made. */
export interface Status {
  readonly version: string;
  readonly reviewer: string;
}

/** What somebody says of an item, beside the value of a class or number. ``uncertain`` is 0 (sure) to 1 (a guess), ``lacks`` what the item does not tell, ``seconds`` how long it was looked at. */
export interface Answer {
  readonly labels?: readonly (string | number)[] | null;
  readonly boxes?: readonly Box[] | null;
  readonly spans?: readonly Span[] | null;
  readonly text?: string | null;
  readonly uncertain?: number | null;
  readonly flags?: readonly string[];
  readonly lacks?: string;
  readonly seconds?: number | null;
}

/** A box over an image: pixels of the original from its top left corner. */
export interface Box {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly label?: string | number | null;
}

/** What is asked of each item. Attributes ---------- kind : {"class", "ordinal", "multilabel", "number", "boxes", "spans", "transcript"} One label, one of an ordered scale, any number of labels, a number, boxes over an image, passages of a text, or a text. labels : tuple of str or int The labels, of an ordinal scale from the lowest to the highest; of boxes and spans what they may be called, none where they have no names. low, high, step : float or None Of a number: the range, ends included, and the step. unit : str Of a number, such as ``"mm"``. flags : tuple of str What may be ticked beside the label, such as ``"unintelligible"``. */
export interface LabelSchema {
  readonly kind: "class" | "ordinal" | "multilabel" | "number" | "boxes" | "spans" | "transcript";
  readonly labels: readonly (string | number)[];
  readonly low: number | null;
  readonly high: number | null;
  readonly step: number | null;
  readonly unit: string;
  readonly flags: readonly string[];
}

/** A passage of a text: characters (Unicode code points), the end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label?: string | number | null;
}

/** The decision as stored, durable by now, and the progress. */
export interface Ack {
  readonly decision: DecisionRecord;
  readonly progress: Progress;
}

/** What a client sends; its ``id`` is made there, so that sending it twice is harmless. */
export interface DecisionBody {
  readonly id: string;
  readonly item: string;
  readonly verdict: "accept" | "reject" | "choose" | "unsure" | "skip" | "withdraw";
  readonly choice?: string | number | boolean | null;
  readonly comment?: string;
  readonly supersedes?: string | null;
  readonly excluded?: readonly string[];
  readonly answer?: Answer | null;
}

/** A stored decision; ``title`` says in a few words what it is about. */
export interface DecisionRecord {
  readonly id: string;
  readonly dataset: string;
  readonly item: string;
  readonly kind: "label" | "pair" | "rule" | "cell" | "value" | "disagreement" | "annotate";
  readonly target: Readonly<Record<string, unknown>>;
  readonly verdict: "accept" | "reject" | "choose" | "unsure" | "skip" | "withdraw";
  readonly choice: string | number | boolean | null;
  readonly excluded: readonly string[];
  readonly reviewer: string;
  readonly queue: string | null;
  readonly comment: string;
  readonly supersedes: string | null;
  readonly role: "vote" | "adjudication";
  readonly answer: Answer | null;
  readonly guideline: number | null;
  readonly time: string;
  readonly title: string;
  readonly withdrawn: boolean;
}

/** Own decisions, newest first; ``more`` tells whether there are older ones. */
export interface HistoryPage {
  readonly decisions: readonly DecisionRecord[];
  readonly more: boolean;
}

/** Ask for own decisions, newest first: those older than ``before``. */
export interface HistoryRequest {
  readonly before?: string | null;
  readonly count?: number;
}

/** The item, and the own decision that stands about it. */
export interface ItemPage {
  readonly item: ReviewItem;
  readonly decision: DecisionRecord | null;
}

/** Ask for an item that one holds or has decided, to decide it anew. */
export interface ItemRequest {
  readonly item: string;
}

/** An image, re-encoded, or a sound, as a ``data:`` address; the size is the original's. */
export interface Media {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly format: string;
}

/** Ask for the image that an item names in a column. */
export interface MediaRequest {
  readonly item: string;
  readonly column: string;
}

/** Ask for items to decide. */
export interface NextRequest {
  readonly count?: number;
}

/** How far a reviewer is: decided by them, of those that are theirs to decide. */
export interface Progress {
  readonly decided: number;
  readonly total: number;
}

/** What all items of a queue share. */
export interface QueueInfo {
  readonly name: string;
  readonly dataset: string;
  readonly kind: "label" | "pair" | "rule" | "cell" | "value" | "disagreement" | "annotate";
  readonly guideline: string;
  readonly options: readonly (string | number)[];
  readonly role: "vote" | "adjudication";
  readonly labelling: LabelSchema | null;
  readonly version: number;
  readonly changes: readonly string[];
}

/** Items claimed for this reviewer, how far they are, and their last decisions. */
export interface QueuePage {
  readonly queue: QueueInfo;
  readonly items: readonly ReviewItem[];
  readonly progress: Progress;
  readonly recent: readonly DecisionRecord[];
}

/** One thing to decide, as a card shows it; all under ``payload`` is hostile. */
export interface ReviewItem {
  readonly id: string;
  readonly kind: "label" | "pair" | "rule" | "cell" | "value" | "disagreement" | "annotate";
  readonly target: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** How a column's values are sorted into bins. For numbers and times, ``edges`` are the n + 1 bounds of n bins: all equally wide but for the outermost, which may reach further where there are long tails (draw all bins equally wide). Otherwise ``values`` are the texts of the most frequent values, one a bin; ``other`` adds a bin for all the rest, and ``others`` says how many values those are. */
export interface Bins {
  readonly kind: "number" | "time" | "text" | "truth" | "other";
  readonly edges: readonly number[];
  readonly values: readonly string[];
  readonly other: boolean;
  readonly others: number;
}

/** One cell: its text (at most two million characters), and how long it is. */
export interface Cell {
  readonly text: string | null;
  readonly length: number;
}

/** Ask for one whole cell: ``row`` is a position in the version, ``column`` one in the table. */
export interface CellRequest {
  readonly version?: string | null;
  readonly row: number;
  readonly column: number;
}

/** One column's distribution. ``totals`` counts all rows of the version by bin, ``counts`` those that meet the conditions on *other* columns, so that a brush does not filter its own chart. ``missing`` and ``missing_total`` count the nulls (and, of numbers, what is not finite) likewise. ``against`` counts the rows of another version in the same bins. */
export interface Chart {
  readonly column: number;
  readonly bins: Bins;
  readonly totals: readonly number[];
  readonly counts: readonly number[];
  readonly missing_total: number;
  readonly missing: number;
  readonly slices: readonly Slice[];
  readonly against: readonly number[] | null;
  readonly against_missing: number | null;
}

/** Charts, how many rows there are, and how many of them meet all conditions. */
export interface Charts {
  readonly charts: readonly Chart[];
  readonly rows: number;
  readonly passing: number;
}

/** Ask for charts of some columns, by position. ``by`` is the position of a column whose most frequent values slice each chart; ``against`` another version to compare with. */
export interface ChartsRequest {
  readonly version?: string | null;
  readonly conditions?: readonly (Range | OneOf | Contains | Missing | InIssue)[];
  readonly columns: readonly number[];
  readonly by?: number | null;
  readonly against?: string | null;
}

/** One column. ``type`` is the engine's name for it, ``null_share`` 0 to 1 or unknown. */
export interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  readonly kind: "number" | "time" | "text" | "truth" | "other";
  readonly null_share: number | null;
}

/** The value, written as text, has this text in it, in whatever case. */
export interface Contains {
  readonly kind: "contains";
  readonly column: string;
  readonly text: string;
}

/** Joint counts of the active column with each other one, conditions on others applied. ``fine`` are the bounds of the active column's fine bins (each coarse bin of its chart is a whole number of them); for a column of categories they are its bins, and ``fine`` is empty. ``counts`` counts rows by fine bin (same encoding), the last being the missing values. */
export interface Cube {
  readonly active: number;
  readonly fine: readonly number[];
  readonly size: number;
  readonly counts: string;
  readonly faces: readonly CubeFace[];
}

/** Counts of rows by fine bin of the active column and bin of another. ``counts`` is little-endian uint32 in base64, row by row: (fine bins of the active column, bins of this column + 1); the last of each row counts missing values. */
export interface CubeFace {
  readonly column: number;
  readonly bins: number;
  readonly counts: string;
}

/** Ask for what is needed to brush one chart without asking again. ``active`` is the position of the column that is brushed (conditions on it are left out); ``columns`` are the positions of the charts that follow. */
export interface CubeRequest {
  readonly version?: string | null;
  readonly conditions?: readonly (Range | OneOf | Contains | Missing | InIssue)[];
  readonly active: number;
  readonly columns: readonly number[];
}

/** The row is one of those that an issue names. */
export interface InIssue {
  readonly kind: "in_issue";
  readonly issue: string;
}

/** One issue as the list shows it. */
export interface IssueInfo {
  readonly id: string;
  readonly kind: string;
  readonly column: string | null;
  readonly rows: number;
  readonly confidence: number;
  readonly message: string;
  readonly has_rule: boolean;
  readonly verdict: "accept" | "reject" | null;
}

/** The issues of a dataset, surest first. ``checked`` says where they were looked for: in the newest source, in an earlier one, or nowhere yet. */
export interface Issues {
  readonly issues: readonly IssueInfo[];
  readonly checked: "newest" | "earlier" | "never";
}

/** Accept an issue's rule, reject the issue, or take the judgement back (``open``). */
export interface JudgeIssue {
  readonly issue: string;
  readonly verdict: "accept" | "reject" | "open";
}

/** What is to be said of one cell. ``row`` counts from the window's start; ``column`` is a position in the table, null for the whole row. ``kind``: an issue found, a value that a version changed, a decision. */
export interface Mark {
  readonly row: number;
  readonly column: number | null;
  readonly kind: "issue" | "changed" | "decided";
  readonly text: string;
}

/** The value is null, or (``missing=False``) is not. */
export interface Missing {
  readonly kind: "missing";
  readonly column: string;
  readonly missing?: boolean;
}

/** The value, written as text, is one of these; ``missing`` takes null in. ``exclude`` turns it round: none of these (the bin "other" of a chart is that). */
export interface OneOf {
  readonly kind: "one_of";
  readonly column: string;
  readonly values?: readonly string[];
  readonly missing?: boolean;
  readonly exclude?: boolean;
}

/** Ask for a table and its first rows. */
export interface OpenRequest {
  readonly version?: string | null;
  readonly count?: number;
}

/** ``low <= value < high``; times in seconds since 1970 (UTC); null is no bound. ``closed`` takes ``high`` itself in: the last bin of a chart has its greatest value. */
export interface Range {
  readonly kind: "range";
  readonly column: string;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly closed?: boolean;
}

/** Which rows of which version: those that meet all conditions. ``version`` is the identifier of a version; null is the newest source. */
export interface Selection {
  readonly version: string | null;
  readonly conditions: readonly (Range | OneOf | Contains | Missing | InIssue)[];
}

/** The counts of one value of the column that charts are sliced by. */
export interface Slice {
  readonly value: string | null;
  readonly counts: readonly number[];
  readonly missing: number;
}

/** Order by one column; nulls come last. */
export interface Sort {
  readonly column: string;
  readonly descending?: boolean;
}

/** A table: what it is, and its first rows. ``newest`` is the identifier of the newest source: another than ``version`` where a version is shown, or where a newer source has been added since. */
export interface TableInfo {
  readonly dataset: string;
  readonly version: string;
  readonly newest: string;
  readonly rows: number;
  readonly columns: readonly ColumnInfo[];
  readonly key: string | null;
  readonly label: string | null;
  readonly versions: readonly VersionInfo[];
  readonly first: Window;
}

/** One version of the dataset, as a menu shows it. */
export interface VersionInfo {
  readonly id: string;
  readonly title: string;
  readonly rows: number;
  readonly is_source: boolean;
}

/** Some rows: for each column asked for, its cells from top to bottom; null is missing. ``cut`` holds ``(column's position, row)`` of the cells that are longer than shown. ``rows`` are the rows' positions in the version, by which `CellRequest` names them. */
export interface Window {
  readonly start: number;
  readonly total: number;
  readonly keys: readonly string[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly cells: readonly (readonly (string | null)[])[];
  readonly cut: readonly (readonly [number, number])[];
  readonly marks: readonly Mark[];
}

/** Ask for rows ``start`` to ``start + count`` of the selection, in order. ``columns`` are the positions of the columns wanted; null is all. */
export interface WindowRequest {
  readonly version?: string | null;
  readonly conditions?: readonly (Range | OneOf | Contains | Missing | InIssue)[];
  readonly sort?: readonly Sort[];
  readonly start?: number;
  readonly count?: number;
  readonly columns?: readonly number[] | null;
}

/** Change the recipe. ``step`` is a rule (or, to accept or reject, a suggestion), ``stamp`` as it was seen, ``place`` where it goes (from 0 among the accepted ones), ``rule`` a rule's JSON, ``order`` the order's stamp as seen. ``expect`` replaces what people expect of ``column`` by ``expected`` (null: nothing is expected of it), for the reason ``why``; ``expect_as_seen`` takes back what they said. ``stamp`` is then that of the expectation. */
export interface Edit {
  readonly id: string;
  readonly session?: string;
  readonly action: "accept" | "reject" | "disable" | "enable" | "move" | "replace" | "add" | "remove" | "expect" | "expect_as_seen" | "undo" | "redo";
  readonly step?: string | null;
  readonly stamp?: string | null;
  readonly place?: number | null;
  readonly order?: string | null;
  readonly rule?: Readonly<Record<string, unknown>> | null;
  readonly column?: string | null;
  readonly expected?: Readonly<Record<string, unknown>> | null;
  readonly why?: string;
}

/** How cells change: ``rows`` of those examined change alike, the first has this key. */
export interface Example {
  readonly column: string;
  readonly key: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly rows: number;
}

/** Ask for the module, in a folder ``exports/<name>`` of the project. ``real_rows`` puts rows of the table into the module's tests. Without, ``values`` writes what rules need of personal columns to a file beside the folder, ``exports/<name>.values.json``. */
export interface ExportRequest {
  readonly name: string;
  readonly real_rows?: boolean;
  readonly values?: boolean;
}

/** Where the module lies, below the project's folder, and its files. */
export interface Exported {
  readonly path: string;
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

/** What is wrong with a draft; ``path`` leads to the field, empty for the whole rule. */
export interface FieldError {
  readonly path: readonly string[];
  readonly message: string;
}

/** One field of a rule. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly required: boolean;
  readonly default: unknown;
  readonly shape: Shape;
}

/** The forms of all kinds, in the order in which their rules run. */
export interface Forms {
  readonly forms: readonly RuleForm[];
}

/** A row that is dropped: its cells under the names in ``Preview.shown``. */
export interface GoneRow {
  readonly cells: readonly (string | null)[];
}

/** Two neighbours whose order may matter. */
export interface OrderNote {
  readonly first: string;
  readonly second: string;
  readonly message: string;
}

/** What a rule changes, as the rules before it leave the table. ``looked_at`` rows of ``rows`` were examined; where that is fewer, all figures are of those. ``rule`` is the rule's JSON, null where it is too long to edit in a form. */
export interface Preview {
  readonly title: string;
  readonly kind: string;
  readonly place: number;
  readonly rows: number;
  readonly looked_at: number;
  readonly affected: number;
  readonly cells: number;
  readonly dropped: number;
  readonly examples: readonly Example[];
  readonly shown: readonly string[];
  readonly gone: readonly GoneRow[];
  readonly notes: readonly string[];
  readonly errors: readonly FieldError[];
  readonly rule: Readonly<Record<string, unknown>> | null;
  readonly code: string | null;
}

/** Ask what a rule would change: one of the recipe, or a draft. With ``rule`` alone, a draft that is added at ``place`` (by its kind where null); with both, a draft that replaces ``step``. */
export interface PreviewRequest {
  readonly step?: string | null;
  readonly rule?: Readonly<Record<string, unknown>> | null;
  readonly place?: number | null;
}

/** A version that the recipe made, and what it left alone or could not read. */
export interface Ran {
  readonly version: string;
  readonly rows: number;
  readonly columns: number;
  readonly notes: readonly string[];
}

/** A column that rules may name; ``made``: by which rule (from 1), 0 for none. */
export interface RecipeColumn {
  readonly name: string;
  readonly type: string;
  readonly made: number;
}

/** Ask for the recipe; ``session`` says whose undo is reported. */
export interface RecipeRequest {
  readonly session?: string;
}

/** The recipe as it stands. ``order`` stamps the order. ``suggested_total`` counts suggestions beyond those listed. ``problem`` says why the rules cannot run as they stand; ``code`` is the module's text. ``undo`` and ``redo`` say what would be taken back or done again; null: nothing. */
export interface RecipeState {
  readonly dataset: string;
  readonly version: string;
  readonly key: string;
  readonly rows: number;
  readonly steps: readonly RecipeStep[];
  readonly suggested: readonly RecipeStep[];
  readonly suggested_total: number;
  readonly columns: readonly RecipeColumn[];
  readonly order: string;
  readonly warnings: readonly OrderNote[];
  readonly code: string;
  readonly problem: string | null;
  readonly notes: readonly string[];
  readonly undo: string | null;
  readonly redo: string | null;
}

/** One rule: accepted and on, accepted and off, or suggested by an issue. ``stamp`` changes with the rule: an edit that names an old one is refused. ``origin`` says where it comes from; ``confidence`` (0 to 1) is that of the issue, ``rows`` how many it names. */
export interface RecipeStep {
  readonly id: string;
  readonly stamp: string;
  readonly kind: string;
  readonly title: string;
  readonly why: string;
  readonly author: string;
  readonly state: "on" | "off" | "suggested";
  readonly origin: "issue" | "review" | "edited" | "own";
  readonly columns: readonly string[];
  readonly confidence: number | null;
  readonly rows: number | null;
}

/** How one kind of rule is filled in. */
export interface RuleForm {
  readonly kind: string;
  readonly title: string;
  readonly description: string;
  readonly fields: readonly FormField[];
}

/** What a field holds. ``column`` is the name of a column that is there, ``value`` a text, number, truth value or nothing, ``mapping`` pairs of ``keys`` and ``of``, ``record`` several ``fields``, ``tuple`` one of each in ``parts``, ``json`` anything else. */
export interface Shape {
  readonly type: "text" | "choice" | "number" | "integer" | "truth" | "value" | "column" | "list" | "mapping" | "record" | "tuple" | "json";
  readonly choices: readonly string[];
  readonly optional: boolean;
  readonly of: Shape | null;
  readonly keys: Shape | null;
  readonly fields: readonly FormField[];
  readonly parts: readonly Shape[];
}

/** A column with what is expected of it. ``expected`` is what ``check`` uses, null where nothing is expected; ``seen`` is what the cleaned table shows, null where it has no such column. ``by_hand`` lists the fields that somebody set, ``source`` says where all this comes from. ``key`` marks the column whose values must differ. An edit sends ``stamp``, which changes when somebody changes the expectation. */
export interface Expectation {
  readonly column: string;
  readonly expected: Expected | null;
  readonly seen: Expected | null;
  readonly by_hand: readonly string[];
  readonly source: string;
  readonly stamp: string;
  readonly key: boolean;
}

/** Ask what an expectation would set apart; ``expected`` as in an edit. */
export interface ExpectationDraft {
  readonly column: string;
  readonly expected?: Readonly<Record<string, unknown>> | null;
}

/** How many rows of today's table an expectation would set apart, and why. ``looked_at`` rows of ``rows`` were examined; ``outside`` is of those. */
export interface ExpectationPreview {
  readonly rows: number;
  readonly looked_at: number;
  readonly outside: number;
  readonly reasons: readonly OutsideRows[];
  readonly errors: readonly FieldError[];
}

/** The columns of the cleaned table, then others that somebody expects something of. ``total`` counts columns beyond those listed; ``problem`` says why the table cannot be cleaned. */
export interface Expectations {
  readonly rows: number;
  readonly expectations: readonly Expectation[];
  readonly total: number;
  readonly problem: string | null;
}

/** What is expected of a column; null fields are not checked. ``type`` is number, text, truth, date or other; ``low`` and ``high`` are numbers or ISO dates. */
export interface Expected {
  readonly type: string | null;
  readonly nullable: boolean | null;
  readonly low: number | string | null;
  readonly high: number | string | null;
  readonly values: readonly string[] | null;
}

/** Rows that are not as expected, and why. */
export interface OutsideRows {
  readonly why: string;
  readonly rows: number;
}

/** Plotly figures as JSON, each with a title. */
export interface Figure {
  readonly figures: readonly Readonly<Record<string, unknown>>[];
}

/** Ask for a figure about one column, or about the table where ``column`` is null. */
export interface FigureRequest {
  readonly column?: number | null;
  readonly version?: string | null;
}

/** How a user left the view; ``state`` is the view's own affair, null where there is none. */
export interface KeptState {
  readonly state?: Readonly<Record<string, unknown>> | null;
}

/** The program that draws figures, as its text. */
export interface Library {
  readonly script: string;
}

/** Ask for a queue of a kind, filled with what there is to decide now. */
export interface MakeQueue {
  readonly kind: string;
  readonly name?: string;
  readonly guideline?: string;
  readonly overlap?: number;
  readonly limit?: number;
  readonly order?: "confidence" | "uncertainty" | "value";
}

/** Send the rows selected to reviewers, who say whether the label of each is right. */
export interface QueueOfSelection {
  readonly version?: string | null;
  readonly conditions?: readonly (Range | OneOf | Contains | Missing | InIssue)[];
  readonly name?: string;
  readonly guideline?: string;
  readonly overlap?: number;
}

/** One queue of the dataset and how far it is. */
export interface QueueSummary {
  readonly name: string;
  readonly kind: string;
  readonly total: number;
  readonly decided: number;
  readonly open: number;
}

/** The queues of the dataset, oldest first; ``can_make`` are the kinds that can be made now. */
export interface Queues {
  readonly queues: readonly QueueSummary[];
  readonly can_make: readonly string[];
}

/** In whose name decisions are made. */
export interface Reviewer {
  readonly name: string;
}

/** Make something of the rows selected. ``issue`` names them as one issue with ``message`` as its reason; ``rule`` adds a rule that drops or flags them (``action``; ``name`` is that of the flag's column); ``export`` writes them to a file in the project's folder ``exports``, ``name`` with the ending ``.csv`` or ``.parquet``. */
export interface SelectionRequest {
  readonly version?: string | null;
  readonly conditions?: readonly (Range | OneOf | Contains | Missing | InIssue)[];
  readonly make: "issue" | "rule" | "export";
  readonly name?: string;
  readonly message?: string;
  readonly action?: "drop" | "flag";
  readonly column?: string | null;
}

/** What was made of a selection: a sentence for people, and an issue's name or a file's path. */
export interface SelectionResult {
  readonly rows: number;
  readonly message: string;
  readonly target: string;
}

/** A method and what it says of two values. */
export interface MethodInfo {
  readonly name: string;
  readonly title: string;
}

/** Values that may be one, most frequent first; ``target`` is what they would become. ``total`` counts the values beyond those listed. */
export interface SpellingCluster {
  readonly target: string;
  readonly methods: readonly string[];
  readonly spellings: readonly SpellingInfo[];
  readonly total: number;
}

/** One value with its rows, and the methods that join it to the first value of its cluster. */
export interface SpellingInfo {
  readonly value: string;
  readonly rows: number;
  readonly methods: readonly string[];
}

/** The clusters of a column as the recipe so far leaves it, those of the surest method first. ``columns`` are those of text, ``total`` counts the clusters beyond those listed. ``column`` is null where no column holds text. */
export interface SpellingsPage {
  readonly columns: readonly string[];
  readonly methods: readonly MethodInfo[];
  readonly column: string | null;
  readonly distinct: number;
  readonly clusters: readonly SpellingCluster[];
  readonly total: number;
  readonly notes: readonly string[];
}

/** Ask for clusters; ``column`` null for the first that has any, no ``methods`` for all. */
export interface SpellingsRequest {
  readonly column?: string | null;
  readonly methods?: readonly string[];
}

/** The methods of a dataset: request and response. */
export interface DatasetMethods {
  readonly open: { readonly request: OpenRequest; readonly response: TableInfo };
  readonly window: { readonly request: WindowRequest; readonly response: Window };
  readonly cell: { readonly request: CellRequest; readonly response: Cell };
  readonly charts: { readonly request: ChartsRequest; readonly response: Charts };
  readonly cube: { readonly request: CubeRequest; readonly response: Cube };
  readonly issues: { readonly request: Empty; readonly response: Issues };
  readonly judge_issue: { readonly request: JudgeIssue; readonly response: Issues };
  readonly kept: { readonly request: Empty; readonly response: KeptState };
  readonly keep: { readonly request: KeptState; readonly response: KeptState };
  readonly reviewer: { readonly request: Empty; readonly response: Reviewer };
  readonly queues: { readonly request: Empty; readonly response: Queues };
  readonly make_queue: { readonly request: MakeQueue; readonly response: QueueSummary };
  readonly queue_of_selection: { readonly request: QueueOfSelection; readonly response: QueueSummary };
  readonly make_of_selection: { readonly request: SelectionRequest; readonly response: SelectionResult };
  readonly figure: { readonly request: FigureRequest; readonly response: Figure };
  readonly library: { readonly request: Empty; readonly response: Library };
  readonly spellings: { readonly request: SpellingsRequest; readonly response: SpellingsPage };
  readonly recipe: { readonly request: RecipeRequest; readonly response: RecipeState };
  readonly preview: { readonly request: PreviewRequest; readonly response: Preview };
  readonly forms: { readonly request: Empty; readonly response: Forms };
  readonly edit: { readonly request: Edit; readonly response: RecipeState };
  readonly expectations: { readonly request: Empty; readonly response: Expectations };
  readonly preview_expectation: { readonly request: ExpectationDraft; readonly response: ExpectationPreview };
  readonly run_recipe: { readonly request: Empty; readonly response: Ran };
  readonly export_recipe: { readonly request: ExportRequest; readonly response: Exported };
}

/** The methods of a queue: request and response. */
export interface QueueMethods {
  readonly next: { readonly request: NextRequest; readonly response: QueuePage };
  readonly decide: { readonly request: DecisionBody; readonly response: Ack };
  readonly item: { readonly request: ItemRequest; readonly response: ItemPage };
  readonly history: { readonly request: HistoryRequest; readonly response: HistoryPage };
  readonly media: { readonly request: MediaRequest; readonly response: Media };
}

/** Methods that only a notebook's kernel answers. */
export const KERNEL_METHODS = [
  "make_queue",
  "queue_of_selection",
  "figure",
  "library",
] as const;
