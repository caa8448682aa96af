"""Count rows by bin, alone and by pairs of columns."""

from __future__ import annotations

import base64

import numpy as np

__all__ = ["coarse", "counted", "encoded", "joint"]

BLOCK = 262_144
"""Rows that are counted in one go: what is needed for them fits into the processor's cache."""


def counted(codes: np.ndarray, size: int, mask: np.ndarray | None = None) -> np.ndarray:
    """Count the rows of each code from 0 to `size` (the missing), shape ``(size + 1,)``."""
    return np.asarray(joint(None, 1, codes, size, mask)[0])


def joint(
    first: np.ndarray | None, firsts: int, codes: np.ndarray, size: int, mask: np.ndarray | None
) -> np.ndarray:
    """Count the rows of each pair of codes, shape ``(firsts, size + 1)``.

    Parameters
    ----------
    first : array of int or None
        Code of each row, 0 to `firsts` - 1; others are not counted.  None is all 0.
    codes : array of int
        Second code of each row, 0 to `size`.
    mask : array of bool or None
        Which rows count; None is all.
    """
    width = size + 1
    total = np.zeros(firsts * width, dtype=np.int64)
    for start in range(0, len(codes), BLOCK):
        part = slice(start, start + BLOCK)
        pair = codes[part].astype(np.intp)
        if first is not None:
            pair += first[part].astype(np.intp) * width
        if mask is not None:
            pair = pair[mask[part]]
        if first is not None:
            pair = pair[pair < len(total)]
        total += np.bincount(pair, minlength=len(total))
    return total.reshape(firsts, width)


def coarse(counts: np.ndarray, step: int) -> np.ndarray:
    """Add up fine bins to shown ones; the last, of missing values, stays by itself.

    Shape ``(..., size + 1)`` becomes ``(..., size / step + 1)``.
    """
    if step == 1:
        return counts
    inner, last = counts[..., :-1], counts[..., -1:]
    summed = inner.reshape(*inner.shape[:-1], -1, step).sum(axis=-1)
    return np.concatenate([summed, last], axis=-1)


def encoded(counts: np.ndarray) -> str:
    """Return counts as little-endian uint32 in base64, row by row."""
    return base64.b64encode(counts.astype("<u4").tobytes()).decode("ascii")
