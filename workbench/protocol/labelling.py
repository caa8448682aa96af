"""What a label may be, and an answer of somebody who labels."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from workbench.errors import InputError
from workbench.protocol.message import Message
from workbench.protocol.texts import checked_text
from workbench.types import python_value

__all__ = ["Answer", "Box", "LabelKind", "LabelSchema", "Span"]

LabelKind = Literal["class", "ordinal", "multilabel", "number", "boxes", "spans", "transcript"]

NEEDS_LABELS = frozenset({"class", "ordinal", "multilabel"})
MOST_LABELS = 10_000
MOST_SHAPES = 1_000
"""Boxes or spans in one answer: far beyond what a person draws."""
LONGEST = 20_000
"""Characters of a transcript, as of a value that a card shows."""

Label = Annotated[str, Field(strict=True)] | Annotated[int, Field(strict=True)]
Finite = Annotated[float, AfterValidator(lambda value: _finite(value))]


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("must be a finite number")
    return value


class LabelSchema(Message):
    """What is asked of each item.

    Attributes
    ----------
    kind : {"class", "ordinal", "multilabel", "number", "boxes", "spans", "transcript"}
        One label, one of an ordered scale, any number of labels, a number, boxes over an image,
        passages of a text, or a text.
    labels : tuple of str or int
        The labels, of an ordinal scale from the lowest to the highest; of boxes and spans what
        they may be called, none where they have no names.
    low, high, step : float or None
        Of a number: the range, ends included, and the step.
    unit : str
        Of a number, such as ``"mm"``.
    flags : tuple of str
        What may be ticked beside the label, such as ``"unintelligible"``.
    """

    kind: LabelKind = "class"
    labels: tuple[Label, ...] = ()
    low: Finite | None = None
    high: Finite | None = None
    step: Finite | None = None
    unit: str = ""
    flags: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: Any) -> LabelSchema:
        """Return a schema from one, from its JSON, or from the labels of a class.

        Raises
        ------
        InputError
            If it is none of these, or contradicts itself; with the field and the reason.
        """
        if isinstance(given, LabelSchema):
            return given
        if isinstance(given, Mapping):
            return cls.read(given)
        if given is None or isinstance(given, str | int | float):
            raise InputError(
                f"labels: {given!r} is no list of labels; give one, such as ['yes', 'no'], or a "
                "LabelSchema, such as wb.LabelSchema(kind='number', low=0, high=100)"
            )
        return cls.read({"labels": [python_value(one) for one in given]})

    @model_validator(mode="after")
    def _check(self) -> Self:
        texts = [str(label) for label in self.labels]
        if self.kind in NEEDS_LABELS and len(texts) < 2:
            raise ValueError(f"labels: a {self.kind} needs two or more")
        if len({type(label) for label in self.labels}) > 1:
            raise ValueError("labels: texts and numbers are mixed; give all as text")
        if len(texts) > MOST_LABELS:
            raise ValueError(f"labels: {len(texts)} are given; {MOST_LABELS} are allowed")
        for name, words in (("labels", texts), ("flags", list(self.flags))):
            if len(set(words)) < len(words):
                twice = next(one for one in words if words.count(one) > 1)
                raise ValueError(f"{name}: {twice!r} is given twice")
            if any(not one.strip() for one in words):
                raise ValueError(f"{name}: one is blank; a blank text is no label")
        if self.kind in ("number", "transcript") and texts:
            raise ValueError(f"labels: a {self.kind} has none")
        if self.kind != "number" and (self.low, self.high, self.step) != (None, None, None):
            raise ValueError(f"low, high and step are for numbers; this is a {self.kind}")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(f"low: {self.low:g} is not below high, {self.high:g}")
        if self.step is not None and self.step <= 0:
            raise ValueError("step: must be above 0")
        return self

    @property
    def is_value(self) -> bool:
        """Whether an answer is one value, which a cell of a table can hold."""
        return self.kind in ("class", "ordinal", "number")


class Box(Message):
    """A box over an image: pixels of the original from its top left corner."""

    x1: Finite
    y1: Finite
    x2: Finite
    y2: Finite
    label: Label | None = None


class Span(Message):
    """A passage of a text: characters (Unicode code points), the end not included."""

    start: Annotated[int, Field(strict=True, ge=0)]
    end: Annotated[int, Field(strict=True, ge=0)]
    label: Label | None = None


class Answer(Message):
    """What somebody says of an item, beside the value of a class or number.

    ``uncertain`` is 0 (sure) to 1 (a guess), ``lacks`` what the item does not tell, ``seconds``
    how long it was looked at.
    """

    labels: Annotated[tuple[Label, ...], Field(max_length=MOST_LABELS)] | None = None
    boxes: Annotated[tuple[Box, ...], Field(max_length=MOST_SHAPES)] | None = None
    spans: Annotated[tuple[Span, ...], Field(max_length=MOST_SHAPES)] | None = None
    text: Annotated[str, AfterValidator(lambda text: checked_text(text, LONGEST))] | None = None
    uncertain: Annotated[float, Field(ge=0, le=1)] | None = None
    flags: Annotated[tuple[str, ...], Field(max_length=100)] = ()
    lacks: Annotated[str, AfterValidator(lambda text: checked_text(text, 200))] = ""
    seconds: Annotated[float, Field(ge=0, le=1e7)] | None = None
