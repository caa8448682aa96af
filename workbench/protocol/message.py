"""The base of all messages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from workbench.errors import InputError
from workbench.types import Json

__all__ = ["Empty", "Message"]


class Message(BaseModel):
    """A frozen value that knows its fields and refuses all others."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")

    @classmethod
    def read(cls, body: Mapping[str, Any]) -> Self:
        """Read a message that came from outside.

        Raises
        ------
        InputError
            If a field is missing, unknown or of the wrong type; the message names it, and never
            repeats a value longer than 40 characters.
        """
        try:
            json.dumps(body, ensure_ascii=False).encode()
        except (UnicodeEncodeError, RecursionError, TypeError, ValueError):
            raise InputError(
                f"{cls.__name__}: it is not plain JSON in valid Unicode (half of a surrogate pair?)"
            ) from None
        try:
            return cls.model_validate(body)
        except ValidationError as error:
            raise InputError(f"{cls.__name__}: {_first(error)}") from None

    def to_dict(self) -> Json:
        """Return the message as JSON."""
        return self.model_dump(mode="json")


def _first(error: ValidationError) -> str:
    problem = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part)[:40] for part in problem["loc"]) or "the message"
    given = repr(problem.get("input"))
    shown = given if len(given) <= 40 else f"{given[:37]}..."
    own = problem["type"] == "value_error"  # our own words: they stay as they are
    said = problem["msg"].removeprefix("Value error, ") if own else problem["msg"].lower()
    return f"{where}: {said}, given {shown}"


class Empty(Message):
    """Nothing to say."""
