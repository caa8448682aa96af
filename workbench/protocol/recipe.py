"""The recipe: its rules in order, what one of them would change, and the code they become.

All text in these messages may come from the data.  Cells travel as text; a longer one is cut.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from workbench.protocol.message import Message

__all__ = [
    "Action",
    "Edit",
    "Example",
    "ExportRequest",
    "Exported",
    "FieldError",
    "FormField",
    "Forms",
    "GoneRow",
    "OrderNote",
    "Preview",
    "PreviewRequest",
    "Ran",
    "RecipeColumn",
    "RecipeRequest",
    "RecipeState",
    "RecipeStep",
    "RuleForm",
    "Shape",
]

Action = Literal[
    "accept",
    "reject",
    "disable",
    "enable",
    "move",
    "replace",
    "add",
    "remove",
    "expect",
    "expect_as_seen",
    "undo",
    "redo",
]

Name = Annotated[str, Field(min_length=1, max_length=200)]
Identifier = Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z-]{7,49}$")]
"""Made by the client, so that a repeated send is recognised."""


class RecipeRequest(Message):
    """Ask for the recipe; ``session`` says whose undo is reported."""

    session: Name = "view"


class RecipeStep(Message):
    """One rule: accepted and on, accepted and off, or suggested by an issue.

    ``stamp`` changes with the rule: an edit that names an old one is refused.  ``origin`` says
    where it comes from; ``confidence`` (0 to 1) is that of the issue, ``rows`` how many it names.
    """

    id: str
    stamp: str
    kind: str
    title: str
    why: str
    author: str
    state: Literal["on", "off", "suggested"]
    origin: Literal["issue", "review", "edited", "own"]
    columns: tuple[str, ...]
    confidence: float | None = None
    rows: int | None = None


class OrderNote(Message):
    """Two neighbours whose order may matter."""

    first: str
    second: str
    message: str


class RecipeColumn(Message):
    """A column that rules may name; ``made``: by which rule (from 1), 0 for none."""

    name: str
    type: str
    made: int = 0


class RecipeState(Message):
    """The recipe as it stands.

    ``order`` stamps the order.  ``suggested_total`` counts suggestions beyond those listed.
    ``problem`` says why the rules cannot run as they stand; ``code`` is the module's text.
    ``undo`` and ``redo`` say what would be taken back or done again; null: nothing.
    """

    dataset: str
    version: str
    key: str
    rows: int
    steps: tuple[RecipeStep, ...]
    suggested: tuple[RecipeStep, ...]
    suggested_total: int
    columns: tuple[RecipeColumn, ...]
    order: str
    warnings: tuple[OrderNote, ...]
    code: str
    problem: str | None = None
    notes: tuple[str, ...] = ()
    undo: str | None = None
    redo: str | None = None


class Edit(Message):
    """Change the recipe.

    ``step`` is a rule (or, to accept or reject, a suggestion), ``stamp`` as it was seen, ``place``
    where it goes (from 0 among the accepted ones), ``rule`` a rule's JSON, ``order`` the order's
    stamp as seen.  ``expect`` replaces what people expect of ``column`` by ``expected`` (null:
    nothing is expected of it), for the reason ``why``; ``expect_as_seen`` takes back what they
    said.  ``stamp`` is then that of the expectation.
    """

    id: Identifier
    session: Name = "view"
    action: Action
    step: Name | None = None
    stamp: str | None = None
    place: Annotated[int, Field(ge=0, le=100_000)] | None = None
    order: str | None = None
    rule: dict[str, Any] | None = None
    column: str | None = None
    expected: dict[str, Any] | None = None
    why: Annotated[str, Field(max_length=2000)] = ""


class PreviewRequest(Message):
    """Ask what a rule would change: one of the recipe, or a draft.

    With ``rule`` alone, a draft that is added at ``place`` (by its kind where null); with both,
    a draft that replaces ``step``.
    """

    step: Name | None = None
    rule: dict[str, Any] | None = None
    place: Annotated[int, Field(ge=0, le=100_000)] | None = None


class FieldError(Message):
    """What is wrong with a draft; ``path`` leads to the field, empty for the whole rule."""

    path: tuple[str, ...]
    message: str


class Example(Message):
    """How cells change: ``rows`` of those examined change alike, the first has this key."""

    column: str
    key: str | None
    before: str | None
    after: str | None
    rows: int


class GoneRow(Message):
    """A row that is dropped: its cells under the names in ``Preview.shown``."""

    cells: tuple[str | None, ...]


class Preview(Message):
    """What a rule changes, as the rules before it leave the table.

    ``looked_at`` rows of ``rows`` were examined; where that is fewer, all figures are of those.
    ``rule`` is the rule's JSON, null where it is too long to edit in a form.
    """

    title: str
    kind: str
    place: int
    rows: int
    looked_at: int
    affected: int
    cells: int
    dropped: int
    examples: tuple[Example, ...] = ()
    shown: tuple[str, ...] = ()
    gone: tuple[GoneRow, ...] = ()
    notes: tuple[str, ...] = ()
    errors: tuple[FieldError, ...] = ()
    rule: dict[str, Any] | None = None
    code: str | None = None


class Shape(Message):
    """What a field holds.

    ``column`` is the name of a column that is there, ``value`` a text, number, truth value or
    nothing, ``mapping`` pairs of ``keys`` and ``of``, ``record`` several ``fields``, ``tuple``
    one of each in ``parts``, ``json`` anything else.
    """

    type: Literal[
        "text",
        "choice",
        "number",
        "integer",
        "truth",
        "value",
        "column",
        "list",
        "mapping",
        "record",
        "tuple",
        "json",
    ]
    choices: tuple[str, ...] = ()
    optional: bool = False
    of: Shape | None = None
    keys: Shape | None = None
    fields: tuple[FormField, ...] = ()
    parts: tuple[Shape, ...] = ()


class FormField(Message):
    """One field of a rule."""

    name: str
    label: str
    description: str
    required: bool
    default: Any = None
    shape: Shape


class RuleForm(Message):
    """How one kind of rule is filled in."""

    kind: str
    title: str
    description: str
    fields: tuple[FormField, ...]


class Forms(Message):
    """The forms of all kinds, in the order in which their rules run."""

    forms: tuple[RuleForm, ...]


class Ran(Message):
    """A version that the recipe made, and what it left alone or could not read."""

    version: str
    rows: int
    columns: int
    notes: tuple[str, ...] = ()


class ExportRequest(Message):
    """Ask for the module, in a folder ``exports/<name>`` of the project.

    ``real_rows`` puts rows of the table into the module's tests.  Without, ``values`` writes what
    rules need of personal columns to a file beside the folder, ``exports/<name>.values.json``.
    """

    name: Name
    real_rows: bool = True
    values: bool = False


class Exported(Message):
    """Where the module lies, below the project's folder, and its files."""

    path: str
    files: tuple[str, ...]
    notes: tuple[str, ...] = ()
