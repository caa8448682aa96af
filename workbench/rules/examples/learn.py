"""Find the simplest program that rewrites all examples, in the manner of FlashFill (Gulwani 2011).

Every piece of the inputs, and what can be made of it, is computed for all examples at once; the
outputs are then put together from those that occur in them, and from words of their own, by a
best-first search over the places reached in each output.  Of the cheapest programs the first is
taken that fits the other values of the column as well.
"""

from __future__ import annotations

import heapq
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from workbench.errors import InputError
from workbench.rules.examples.atoms import Atom, atoms_of
from workbench.rules.examples.programs import rewritten

__all__ = ["learn"]

PROGRAMS = 30
WAYS = 6
STEPS = 20_000
CONSTANT = 0.9
PER_SIGN = 0.25
PER_LETTER = 0.6
PER_PART = 0.3

Program = list[list[Any]]


def learn(examples: Sequence[tuple[str, str]], others: Sequence[str] = ()) -> Program | None:
    """Return a program for `rewritten`, None where none is found.

    Parameters
    ----------
    examples : sequence of (str, str)
        Texts and what they should become; three different ones or more are advised.
    others : sequence of str
        Further texts of the column: a program that fits them is preferred.

    Raises
    ------
    InputError
        Without examples, or where one text should become two different ones.
    """
    wanted = dict(examples)
    if not wanted:
        raise InputError("learn: give at least one example (before, after)")
    if len(wanted) < len(set(examples)):
        raise InputError("learn: one text becomes two different ones; correct the examples")
    inputs, outputs = list(wanted), list(wanted.values())
    if inputs == outputs or not all(inputs):
        return None
    best: tuple[float, int, Program] | None = None
    for rank, program in enumerate(itertools.islice(_programs(inputs, outputs), PROGRAMS)):
        fits = sum(rewritten(program, text) is not None for text in others)
        if fits == len(others):
            return program
        if best is None or fits > best[0]:
            best = (fits, rank, program)
    return best[2] if best and 2 * best[0] >= len(others) else None


def _programs(inputs: list[str], outputs: list[str]) -> Iterator[Program]:
    """Yield programs that give all outputs, the cheapest first."""
    starting: dict[str, list[Atom]] = {}
    for atom in atoms_of(inputs, outputs):
        starting.setdefault(atom.values[0][0], []).append(atom)
    count = itertools.count()
    end = tuple(map(len, outputs))
    waiting: list[tuple[float, int, tuple[int, ...], Program]] = [(0.0, 0, (0,) * len(end), [])]
    visits: Counter[tuple[int, ...]] = Counter()
    for _ in range(STEPS):
        if not waiting:
            return
        cost, _, places, program = heapq.heappop(waiting)
        if places == end:
            yield program
            continue
        visits[places] += 1
        if visits[places] <= WAYS:
            for more, after, part in _next(outputs, places, program, starting):
                heapq.heappush(waiting, (cost + more, next(count), after, [*program, part]))


def _next(
    outputs: list[str], places: tuple[int, ...], program: Program, starting: dict[str, list[Atom]]
) -> Iterator[tuple[float, tuple[int, ...], list[Any]]]:
    for atom in starting.get(outputs[0][places[0] :][:1], []):
        pairs = zip(outputs, atom.values, places, strict=True)
        if all(out.startswith(value, place) for out, value, place in pairs):
            after = tuple(p + len(v) for p, v in zip(places, atom.values, strict=True))
            yield atom.cost + PER_PART, after, atom.part
    if program and program[-1][0] == "text":
        return
    rests = (out[place:] for out, place in zip(outputs, places, strict=True))
    alike = itertools.takewhile(lambda signs: len(set(signs)) == 1, zip(*rests, strict=False))
    common = "".join(signs[0] for signs in alike)
    for length in range(1, len(common) + 1):
        words = common[:length]
        letters = sum(sign.isalnum() for sign in words)
        cost = CONSTANT + PER_LETTER * letters + PER_SIGN * (length - letters)
        if len(outputs) > 1:
            cost = min(cost, 4.0 + 0.05 * length)
        yield cost, tuple(place + length for place in places), ["text", words]
