"""What a decision is about, typed: one model for each kind of item.

A decision stores its target as JSON.  The models read that JSON, write it back exactly as it was
(fields that were not given stay away, unknown ones are kept), and say which rows, columns or
values it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, field_validator

from workbench.rules.kinds import Rule, parse_rule
from workbench.rules.kinds.base import Subject, subjects_of_cell
from workbench.types import Decision, Json, Key

__all__ = [
    "EXPECTED",
    "ORDER",
    "AnnotateTarget",
    "CellTarget",
    "DisagreementTarget",
    "EditSession",
    "ExpectTarget",
    "OrderTarget",
    "PairTarget",
    "RecipeTarget",
    "RuleTarget",
    "Target",
    "ValueTarget",
    "edit_of",
    "parse_target",
    "target_of",
]

ORDER = "order"
"""The item of decisions about the order of the recipe."""
EXPECTED = "expect:"
"""What the items of decisions about expectations begin with; the column follows."""
TITLE = 200
"""Characters of a value in a title, which is one line of a list."""


class EditSession(BaseModel):
    """The edit of a recipe that made a decision.

    Attributes
    ----------
    id : str
        Identifier of the edit, shared by all decisions that it made.
    session : str
        The session it was made in: only there can it be undone.
    does : str
        The action, such as ``move`` or ``undo``.
    title : str
        What the edit is called.
    of : str or None
        For an undo or redo: the edit that it takes back or does again.
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    id: str
    session: str
    does: str
    title: str = ""
    of: str | None = None

    @property
    def reverses(self) -> bool:
        """Whether it takes another edit back, or does it again."""
        return self.does in ("undo", "redo")


class Target(BaseModel):
    """What all targets share."""

    model_config = ConfigDict(frozen=True, extra="allow")
    title_format: ClassVar[str] = ""
    """The title, with the names of fields in braces."""
    edit: EditSession | None = None

    @field_validator("edit", mode="before")
    @classmethod
    def _known(cls, edit: Any) -> Any:
        return edit if isinstance(edit, dict | EditSession) else None

    @classmethod
    def of(cls, decision: Decision) -> Self:
        """Read the target of a decision of the kind that this model is for."""
        return cls.model_validate(decision.target)

    def to_dict(self) -> Json:
        """Return the JSON that is stored."""
        return self.model_dump(mode="json", exclude_unset=True)

    def title(self) -> str:
        """Return a short description for people."""
        return self.title_format.format_map({name: _brief(value) for name, value in self})

    def subjects(self) -> Iterator[Subject]:
        """Yield the rows, columns and values that it is about."""
        yield from ()

    def concerns(self, key: Key, column: str, value: Any) -> bool:
        """Tell whether it is about a cell that holds `value`."""
        wanted = set(subjects_of_cell(key, column, value))
        return any(subject in wanted for subject in self.subjects())


class CellTarget(Target):
    """A cell, or the label of a row: what it held, and what is suggested."""

    title_format = "{column} of {key}"
    key: Key
    column: str
    old: Any = None
    suggested: Any = None
    type: str = "text"

    def subjects(self) -> Iterator[Subject]:
        """Yield the row."""
        yield Subject(str(self.key))


class DisagreementTarget(Target):
    """An item that annotators label differently; a cell too, where it is a row of the dataset."""

    title_format = "label of {item}"
    item: Key | None = None
    key: Key | None = None
    column: str | None = None
    old: Any = None

    def subjects(self) -> Iterator[Subject]:
        """Yield the row, where there is one."""
        if self.key is not None:
            yield Subject(str(self.key))


class AnnotateTarget(Target):
    """An item that is labelled: a row of the dataset, and the column that gets the label.

    Attributes
    ----------
    new : bool
        Whether the label makes the column, which the source has none of.
    """

    title_format = "{item}"
    item: Key
    key: Key | None = None
    column: str | None = None
    old: Any = None
    new: bool = False

    def subjects(self) -> Iterator[Subject]:
        """Yield the row, where there is one."""
        if self.key is not None:
            yield Subject(str(self.key))


class PairTarget(Target):
    """Two rows that may mean the same thing."""

    title_format = "{key_l} and {key_r}"
    key_l: Key
    key_r: Key

    @property
    def keys(self) -> tuple[Key, Key]:
        """Both keys."""
        return self.key_l, self.key_r

    def subjects(self) -> Iterator[Subject]:
        """Yield both rows."""
        return (Subject(str(key)) for key in self.keys)


class ValueTarget(Target):
    """Several spellings of one value, and which of them stays."""

    title_format = "{column}: {canonical}"
    column: str
    canonical: str
    members: tuple[str, ...]

    def subjects(self) -> Iterator[Subject]:
        """Yield each spelling."""
        return (Subject(None, self.column, value) for value in self.members)


class RuleTarget(Target):
    """A suggested rule, and the reason for it."""

    rule: Json
    why: str | None = None

    def title(self) -> str:
        """Describe the target."""
        return f"rule {self.rule.get('kind', '?')}"

    def parsed(self) -> Rule:
        """Return the rule."""
        return parse_rule(self.rule)

    def subjects(self) -> Iterator[Subject]:
        """Yield what the rule is about."""
        return self.parsed().subjects()


class RecipeTarget(Target):
    """How a rule of the recipe was edited.

    Attributes
    ----------
    base : dict or None
        The rule as decisions made it when it was changed; None for one's own.
    rule : dict or None
        What replaces it; None: nothing.
    on : bool
        Whether it runs.
    """

    base: Json | None = None
    rule: Json | None = None
    on: bool = True

    def parsed(self) -> tuple[Rule | None, Rule | None]:
        """Return the rule as it was, and what replaces it."""
        base, rule = (None if one is None else parse_rule(one) for one in (self.base, self.rule))
        return base, rule

    def subjects(self) -> Iterator[Subject]:
        """Yield what the new rule is about."""
        return iter(()) if self.rule is None else parse_rule(self.rule).subjects()


class OrderTarget(Target):
    """The identities of the rules from first to last."""

    order: tuple[str, ...] = ()


class ExpectTarget(Target):
    """What is expected of a column of the cleaned table.

    Attributes
    ----------
    column : str
        The column.
    expected : dict or None
        Fields as `workbench.rules.expectations.checked_expectation` returns them, which replace
        what is seen in the table; None: nothing is expected of it.
    """

    title_format = "expectation of {column}"
    column: str
    expected: Json | None = None


TARGETS: dict[str, type[Target]] = {
    "label": CellTarget,
    "cell": CellTarget,
    "pair": PairTarget,
    "value": ValueTarget,
    "rule": RuleTarget,
    "disagreement": DisagreementTarget,
    "annotate": AnnotateTarget,
    "recipe": RecipeTarget,
}


def target_of(decision: Decision) -> Target:
    """Read what a decision is about."""
    return parse_target(decision.kind, decision.item, decision.target)


def parse_target(kind: str, item: str, target: Mapping[str, Any]) -> Target:
    """Read the stored target of a decision of a kind about an item."""
    model = TARGETS[kind]
    if kind == "recipe":
        model = OrderTarget if item == ORDER else model
        model = ExpectTarget if item.startswith(EXPECTED) else model
    return model.model_validate(dict(target))


def edit_of(decision: Decision) -> EditSession | None:
    """Return the edit of the recipe that made a decision; None where none did."""
    return Target.of(decision).edit


def _brief(value: object) -> str:
    text = str(value)
    return text if len(text) <= TITLE else f"{text[: TITLE - 1]}…"
