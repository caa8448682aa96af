"""Read the small language of conditions and derived columns.

``age >= 18 and country in ["AT", "DE"]``, ``concat(first, " ", col("last name"))``,
``year(joined)``, ``if_(price > 0, amount / price, 0)``.  It is read with Python's grammar and
turned into nested lists; nothing in it is ever run as Python.
"""

from __future__ import annotations

import ast
import math
from typing import Any

from workbench.rules.patterns import check_pattern

__all__ = ["parse_expression", "types_in"]

LONGEST = 2000
DEEPEST = 30
COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
}
ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
}
FUNCTIONS = {
    "concat": (1, 20),
    "coalesce": (1, 20),
    "if_": (2, 3),
    "lower": (1, 1),
    "upper": (1, 1),
    "length": (1, 1),
    "year": (1, 1),
    "month": (1, 1),
    "day": (1, 1),
    "is_null": (1, 1),
}
WITH_TEXT = ("contains", "starts_with", "ends_with", "matches")
ARGUMENTS = {
    **dict.fromkeys(ARITHMETIC.values(), "number"),
    **dict.fromkeys(("concat", "lower", "upper", "length"), "text"),
    **dict.fromkeys(("year", "month", "day"), "date"),
    **dict.fromkeys(("and", "or", "not"), "truth"),
}
"""The type that the arguments must have."""
RESULTS = {
    **dict.fromkeys((*ARITHMETIC.values(), "length", "year", "month", "day"), "number"),
    **dict.fromkeys(("concat", "lower", "upper"), "text"),
    **dict.fromkeys((*COMPARISONS.values(), *WITH_TEXT), "truth"),
    **dict.fromkeys(("and", "or", "not", "in", "is_null"), "truth"),
}
"""The type of what they give."""
KNOWN = ", ".join(["col", *FUNCTIONS, *WITH_TEXT])

Tree = list[Any]


