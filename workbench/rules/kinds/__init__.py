"""The kinds of rule, as frozen pydantic models.

A rule says what to do to which columns and why; `workbench.rules.operations` does it.  Fitted
values (a mapping, a list of null words) are part of the rule, so that it gives the same result on
tomorrow's data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, get_args

from pydantic import Field, TypeAdapter, ValidationError

from workbench.errors import RuleError
from workbench.rules.kinds.base import Rule
from workbench.rules.kinds.cells import CellChange, DroppedRow, DropRows, SetCells
from workbench.rules.kinds.parsing import ParseDate, ParseNumber
from workbench.rules.kinds.text import ChangeCase, MapValues, SetNull, Trim

__all__ = [
    "KINDS",
    "AnyRule",
    "CellChange",
    "ChangeCase",
    "DropRows",
    "DroppedRow",
    "MapValues",
    "ParseDate",
    "ParseNumber",
    "Rule",
    "SetCells",
    "SetNull",
    "Trim",
    "parse_rule",
]

AnyRule = Trim | SetNull | MapValues | ChangeCase | SetCells | DropRows | ParseNumber | ParseDate
KINDS: tuple[type[Rule], ...] = get_args(AnyRule)
_ADAPTER: TypeAdapter[Rule] = TypeAdapter(Annotated[AnyRule, Field(discriminator="kind")])


def parse_rule(data: Mapping[str, Any] | Rule) -> Rule:
    """Read a rule from JSON.

    Raises
    ------
    RuleError
        If the kind is unknown or a field is missing, unknown or out of range.
    """
    if isinstance(data, Rule):
        return data
    kind = data.get("kind") if isinstance(data, Mapping) else None
    known = [model.model_fields["kind"].default for model in KINDS]
    if kind not in known:
        raise RuleError(f"rule kind {kind!r} is unknown; known are {', '.join(known)}")
    try:
        return _ADAPTER.validate_python(dict(data), strict=False)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "rule"
        raise RuleError(f"rule {kind!r}, field {where}: {first['msg']}") from error
