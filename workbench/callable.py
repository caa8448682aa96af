"""Let a subpackage be called like the function that gives it its name.

``workbench.profile`` is a package and ``workbench.profile(table)`` the most used call in a
notebook.  Python binds the package to that name as soon as anything imports it, so the package
itself has to answer the call.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

__all__ = ["make_callable"]


class CallableModule(ModuleType):
    """A module that hands calls to its function of the same name."""

    __wrapped__: Callable[..., Any]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function."""
        return self.__wrapped__(*args, **kwargs)


def make_callable(name: str, function: Callable[..., Any]) -> None:
    """Make calls to the imported module `name` calls to `function`; help shows its text."""
    module = sys.modules[name]
    module.__class__ = CallableModule
    module.__wrapped__ = function  # type: ignore[attr-defined]
    module.__doc__ = function.__doc__