def parse_expression(text: str) -> Tree:
    """Turn an expression into nested lists.

    Raises
    ------
    ValueError
        If it is too long, no expression, or says something the language does not have.
    """
    if not text.strip() or len(text) > LONGEST:
        raise ValueError(f"an expression has 1 to {LONGEST} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError(f"expression {text!r} cannot be parsed: {error}") from error
    return _read(tree, 0)


def types_in(tree: Tree, wanted: str = "any") -> dict[str, str]:
    """Return the columns that an expression names, each with the type that it must have.

    That is ``number``, ``text``, ``truth`` or ``date``, as far as the expression tells; else
    ``any``.
    """
    name, *parts = tree
    if name == "column":
        return {parts[0]: wanted}
    if name == "value":
        return {}
    if name == "in":
        asked = [(parts[0], _type_of(["value", parts[1][0]]))]
    elif name in WITH_TEXT:
        asked = [(parts[0], "text")]
    elif name in COMPARISONS.values():
        asked = [(parts[0], _type_of(parts[1])), (parts[1], _type_of(parts[0]))]
    elif name in ("coalesce", "if"):
        choices = parts[1:] if name == "if" else parts
        known = [type_ for type_ in map(_type_of, choices) if type_ != "any"]
        asked = [(parts[0], "truth")] if name == "if" else []
        asked += [(part, known[0] if known else wanted) for part in choices]
    else:
        asked = [(part, ARGUMENTS.get(name, "any")) for part in parts]
    types: dict[str, str] = {}
    for part, type_ in asked:
        for column, found in types_in(part, type_).items():
            if types.get(column, "any") == "any":
                types[column] = found
    return types


def _type_of(tree: Tree) -> str:
    """Return the type of what an expression gives; any where only the table can tell."""
    name, *parts = tree
    if name == "value":
        return {bool: "truth", str: "text"}.get(type(parts[0]), "number")
    return RESULTS.get(name, "any")


def _read(node: ast.expr, depth: int) -> Tree:
    if depth > DEEPEST:
        raise ValueError(f"the expression is nested more than {DEEPEST} deep")
    if isinstance(node, ast.Name):
        return ["column", node.id]
    if isinstance(node, ast.Constant):
        return ["value", _constant(node)]
    if isinstance(node, ast.UnaryOp):
        return _unary(node, depth)
    if isinstance(node, ast.BoolOp):
        name = "and" if isinstance(node.op, ast.And) else "or"
        return [name, *(_read(part, depth + 1) for part in node.values)]
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        sides = (node.left, node.right)
        return [ARITHMETIC[type(node.op)], *(_read(side, depth + 1) for side in sides)]
    if isinstance(node, ast.Compare):
        return _compare(node, depth)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _call(node.func.id, node.args, depth)
    raise ValueError(
        f"{ast.unparse(node)!r} is not allowed in an expression; use columns, text, "
        f"numbers, + - * /, comparisons, in [...], and, or, not, and {KNOWN}"
    )


def _constant(node: ast.expr) -> Any:
    value = node.value if isinstance(node, ast.Constant) else node
    if not isinstance(value, bool | int | float | str):
        raise ValueError(f"{ast.unparse(node)!r} is not text, a number, True or False")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a number in an expression must be finite")
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError(f"{value} is beyond 64 bits")
    return value


def _unary(node: ast.UnaryOp, depth: int) -> Tree:
    if isinstance(node.op, ast.Not):
        return ["not", _read(node.operand, depth + 1)]
    inner = _read(node.operand, depth + 1)
    if isinstance(node.op, ast.USub) and inner[0] == "value" and not isinstance(inner[1], str):
        return ["value", -inner[1]]
    if isinstance(node.op, ast.USub):
        return ["subtract", ["value", 0], inner]
    raise ValueError(f"{ast.unparse(node)!r} is not allowed in an expression")


def _compare(node: ast.Compare, depth: int) -> Tree:
    if len(node.ops) != 1:
        raise ValueError(
            f"{ast.unparse(node)!r}: compare two values at a time and join the comparisons with and"
        )
    left, right, sign = node.left, node.comparators[0], node.ops[0]
    if isinstance(sign, ast.In | ast.NotIn):
        if not isinstance(right, ast.List | ast.Tuple) or not right.elts:
            raise ValueError(f"{ast.unparse(node)!r}: put a list of values after in")
        items = [(item, *_read(item, depth + 1)) for item in right.elts]
        for item, name, *_ in items:
            if name != "value":
                raise ValueError(f"{ast.unparse(item)!r}: a list after in may hold constants only")
        tree: Tree = ["in", _read(left, depth + 1), [value for _, _, value in items]]
        return ["not", tree] if isinstance(sign, ast.NotIn) else tree
    if type(sign) not in COMPARISONS:
        raise ValueError(f"{ast.unparse(node)!r}: use is_null(x) to test whether x is missing")
    return [COMPARISONS[type(sign)], _read(left, depth + 1), _read(right, depth + 1)]


def _call(name: str, arguments: list[ast.expr], depth: int) -> Tree:
    if name == "col":
        if len(arguments) != 1 or not isinstance(_constant(arguments[0]), str):
            raise ValueError('col takes the name of one column: col("last name")')
        return ["column", _constant(arguments[0])]
    if name in WITH_TEXT:
        if len(arguments) != 2 or not isinstance(_constant(arguments[1]), str):
            raise ValueError(f'{name} takes a text and a literal: {name}(city, "ville")')
        literal = _constant(arguments[1])
        return [
            name,
            _read(arguments[0], depth + 1),
            check_pattern(literal) if name == "matches" else literal,
        ]
    if name not in FUNCTIONS:
        raise ValueError(f"function {name!r} is unknown; known are {KNOWN}")
    least, most = FUNCTIONS[name]
    if not least <= len(arguments) <= most:
        raise ValueError(f"{name} takes {least} to {most} arguments, not {len(arguments)}")
    return [name.rstrip("_"), *(_read(part, depth + 1) for part in arguments)]
