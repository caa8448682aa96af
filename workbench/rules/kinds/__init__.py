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
from workbench.rules.kinds.columns import (
    CastColumn,
    DeriveColumn,
    DropColumns,
    FlagRows,
    RenameColumns,
    RepairDependency,
    SplitColumn,
)
from workbench.rules.kinds.numbers import Clip, ConvertUnit, Fill
from workbench.rules.kinds.parsing import ParseDate, ParseNumber
from workbench.rules.kinds.rows import DropWhere, KeepFirst, MergeEntities
from workbench.rules.kinds.spelling import (
    Collapse,
    FixMojibake,
    MergeClasses,
    NormaliseUnicode,
    ReplacePattern,
    Transform,
)
from workbench.rules.kinds.text import ChangeCase, MapValues, SetNull, Trim

__all__ = [
    "KINDS",
    "AnyRule",
    "CastColumn",
    "CellChange",
    "ChangeCase",
    "Clip",
    "Collapse",
    "ConvertUnit",
    "DeriveColumn",
    "DropColumns",
    "DropRows",
    "DropWhere",
    "DroppedRow",
    "Fill",
    "FixMojibake",
    "FlagRows",
    "KeepFirst",
    "MapValues",
    "MergeClasses",
    "MergeEntities",
    "NormaliseUnicode",
    "ParseDate",
    "ParseNumber",
    "RenameColumns",
    "RepairDependency",
    "ReplacePattern",
    "Rule",
    "SetCells",
    "SetNull",
    "SplitColumn",
    "Transform",
    "Trim",
    "parse_rule",
]

AnyRule = (
    Trim
    | Collapse
    | NormaliseUnicode
    | FixMojibake
    | SetNull
    | MapValues
    | MergeClasses
    | ReplacePattern
    | Transform
    | ChangeCase
    | RepairDependency
    | SetCells
    | DropRows
    | MergeEntities
    | ParseNumber
    | ParseDate
    | CastColumn
    | ConvertUnit
    | Clip
    | Fill
    | SplitColumn
    | DeriveColumn
    | FlagRows
    | RenameColumns
    | DropColumns
    | DropWhere
    | KeepFirst
)
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
