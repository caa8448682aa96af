"""Tell how far a long piece of work is: a bar in a notebook or a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

__all__ = ["Progress"]

AFTER = 3.0


class Progress:
    """A bar that shows itself only where work takes longer than a moment.

    Use it in a ``with`` statement: the bar goes away however the work ends.

    Parameters
    ----------
    what : str
        What is being done, such as "profile".
    total : int
        Number of steps.
    after : float
        Seconds before the bar shows itself.
    shown : bool, optional
        Whether to show it at all; by default in notebooks and on terminals.
    """

    def __init__(
        self, what: str, total: int, *, after: float = AFTER, shown: bool | None = None
    ) -> None:
        self.what, self.total, self.done = what, total, 0
        self._after = after
        self._shown = _someone_looks() if shown is None else shown
        self._started = time.monotonic()
        self._bar: Any = None

    def step(self, note: str = "", *, steps: int = 1) -> None:
        """Say that `steps` more are done, and what is next."""
        self.done = min(self.done + steps, self.total)
        if not self._shown or time.monotonic() - self._started < self._after:
            return
        if self._bar is None:
            from tqdm.auto import tqdm

            self._bar = tqdm(total=self.total, desc=self.what, leave=False, file=sys.stderr)
        self._bar.update(self.done - self._bar.n)
        if note:
            self._bar.set_postfix_str(note[:40], refresh=False)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()


def _someone_looks() -> bool:
    return "ipykernel" in sys.modules or sys.stderr.isatty()
