"""Join alike values to clusters, each around its most frequent value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.checks.spellings.methods import METHODS, Alike
from workbench.checks.spellings.result import Cluster, Spelling
from workbench.progress import Progress

__all__ = ["cluster"]


def cluster(counts: Mapping[str, int], methods: Sequence[str]) -> list[Cluster]:
    """Return the clusters of two values or more, those of the surest method first.

    A value joins the most frequent value that it is like, and no further one: clusters share no
    value, and a chain of small steps does not join its two ends.

    Parameters
    ----------
    counts : mapping of str to int
        The values with their rows.
    methods : sequence of str
        Names of `METHODS`.
    """
    values = sorted(counts, key=lambda value: (-counts[value], value))
    alike: dict[str, Alike] = {}
    with Progress("spellings", len(methods)) as progress:
        for name in methods:
            alike[name] = METHODS[name][1](values)
            progress.step(METHODS[name][0])
    clusters = list(_stars(values, counts, alike))
    rank = {name: at for at, name in enumerate(METHODS)}
    return sorted(clusters, key=lambda one: (rank[one.methods[0]], -one.changed, one.target))


def _stars(
    values: Sequence[str], counts: Mapping[str, int], alike: Mapping[str, Alike]
) -> Iterator[Cluster]:
    taken: set[str] = set()
    for head in values:
        if head in taken:
            continue
        joined: dict[str, list[str]] = {}
        for name in METHODS:
            for value in alike.get(name, {}).get(head, ()):
                if value != head and value not in taken:
                    joined.setdefault(value, []).append(name)
        if not joined:
            continue
        taken.update([head, *joined])
        others = sorted(joined, key=lambda value: (-counts[value], value))
        spellings = [Spelling(value, counts[value], tuple(joined[value])) for value in others]
        yield Cluster((Spelling(head, counts[head], ()), *spellings))
