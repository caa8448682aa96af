"""The kinds of rule, as frozen pydantic models.

A rule says what to do to which columns and why; `workbench.rules.operations` does it.  Fitted
values (a mapping, a list of placeholders) are part of the rule, so that it gives the same result on
tomorrow's data.

A kind knows itself: how its rules merge, divide, go stale, what they are about (see
`workbench.rules.kinds.base.Rule`).  `register_kind` makes one known to the whole product.
"""

from __future__ import annotations

from workbench.rules.kinds.base import Rule
from workbench.rules.kinds.cells import (
    CellChange,
    DroppedRow,
    DropRows,
    LabelRows,
    RowLabel,
    SetCells,
)
from workbench.rules.kinds.columns import (
    DeriveColumn,
    DropColumns,
    FlagRows,
    RenameColumns,
    RepairDependency,
    SplitColumn,
)
from workbench.rules.kinds.numbers import Clip, ConvertUnit, Fill
from workbench.rules.kinds.parsing import CastColumn, ParseDate, ParseNumber
from workbench.rules.kinds.registry import (
    KINDS,
    kind_name,
    parse_rule,
    register_kind,
    temporary_kind,
)
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
    "LabelRows",
    "MapValues",
    "MergeClasses",
    "MergeEntities",
    "NormaliseUnicode",
    "ParseDate",
    "ParseNumber",
    "RenameColumns",
    "RepairDependency",
    "ReplacePattern",
    "RowLabel",
    "Rule",
    "SetCells",
    "SetNull",
    "SplitColumn",
    "Transform",
    "Trim",
    "kind_name",
    "parse_rule",
    "register_kind",
    "temporary_kind",
]

for _model in (
    Trim,
    Collapse,
    NormaliseUnicode,
    FixMojibake,
    SetNull,
    MapValues,
    MergeClasses,
    ReplacePattern,
    Transform,
    ChangeCase,
    RepairDependency,
    LabelRows,
    SetCells,
    DropRows,
    MergeEntities,
    ParseNumber,
    ParseDate,
    CastColumn,
    ConvertUnit,
    Clip,
    Fill,
    SplitColumn,
    DeriveColumn,
    FlagRows,
    RenameColumns,
    DropColumns,
    DropWhere,
    KeepFirst,
):
    register_kind(_model)
