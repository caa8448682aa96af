"""Whether an answer of somebody who labels fits its item and what may be said of it."""

from __future__ import annotations

import math
from typing import Any

from workbench.errors import InputError
from workbench.protocol.labelling import Answer, LabelSchema
from workbench.protocol.review import DecisionBody
from workbench.types import ReviewItem

__all__ = ["annotation_value", "fitted_annotation"]

STEPS = 1e-6
"""How far from a whole number of steps a number may lie: what is lost on its way as JSON."""


def annotation_value(choice: Any, answer: Answer) -> Any:
    """Return what an annotation says, so that equal answers are equal.

    The choice, where there is one; else a tuple of labels, of boxes (x1, y1, x2, y2, label), of
    spans (start, end, label), or the text.
    """
    if choice is not None:
        return choice
    if answer.labels is not None:
        return tuple(sorted(answer.labels, key=str))
    if answer.boxes is not None:
        boxes = ((box.x1, box.y1, box.x2, box.y2, box.label) for box in answer.boxes)
        return tuple(sorted(boxes, key=str))
    if answer.spans is not None:
        return tuple(sorted(((s.start, s.end, s.label) for s in answer.spans), key=str))
    return answer.text


def fitted_annotation(body: DecisionBody, item: ReviewItem, schema: LabelSchema) -> DecisionBody:
    """Return the answer as it is to be stored.

    Raises
    ------
    InputError
        If it does not say what the schema asks for; with what is wrong and what is possible.
    """
    where, answer = f"item {item.id!r}", body.answer or Answer()
    strange = [flag for flag in answer.flags if flag not in schema.flags]
    if strange:
        listed = ", ".join(map(repr, schema.flags)) or "none"
        raise InputError(f"{where}: there is no flag {strange[0]!r}; there are {listed}")
    if body.verdict != "choose":
        if body.choice is not None or _given(answer):
            raise InputError(f"{where}: a label goes with 'choose' only, not with {body.verdict!r}")
        return body
    wanted = {
        "multilabel": ["labels"],
        "boxes": ["boxes"],
        "spans": ["spans"],
        "transcript": ["text"],
    }.get(schema.kind, [])
    if _given(answer) != wanted or (body.choice is not None) != schema.is_value:
        what = wanted[0] if wanted else "choice"
        raise InputError(f"{where}: a {schema.kind} is answered by {what!r}, and nothing else")
    problem = _problem(body.choice, answer, item, schema)
    if problem:
        raise InputError(f"{where}: {problem}")
    whole = isinstance(body.choice, float) and body.choice.is_integer()
    choice = int(body.choice) if whole and body.choice is not None else body.choice
    return body.model_copy(update={"answer": answer, "choice": choice})


def _given(answer: Answer) -> list[str]:
    return [n for n in ("labels", "boxes", "spans", "text") if getattr(answer, n) is not None]


def _problem(choice: Any, answer: Answer, item: ReviewItem, schema: LabelSchema) -> str | None:
    """Say what is wrong with an answer; None where nothing is."""
    if schema.kind == "number":
        return _number_problem(choice, schema)
    named: list[Any] = [choice] if schema.is_value else list(answer.labels or ())
    named += [box.label for box in answer.boxes or ()]
    named += [span.label for span in answer.spans or ()]
    offered: list[Any] = list(schema.labels) or [None]
    known = {(type(label), label) for label in offered}
    for label in named:
        if (type(label), label) not in known:
            listed = ", ".join(map(repr, schema.labels[:20])) or "none"
            return f"{label!r} is no label; the labels are {listed}"
    if answer.labels is not None and len(set(answer.labels)) < len(answer.labels):
        return "a label is given twice"
    for box in answer.boxes or ():
        if not (0 <= box.x1 < box.x2 and 0 <= box.y1 < box.y2):
            return (
                f"a box goes from ({box.x1:g}, {box.y1:g}) to ({box.x2:g}, {box.y2:g}); "
                "it must begin inside the image and have a width and a height above 0"
            )
    length = len(str((item.payload.get("text") or {}).get("value") or ""))
    for span in answer.spans or ():
        if not span.start < span.end <= length:
            return f"a span goes from {span.start} to {span.end}; the text has 0 to {length}"
    if answer.text is not None and not answer.text.strip():
        return "the text is blank; flag the item or say that you can't tell"
    return None


def _number_problem(choice: Any, schema: LabelSchema) -> str | None:
    if isinstance(choice, bool) or not isinstance(choice, int | float):
        return f"{choice!r} is no number"
    low = -math.inf if schema.low is None else schema.low
    high = math.inf if schema.high is None else schema.high
    if not low <= choice <= high:
        return f"{choice:g} is outside {low:g} to {high:g}"
    if schema.step is not None:
        steps = (choice - (schema.low or 0.0)) / schema.step
        if abs(steps - round(steps)) > STEPS:
            return f"{choice:g} is between two steps of {schema.step:g}"
    return None
