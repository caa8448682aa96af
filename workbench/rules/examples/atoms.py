"""The pieces of some texts and what can be made of them: what a program is put together from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, takewhile
from typing import Any, NamedTuple

from workbench.rules.examples.dates import date_atoms
from workbench.rules.examples.numbers import number_atoms
from workbench.rules.examples.programs import OPTION_STEPS, PLAIN_STEPS, RUNS, piece_of, step_of

__all__ = ["Atom", "atoms_of"]

SIGNS = " ,;:|/\\-_.=@#&?+*'\"()[]{}<>~^%$\t\n"
WORDS = (
    "}, {",
    "), (",
    "], [",
    "[[",
    "]]",
    "{{",
    "}}",
    " - ",
    ", ",
    ": ",
    " aka ",
    " of ",
    " in ",
    " at ",
    " by ",
    "://",
    "//",
)
PLACES = (0, -1, 1, -2, 2, 3, -3, 4, 5, 6)
CHANGED = 120
"""Of so many pieces, the plainest, more is made."""
CUTS = (1, 2, 3, 4, 5, 6, 7, 8)
COST = {"all": 1.0, "run": 1.2, "split": 1.4, "after": 1.5, "before": 1.5, "between": 1.9,
        "slice": 2.2}  # fmt: skip
BEFORE_CASE = ("start", "end", "first", "keep", "bare", "collapse", "drop", "unaccent")
CASES = ("upper", "lower", "title", "initials", "strip", "sentence")
"""What is tried after a step of `BEFORE_CASE`."""
STEP_COST = {"lower": 0.4, "upper": 0.4, "title": 0.4, "capitalise": 0.4, "strip": 0.1,
             "first": 0.5, "collapse": 0.4, "unzero": 0.4}  # fmt: skip
BASES = ((2, 10), (10, 2), (16, 10), (10, 16), (2, 16), (16, 2), (8, 10), (10, 8), (16, 256),
         (256, 16), (10, 256), (256, 10), (2, 256), (256, 2), (8, 16), (16, 8), (2, 8),
         (8, 2))  # fmt: skip


class Atom(NamedTuple):
    """A piece with its steps, what it is in each example, and how far-fetched it is."""

    part: list[Any]
    values: tuple[str, ...]
    cost: float


def atoms_of(inputs: Sequence[str], outputs: Sequence[str]) -> list[Atom]:
    """Return what can be taken from `inputs` that occurs in `outputs`, the cheapest of each kind.

    Parameters
    ----------
    inputs, outputs : sequence of str
        The examples, in the same order.
    """
    found: dict[tuple[str, ...], Atom] = {}
    pieces = sorted(_pieces(inputs), key=lambda piece: piece.cost)
    made = (_made(piece, outputs) for piece in pieces[:CHANGED])
    for atom in chain(pieces, chain.from_iterable(made)):
        there = all(v and v in out for v, out in zip(atom.values, outputs, strict=True))
        known = found.get(atom.values)
        if there and (known is None or atom.cost < known.cost):
            found[atom.values] = atom
    return sorted(found.values(), key=lambda atom: atom.cost)


def _made(piece: Atom, outputs: Sequence[str]) -> Iterator[Atom]:
    yield from _changed(piece, outputs)
    for more in (number_atoms, date_atoms):
        yield from more(piece.part, piece.values, outputs, piece.cost, Atom)


def _pieces(inputs: Sequence[str]) -> list[Atom]:
    cheapest: dict[tuple[str, ...], Atom] = {}
    for where, cost in _wheres(inputs):
        values = _of_all(inputs, partial(piece_of, where))
        if values and any(values) and (values not in cheapest or cost < cheapest[values].cost):
            cheapest[values] = Atom(["piece", where, []], values, cost)
    return list(cheapest.values())


def _of_all(texts: Sequence[str], make: Callable[[str], str | None]) -> tuple[str, ...] | None:
    """Return what is made of each text; None where there is a text of which nothing is."""
    made = takewhile(lambda value: value is not None, map(make, texts))
    values = tuple(value for value in made if value is not None)
    return values if len(values) == len(texts) else None


def _wheres(inputs: Sequence[str]) -> Iterator[tuple[list[Any], float]]:
    yield ["all"], COST["all"]
    for rank, place in enumerate(PLACES):
        extra = 0.05 * rank
        for kind in RUNS:
            yield ["run", kind, place], COST["run"] + extra
        for sign in _signs(inputs):
            yield ["split", sign, place], COST["split"] + extra
            for kind in ("after", "before"):
                if place:
                    yield [kind, sign, place], COST[kind] + extra
            for other in _signs(inputs) if place in (1, 2, -1) else ():
                yield ["between", sign, place, other], COST["between"] + extra
    shortest = min(map(len, inputs))
    for length in CUTS:
        if length <= shortest:
            yield ["slice", 0, length], COST["slice"]
            yield ["slice", -length, None], COST["slice"]
            yield ["slice", 0, -length], COST["slice"]
            yield ["slice", length, None], COST["slice"]
            for start in range(1, min(shortest - length + 1, 12)):
                yield ["slice", start, start + length], COST["slice"] + 0.3


def _signs(inputs: Sequence[str]) -> list[str]:
    return [sign for sign in (*SIGNS, *WORDS) if all(sign in text for text in inputs)]


def _changed(piece: Atom, outputs: Sequence[str]) -> Iterator[Atom]:
    steps: list[list[Any]] = [[name] for name in PLAIN_STEPS]
    steps += [["keep", kind] for kind in ("digits", "letters", "alphanumeric", "capitals", "plain")]
    signs = {sign for text in piece.values for sign in text if not sign.isalnum()}
    for sign in sorted(signs)[:12]:
        steps.append(["drop", sign])
        steps += [["replace", sign, other] for other in _others(outputs) if other != sign]
    steps += [[end, length] for end in ("start", "end") for length in CUTS]
    if piece.cost < 1.9:
        steps += [["piece", where] for where in _inner(piece.values)]
    for size in (2, 3, 4):
        steps += [["group", size, sign] for sign in _others(outputs) if sign]
    steps += [["pad", width] for width in range(2, 11)]
    steps += [["base", *pair, upper] for pair in BASES for upper in (True, False)]
    assert {step[0] for step in steps} <= {*PLAIN_STEPS, *OPTION_STEPS}
    for step in steps:
        first = _applied([step], piece)
        if first is None or first.values == piece.values:
            continue
        yield first
        if piece.cost < 1.5 and step[0] in BEFORE_CASE:
            twice = (_applied([step, [case]], piece) for case in CASES)
            yield from (atom for atom in twice if atom and atom.values != first.values)


def _inner(values: Sequence[str]) -> Iterator[list[Any]]:
    """Yield the plainest pieces of a piece."""
    for place in (0, -1, 1):
        for kind in ("word", "letters", "alphanumeric", "digits", "number"):
            yield ["run", kind, place]
        for sign in _signs(values):
            yield ["split", sign, place]


def _others(outputs: Sequence[str]) -> list[str]:
    common = {sign for sign in outputs[0] if not sign.isalnum()}
    return [*sorted(sign for sign in common if all(sign in out for out in outputs))[:6], ""]


def _applied(steps: list[list[Any]], piece: Atom) -> Atom | None:
    values: tuple[str, ...] | None = piece.values
    for step in steps:
        values = None if values is None else _of_all(values, partial(step_of, step))
    cost = piece.cost + sum(STEP_COST.get(step[0], 0.7) for step in steps)
    return None if values is None else Atom([*piece.part[:2], steps], values, cost)
