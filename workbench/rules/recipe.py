"""A recipe: an ordered list of rules that turns a messy table into a clean one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw

from workbench import html
from workbench.errors import (
    InputError,
    MissingColumnError,
    NotFoundError,
    RuleError,
    WorkbenchError,
)
from workbench.rules.kinds import Rule, parse_rule
from workbench.rules.needs import check_new_columns, needed_columns
from workbench.rules.prepare import prepare
from workbench.rules.stale import Stale, Unread, stale_of, unread_of
from workbench.tables import ROW_KEY
from workbench.types import digest

if TYPE_CHECKING:
    from workbench.rules.edit import OrderWarning, RecipeDiff
    from workbench.rules.method import RecipeMethod

__all__ = ["Applied", "Recipe", "Stale", "Unread", "needed_columns"]


@dataclass(frozen=True)
class Applied:
    """What came of running a recipe.

    Attributes
    ----------
    table : table
        The result, of the kind that was given.
    stale : tuple of Stale
        Decisions about single rows that did not apply.
    unread : tuple of Unread
        Texts that became null because no rule could read them.
    """

    table: Any
    stale: tuple[Stale, ...]
    unread: tuple[Unread, ...]


class Recipe:
    """An ordered, immutable list of rules.

    Parameters
    ----------
    rules : iterable of Rule or dict
        Rules, or their JSON.

    Examples
    --------
    >>> recipe = Recipe([{"kind": "trim", "columns": ["state"]}])
    >>> recipe.run(pd.DataFrame({"state": [" CA"]}))["state"].tolist()
    ['CA']
    """

    def __init__(self, rules: Iterable[Rule | Mapping[str, Any]] = ()) -> None:
        self.rules: tuple[Rule, ...] = tuple(parse_rule(rule) for rule in rules)

    def __len__(self) -> int:
        return len(self.rules)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recipe) and self.rules == other.rules

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"Recipe({len(self)} rules, {self.digest})"

    def _repr_html_(self) -> str:
        rows = [
            [i, rule.kind, rule.title(), rule.why, rule.author]
            for i, rule in enumerate(self.rules, 1)
        ]
        return html.frame(
            f"Recipe of {len(self)} rules",
            html.table(["#", "kind", "what", "why", "accepted by"], rows),
        )

    @property
    def digest(self) -> str:
        """16 hex digits that name what the recipe does; who accepted it and why is left out."""
        told = {"why", "author", "decisions"}
        return digest([rule.model_dump(mode="json", exclude=told) for rule in self.rules])

    def ordered(self) -> Recipe:
        """Return the rules in their default order: text, nulls, values, case, cells, parsing."""
        ordered: list[Rule] = sorted(self.rules, key=lambda rule: rule.stage)
        return Recipe(ordered)

    def run(self, table: Any, *, start: int = 0, stop: int | None = None) -> Any:
        """Apply the rules and return a table of the same kind; the input is not changed.

        Parameters
        ----------
        table : pandas, Polars, PyArrow, DuckDB or Spark table
            A lazy one stays lazy.
        start, stop : int, optional
            Apply the rules from place `start` (from 0) up to but without `stop`, on a table as
            the rules before `start` leave it: so a recipe is replayed from any step.

        Raises
        ------
        MissingColumnError
            If a column that a rule needs is not there.
        InputError
            If `table` is of another type, or a column holds another type than a rule needs.
        """
        if start or stop is not None:
            return Recipe(self.rules[start:stop]).run(table)
        frame = self._frame(table)
        for number, rule in enumerate(self.rules, 1):
            frame = applied(number, rule, frame)
        return frame.to_native()

    def check(self, table: Any) -> None:
        """Raise what `run` would raise, without running the rules."""
        self._frame(table)

    def _frame(self, table: Any) -> Any:
        try:
            frame = nw.from_native(table)
        except TypeError as error:
            raise InputError(
                f"a recipe runs on pandas, Polars, PyArrow, DuckDB or Spark tables, not on "
                f"{type(table).__name__}; read it first with workbench.read_table"
            ) from error
        needed = needed_columns(self.rules)
        present = frame.collect_schema().names()
        missing = [name for name in needed if name not in present]
        if missing:
            raise MissingColumnError(missing, present, "the table that the recipe is run on")
        check_new_columns(self.rules, present)
        try:
            return prepare(frame, needed)
        except (TypeError, ValueError) as error:
            raise InputError(str(error)) from error

    def steps(self, table: Any) -> Iterator[tuple[Rule, Any, Any]]:
        """Yield each rule with the narwhals frame before and after it."""
        frame = self._frame(table)
        for number, rule in enumerate(self.rules, 1):
            after = applied(number, rule, frame)
            yield rule, frame, after
            frame = after

    def apply(self, table: Any) -> Applied:
        """Run the rules once, and tell what they left alone and what they could not read."""
        frame = self._frame(table)
        stale: list[Stale] = []
        unread: list[Unread] = []
        for number, rule in enumerate(self.rules, 1):
            after = applied(number, rule, frame)
            stale += stale_of(number, rule, frame)
            unread += unread_of(number, rule, frame, after)
            frame = after
        return Applied(frame.to_native(), tuple(stale), tuple(unread))

    def stale(self, table: Any) -> list[Stale]:
        """List the decisions about single rows that do not apply to `table`, and why."""
        return list(self.apply(table).stale)

    def without(self, place: int) -> Recipe:
        """Return the recipe without the rule at `place`, from 0; raise NotFoundError if none."""
        self._at(place)
        return Recipe(rule for at, rule in enumerate(self.rules) if at != place)

    def move(self, place: int, to: int) -> Recipe:
        """Return the recipe with the rule at `place` moved to the place `to`, both from 0."""
        rule, _ = self._at(place), self._at(to)
        rest = [one for at, one in enumerate(self.rules) if at != place]
        return Recipe([*rest[:to], rule, *rest[to:]])

    def reorder(self, order: Sequence[int]) -> Recipe:
        """Return the rules in another order: `order` lists every place, from 0, once."""
        if sorted(order) != list(range(len(self.rules))):
            raise InputError(
                f"reorder: {list(order)!r} does not name each of the {len(self)} rules once"
            )
        return Recipe(self.rules[place] for place in order)

    def _at(self, place: int) -> Rule:
        if not 0 <= place < len(self.rules):
            raise NotFoundError(f"there is no rule at place {place}; there are {len(self)}, from 0")
        return self.rules[place]

    def diff(self, other: Recipe) -> RecipeDiff:
        """Tell how this recipe becomes `other`: rules added, removed, changed and moved."""
        from workbench.rules.edit import compared

        return compared(self.rules, other.rules)

    def order_warnings(self, table: Any = None) -> list[OrderWarning]:
        """List neighbouring rules whose order may matter, on `table` where one is given."""
        from workbench.rules.edit import order_warnings

        return order_warnings(self.rules, table)

    def as_method(self) -> RecipeMethod:
        """Return the recipe with its fitted rules to be found anew; see `rules.method`."""
        from workbench.rules.method import method_of

        return method_of(self)

    def refit(self, table: Any) -> Recipe:
        """Find the fitted rules anew on `table`; the others stay as they are."""
        return self.as_method().refit(table)

    def portable(self) -> tuple[Recipe, list[Rule]]:
        """Return the recipe without the rules that name rows by `ROW_KEY`, and those rules.

        Only the workbench makes that column, so that such rules run nowhere else.
        """
        kept = [rule for rule in self.rules if getattr(rule, "key", None) != ROW_KEY]
        return Recipe(kept), [rule for rule in self.rules if rule not in kept]

    def to_json(self) -> str:
        """Return the recipe as JSON text."""
        return json.dumps(
            {"format": 1, "rules": [rule.to_dict() for rule in self.rules]},
            indent=2,
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """Read a recipe from JSON text.

        Raises
        ------
        RuleError
            If the text is no recipe, or a rule in it is malformed.
        """
        try:
            data = json.loads(text)
            rules = data["rules"]
        except (ValueError, TypeError, KeyError) as error:
            raise RuleError("this is no recipe: expected JSON with a list under 'rules'") from error
        if data.get("format") != 1 or not isinstance(rules, list):
            raise RuleError(
                f"recipe format {data.get('format')!r} is unknown; this version reads format 1"
            )
        return cls(rules)

    def emit(self, *, name: str = "table", **told: Any) -> str:
        """Return the recipe as the source of one Python module; see `workbench.rules.emit`."""
        from workbench.rules.emit import emit

        return emit(self, name=name, **told)

    def export(self, folder: str | Path, **told: Any) -> Path:
        """Write the recipe as a tested module folder; see `workbench.rules.export`."""
        from workbench.rules.export import export

        return export(self, folder, **told)


def applied(number: int, rule: Rule, frame: Any) -> Any:
    """Run one rule on a narwhals frame; say which one it was where it cannot run."""
    try:
        return rule.apply(frame)
    except WorkbenchError:
        raise
    except (TypeError, ValueError) as error:
        raise InputError(f"rule {number} ({rule.kind}, {rule.title()}): {error}") from error
