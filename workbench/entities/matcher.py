"""Match the records of one table or two, and learn from what people decide."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench import html
from workbench.entities.candidates import Candidates, find_candidates, looks_clean
from workbench.entities.questions import choose, reason
from workbench.entities.records import Records
from workbench.entities.scores import Matches, find_matches, score
from workbench.entities.survivorship import golden, members_of, merge_rules_for
from workbench.errors import InputError
from workbench.lexicon.plurals import counted

__all__ = ["Matcher"]

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]

THRESHOLD = 0.5
"""Probability from which a pair counts as a match."""

CERTAIN = 40.0
"""Match weight (log2) of a decided pair, and the largest of any."""


class Matcher:
    """Find which records are about the same thing.

    Parameters
    ----------
    left : table
        The records, one row each.
    right : table, optional
        A second table to link with the first; without it `left` is searched for duplicates.
    key : str
        Name of the key column, in both tables: unique within a table, never null.
    columns : sequence of str, optional
        The columns to compare; by default all that both tables have, the key aside.
    one_to_one : bool or "auto"
        Whether a record has at most one partner in the other table.  ``"auto"`` says so
        where there are two tables and neither holds copies of its own records.
    seed : int
        For the random pairs and the forest.

    Raises
    ------
    InputError
        A table is empty, a column is absent, a key is null or repeats, no column has
        values, or `one_to_one` is asked of a single table.

    Notes
    -----
    Candidates are the nearest neighbours by TF-IDF.  Their probability comes from the model
    of Fellegi and Sunter (1969), fitted without labels; from ten decisions on, a model
    learned from them takes over step by step.
    """

    def __init__(
        self,
        left: Any,
        right: Any = None,
        *,
        key: str,
        columns: Sequence[str] | None = None,
        one_to_one: bool | Literal["auto"] = "auto",
        seed: int = 0,
    ) -> None:
        self.key = key
        self.seed = seed
        self._records = Records(left, right, key, columns)
        self.columns = self._records.columns
        self.one_to_one = self._one_to_one(one_to_one)
        self._decided: dict[tuple[int, int], bool | None] = {}
        self._candidates: Candidates | None = None
        self._probability: Reals | None = None

    def decide(self, key_l: Hashable, key_r: Hashable, same: bool | None) -> None:
        """Record a person's decision about a pair; a later one replaces an earlier one.

        Parameters
        ----------
        key_l, key_r : key
            The two records (with two tables: of the left, of the right).
        same : bool or None
            Whether they are the same; None for "cannot tell", which is not asked again.

        Raises
        ------
        NotFoundError
            A key is not in its table.
        InputError
            Both keys name the same record, or `same` is neither a truth value nor None.
        """
        if not (same is None or isinstance(same, bool | np.bool_)):
            raise InputError(f"decide: same must be True, False or None, not {same!r}.")
        pair = self._records.pair(key_l, key_r)
        self._decided[pair] = None if same is None else bool(same)
        if self._candidates is not None and not self._candidates.holds(pair):
            self._candidates = None
        self._probability = None

    def pairs(self, threshold: float | None = None) -> pd.DataFrame:
        """Return the candidate pairs, the likeliest first.

        Parameters
        ----------
        threshold : float, optional
            Probability from which a pair is a match, 0 to 1; .5 by default.  Decided pairs
            are as decided.

        Returns
        -------
        pandas.DataFrame
            ``key_l, key_r, match_probability`` (0 to 1), ``match_weight`` (log2 of the odds),
            ``is_match``.  A pair that is not listed is not a candidate.
        """
        matches, keys = self._matches(threshold), self._records.keys
        probability = matches.probability
        with np.errstate(divide="ignore"):
            weight = np.log2(probability) - np.log2(1 - probability)
        return pd.DataFrame(
            {
                "key_l": [keys[row] for row in matches.left],
                "key_r": [keys[row] for row in matches.right],
                "match_probability": probability,
                "match_weight": np.clip(weight, -CERTAIN, CERTAIN),
                "is_match": matches.is_match,
            }
        )

    def next_pairs(self, n: int = 10) -> list[dict[str, Any]]:
        """Return the `n` undecided pairs whose decision would tell most.

        These are the least certain ones; after them, the likeliest.

        Returns
        -------
        list of dict
            ``key_l``, ``key_r``, ``probability``, ``left`` and ``right`` (the compared columns'
            values), ``why`` (what agrees and what does not).
        """
        found, probability = self._scored()
        records = self._records
        names = [field.name for field in records.fields]
        return [
            {
                "key_l": records.keys[found.left[at]],
                "key_r": records.keys[found.right[at]],
                "probability": float(probability[at]),
                "left": records.values(int(found.left[at])),
                "right": records.values(int(found.right[at])),
                "why": reason(found.comparison, names, at),
            }
            for at in choose(found, probability, set(self._decided), n)
        ]

    def clusters(self, threshold: float | None = None) -> pd.DataFrame:
        """Return which records are one thing: the connected components of the matches.

        Records that were decided to be different are never in one cluster.  Two groups are
        not joined by a link that their other records contradict.  A higher threshold only
        splits clusters.

        Returns
        -------
        pandas.DataFrame
            ``key, cluster`` (an integer), one row a record; with two tables also ``table``,
            ``"left"`` or ``"right"``, as their keys may coincide.
        """
        cluster, _ = self._clustered(threshold)
        records = self._records
        frame = pd.DataFrame({"key": records.keys, "cluster": cluster})
        if records.two:
            frame["table"] = ["left"] * records.left_size + ["right"] * records.right_size
        return frame

    def contradictions(self) -> list[tuple[Any, Any]]:
        """Return pairs decided to be the same that other decisions keep apart."""
        _, refused = self._clustered(None)
        return [
            (self._records.keys[first], self._records.keys[second])
            for first, second in refused
            if self._decided.get((first, second))
        ]

    def golden_records(self, threshold: float | None = None) -> pd.DataFrame:
        """Return one record a cluster: the most complete row, its empty cells filled.

        Returns
        -------
        pandas.DataFrame
            ``cluster``, ``records`` (how many are in it), then the columns of the table (with
            two tables those that both have).  See `merge_rules_for` for how values are chosen.
        """
        cluster, _ = self._clustered(threshold)
        return golden(self._records.together(), self.key, members_of(cluster))

    def merge_rules(self, *, min_probability: float = 0.9) -> list[dict[str, Any]]:
        """Return the rules, as JSON, that merge each cluster into one row.

        Parameters
        ----------
        min_probability : float
            Probability from which a pair is merged; decided pairs are as decided.

        Returns
        -------
        list of dict
            As `merge_rules_for`.

        Raises
        ------
        InputError
            Two tables are being linked: there is no one table to merge rows in.
        """
        if self._records.two:
            raise InputError(
                "merge_rules: this matcher links two tables, and rows are merged within one; "
                "use pairs() or golden_records()."
            )
        cluster, _ = self._clustered(min_probability)
        groups = [[self._records.keys[row] for row in rows] for rows in members_of(cluster)]
        return merge_rules_for(self._records.tables[0], self.key, groups, self.columns)

    def __repr__(self) -> str:
        """Return the size in a line."""
        rows = " x ".join(str(len(table)) for table in self._records.tables)
        return f"Matcher({rows} records, {counted(len(self._decided), 'decision')})"

    def _repr_html_(self) -> str:
        pairs = self.pairs()
        return html.frame(
            f"{int(pairs['is_match'].sum())} matches among {len(pairs)} candidate pairs",
            f"Compared: {', '.join(self.columns)}. {len(self._decided)} pairs have been decided.",
            html.table(list(pairs.columns), pairs.head(10).itertuples(index=False)),
        )

    def _one_to_one(self, asked: bool | Literal["auto"]) -> bool:
        two, size = self._records.two, self._records.left_size
        if asked == "auto":
            sides = slice(0, size), slice(size, None)
            return two and all(looks_clean(self._records.fields, side) for side in sides)
        if not isinstance(asked, bool):
            raise InputError(f"Matcher: one_to_one must be True, False or 'auto', not {asked!r}.")
        if asked and not two:
            raise InputError(
                "Matcher: one_to_one needs two tables; in one, several rows may be duplicates."
            )
        return asked

    def _scored(self) -> tuple[Candidates, Reals]:
        """Return the candidates and their probability, decided pairs 0 or 1."""
        if self._candidates is None:
            self._candidates = find_candidates(
                self._records.fields,
                self._records.left_size,
                self._records.right_size,
                extra_pairs=self._decided,
                seed=self.seed,
            )
            self._probability = None
        if self._probability is None:
            self._probability = score(
                self._candidates, self._decided, one_to_one=self.one_to_one, seed=self.seed
            )
        return self._candidates, self._probability

    def _matches(self, threshold: float | None) -> Matches:
        least = THRESHOLD if threshold is None else threshold
        if not 0 <= least <= 1:
            raise InputError(f"Matcher: a probability must be between 0 and 1, not {threshold!r}.")
        found, probability = self._scored()
        return find_matches(
            found, probability, self._decided, threshold=least, one_to_one=self.one_to_one
        )

    def _clustered(self, threshold: float | None) -> tuple[Ints, list[tuple[int, int]]]:
        matches = self._matches(threshold)
        return matches.clusters(len(self._records.keys), self._decided)
