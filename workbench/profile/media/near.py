"""Groups of images that look nearly the same, by difference hashes (Krawetz 2013).

All pairs are compared, so none is missed: 2,000 images take some 0.1 s.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["HAMMING", "difference_hash", "near_groups"]

HAMMING = 5
DIFFERENCE = 12.0
AT_ONCE = 256


def difference_hash(tiny: NDArray[np.uint8]) -> int:
    """Return 64 bits: whether each of 8 x 8 places is darker than the one to its right.

    Parameters
    ----------
    tiny : array of shape (8, 9)
        The grey image, reduced.
    """
    return int.from_bytes(np.packbits(tiny[:, :-1] < tiny[:, 1:]).tobytes(), "big")


def near_groups(hashes: NDArray[np.uint64], thumbs: NDArray[np.uint8]) -> list[list[int]]:
    """Return the groups of two and more images that are near duplicates, by their places.

    Two images are near where their hashes differ in at most 5 of 64 bits and their thumbnails by
    a standard deviation of at most 12 of 255 grey levels (which allows another exposure); a
    group is what a chain of such pairs connects.

    Parameters
    ----------
    hashes : array of shape (n,)
        Difference hashes.
    thumbs : array of shape (n, m)
        Grey thumbnails, flat.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size, measured = thumbs.shape
    pixels = thumbs.astype(np.float32)
    pixels -= pixels.mean(axis=1, keepdims=True)
    squares = (pixels**2).sum(axis=1)
    groups = np.arange(size)
    for start in range(0, size, AT_ONCE):
        some = slice(start, start + AT_ONCE)
        separate = np.bitwise_count(hashes[some, None] ^ hashes[None, start:])
        unlike = squares[some, None] + squares[None, start:] - 2 * pixels[some] @ pixels[start:].T
        left, right = np.nonzero((separate <= HAMMING) & (unlike <= measured * DIFFERENCE**2))
        # What earlier rows have connected stays so: one edge each to the first of its group.
        left = np.concatenate([left + start, np.arange(size)])
        right = np.concatenate([right + start, np.unique(groups, return_index=True)[1][groups]])
        edges = coo_array((np.ones(len(left), dtype=bool), (left, right)), shape=(size, size))
        groups = connected_components(edges, directed=False)[1]
    names, counts = np.unique(groups, return_counts=True)
    return [np.flatnonzero(groups == name).tolist() for name in names[counts > 1]]
