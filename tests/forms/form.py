"""One form of writing a value, and a section of such forms."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Form", "Section"]


@dataclass(frozen=True)
class Form:
    """One way to write values.

    Attributes
    ----------
    name : str
        What is written, in a few words.
    texts : tuple of str
        A column of it.
    values : tuple
        What each text stands for; None where it is left to a person.
    types : str
        The semantic types that the profile may give, parted by spaces.
    asked : bool
        Whether the rule is only proposed, at a confidence that is not accepted by itself.
    """

    name: str
    texts: tuple[str, ...]
    values: tuple[object, ...]
    types: str
    asked: bool = False


@dataclass(frozen=True)
class Section:
    """Forms that one check proposes rules for."""

    title: str
    check: str
    forms: tuple[Form, ...]
