"""One text an item out of several people's transcripts: words are aligned and voted on.

After ROVER (J. Fiscus, "A post-processing system to yield reduced word error rates", 1997): the
answers to an item are aligned with one another and each place gets the word of the most weight.
Here all are aligned with the answer that is nearest to the others, and again with what comes of
it.  An annotator's weight is learnt without gold from how far their answers lie from the consensus.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from rapidfuzz.distance import Levenshtein

from workbench import html
from workbench.annotations.frames import records
from workbench.annotations.votes import last_answers
from workbench.errors import InputError
from workbench.lexicon.plurals import counted
from workbench.progress import Progress
from workbench.tables import contracts
from workbench.types import python_value

__all__ = ["TextConsensus", "TextMethod", "consensus_of_texts", "word_errors"]

TextMethod = Literal["auto", "nearest", "vote", "weighted"]

FOLDS = 5
"""Parts of the answers, of which each is left out once to compare the methods."""
SAMPLE = 500
"""Items on which methods are compared: some thousands of answers, whose mean error rate is known
to within a hundredth."""
PASSES = 3
"""Times that weights are learnt anew; they hardly change after the second."""
ALIGNMENTS = 3
"""Times that answers are aligned anew with what came of the last alignment."""
OWN = 20.0
"""Words that everybody's error rate counts for in each annotator's own: two sentences."""
BEST, WORST = 0.005, 0.9
"""Error rates are taken to lie between these: nobody's words count for everything or nothing."""
WAYS = 2.0
"""Ways in which a word is wrong, at least: it is another one, or there is none.  Those who are
wrong seldom agree on how, which makes what several say count for more.  The loss over generated
worlds is printed by ``tests/benchmarks/bench_transcripts.py``: flat from 2 on, higher at 1."""
LEAST = 0.01
"""Least weight: answers of people who are wrong mostly still break ties."""

Words = tuple[str, ...]
Answers = dict[Any, list[tuple[Any, Words]]]


@dataclass(frozen=True, repr=False)
class TextConsensus:
    """What the transcribers say together.

    Attributes
    ----------
    frame : pandas.DataFrame
        ``item``; ``text``, the consensus, in the spelling that most gave; ``n``, answers;
        ``support``, the mean share of the weight that its words have (0 to 1; no probability);
        ``distance``, the mean word error rate between it and the answers.  One row an item, in
        order of first appearance.
    annotators : pandas.DataFrame
        ``annotator, n``; ``errors``, the word error rate against the consensus (0 or more).
    method : {"nearest", "vote", "weighted"}
        Which method was used.
    why : str
        Why, in one sentence.
    unlabelled : int
        Rows without a text, left out.
    """

    frame: pd.DataFrame
    annotators: pd.DataFrame
    method: str
    why: str
    unlabelled: int

    def to_frame(self) -> pd.DataFrame:
        """Return a copy of `frame`."""
        return self.frame.copy()

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "method": self.method,
            "why": self.why,
            "unlabelled": self.unlabelled,
            "items": records(self.frame),
            "annotators": records(self.annotators),
        }

    def __repr__(self) -> str:
        """Return the size and the method in a line."""
        return f"TextConsensus({counted(len(self.frame), 'item')}, {self.method})"

    def _repr_html_(self) -> str:
        doubtful = self.frame.sort_values("support", kind="stable").head(10).round(3)
        people = self.annotators.sort_values("errors", ascending=False, kind="stable")
        people = people.head(10).round(3)
        return html.frame(
            f"Consensus of {counted(len(self.annotators), 'annotator')} on the texts of "
            f"{counted(len(self.frame), 'item')}",
            f"{self.why} {counted(self.unlabelled, 'row has', 'rows have')} no text.",
            "Texts with the least support:",
            html.table(list(doubtful.columns), doubtful.itertuples(index=False)),
            "Annotators with the most errors against the consensus:",
            html.table(list(people.columns), people.itertuples(index=False)),
        )


def consensus_of_texts(
    annotations: Any, *, method: TextMethod = "auto", seed: int = 0
) -> TextConsensus:
    """Combine the texts that several people typed for each item into one.

    Words count as equal whatever their case and the punctuation around them.

    Parameters
    ----------
    annotations : table
        Columns ``item, annotator, label``, the labels texts; null and blank ones are none.
    method : {"auto", "nearest", "vote", "weighted"}
        The answer that is nearest to the others; a vote on each word; or one in which those
        count for more whose answers lie near the consensus.  ``"auto"`` takes the one that lies
        nearest to answers that are left out, by word errors.
    seed : int
        Draws the answers that are left out.

    Returns
    -------
    TextConsensus

    Raises
    ------
    InputError
        The table does not fit the contract, a label is no text, or the method is unknown.
    """
    if method not in get_args(TextMethod):
        known = ", ".join(map(repr, get_args(TextMethod)))
        raise InputError(f"consensus: method {method!r} is unknown for texts; use one of {known}.")
    frame = contracts.annotations(annotations)
    labelled, _ = last_answers(frame[frame["label"].notna()])
    strange = [one for one in labelled["label"] if not isinstance(one, str)]
    if strange:
        raise InputError(f"annotations: label {strange[0]!r} is no text; give transcripts as text.")
    answers = _answers(labelled)
    best, why = _chosen(answers, method, seed)
    texts, weights = _combined(answers, best)
    spelling = _spellings(labelled["label"])
    errors_of, n = _errors(answers, texts)
    return TextConsensus(
        frame=_items(answers, texts, weights, spelling),
        annotators=pd.DataFrame(
            {
                "annotator": list(n),
                "n": [n[one][0] for one in n],
                "errors": [errors_of[one] / max(n[one][1], 1) for one in n],
            }
        ),
        method=best,
        why=why,
        unlabelled=int(frame["label"].isna().sum()),
    )


def _chosen(answers: Answers, method: str, seed: int) -> tuple[str, str]:
    """Return the method to use, and why."""
    if method != "auto":
        return method, f"{NAMES[method]} was requested."
    errors = _left_out(answers, seed)
    best = min(errors, key=errors.__getitem__)
    return best, (
        f"{NAMES[best]}: of three ways it comes nearest to answers that are left out "
        f"(word error rate {errors[best]:.3f}; the nearest answer {errors['nearest']:.3f})."
    )


NAMES = {
    "nearest": "The answer nearest to the others",
    "vote": "A vote on each word",
    "weighted": "A vote on each word, weighted by how near each annotator's answers lie",
}

_EDGES = re.compile(r"^[^\w]+|[^\w]+$")


def plain_words(text: str) -> Words:
    """Return the words of a text without case and without the punctuation around them."""
    words = (_EDGES.sub("", word.casefold().replace("\u2019", "'")) for word in text.split())
    return tuple(word for word in words if word)


def word_errors(said: str, true: str) -> tuple[int, int]:
    """Return the word errors of a text (inserted, left out, exchanged), and the words of the truth.

    Examples
    --------
    >>> word_errors("Two cats sat.", "two cats sat down")
    (1, 4)
    """
    wanted = plain_words(true)
    return Levenshtein.distance(wanted, plain_words(said)), len(wanted)


def _answers(labelled: pd.DataFrame) -> Answers:
    answers: Answers = {}
    rows = zip(labelled["item"], labelled["annotator"], labelled["label"], strict=True)
    for item, annotator, text in rows:
        given = answers.setdefault(python_value(item), [])
        given.append((python_value(annotator), plain_words(text)))
    return answers


def _combined(answers: Answers, method: str) -> tuple[dict[Any, Words], dict[Any, float]]:
    """Return the consensus of each item, and the weight of each annotator."""
    weights: dict[Any, float] = defaultdict(lambda: 1.0)
    if method == "nearest":
        return {item: _nearest(given, weights) for item, given in answers.items()}, weights
    passes = PASSES if method == "weighted" else 0
    texts: dict[Any, Words] = {}
    with Progress("consensus", (passes + 1) * len(answers)) as progress:
        for done in range(passes + 1):
            for item, given in answers.items():
                texts[item] = _voted(given, weights)
                progress.step()
            if done < passes:
                weights = _learnt(answers, texts)
    return texts, weights


def _nearest(given: Sequence[tuple[Any, Words]], weights: Mapping[Any, float]) -> Words:
    """Return the answer whose distance from the others is least."""
    distances = [
        sum(weights[who] * Levenshtein.distance(words, other) for who, other in given)
        for _, words in given
    ]
    return given[int(np.argmin(distances))][1]


def _voted(given: Sequence[tuple[Any, Words]], weights: Mapping[Any, float]) -> Words:
    """Return the words that have most weight in their places."""
    text = _nearest(given, weights)
    if len(given) < 3:  # of two who differ nobody has a majority
        return text
    for _ in range(ALIGNMENTS):
        before, text = text, tuple(_vote(text, given, weights)[0])
        if text == before:
            break
    return text


def _vote(
    pivot: Words, given: Sequence[tuple[Any, Words]], weights: Mapping[Any, float]
) -> tuple[list[str], list[float]]:
    """Return the words that win when answers are aligned with `pivot`, and their shares."""
    places: list[Counter[str | None]] = [Counter() for _ in pivot]
    between: list[list[Counter[str]]] = [[] for _ in range(len(pivot) + 1)]
    total = 0.0
    for who, words in given:
        weight = weights[who]
        total += weight
        kept, inserted = _aligned(pivot, words)
        for place, word in enumerate(kept):
            places[place][word] += weight  # type: ignore[assignment]
        for place, some in inserted.items():
            for extra, word in enumerate(some):
                if extra == len(between[place]):
                    between[place].append(Counter())
                between[place][extra][word] += weight  # type: ignore[assignment]
    words_won: list[str] = []
    shares: list[float] = []
    for place in range(len(pivot) + 1):
        for votes in between[place]:
            word, weight = votes.most_common(1)[0]
            if weight > total - sum(votes.values()):  # more than those who have nothing here
                words_won.append(word)
                shares.append(weight / total)
        if place < len(pivot):
            winner, weight = places[place].most_common(1)[0]
            if winner is not None:
                words_won.append(winner)
                shares.append(weight / total)
    return words_won, shares


def _aligned(pivot: Words, words: Words) -> tuple[list[str | None], dict[int, list[str]]]:
    """Return the word for each place of `pivot`, None for none, and those between places."""
    kept: list[str | None] = [None] * len(pivot)
    inserted: dict[int, list[str]] = {}
    for step in Levenshtein.opcodes(pivot, words):
        if step.tag == "insert":
            inserted[step.src_start] = list(words[step.dest_start : step.dest_end])
        elif step.tag != "delete":
            kept[step.src_start : step.src_end] = words[step.dest_start : step.dest_end]
    return kept, inserted


def _errors(
    answers: Answers, texts: Mapping[Any, Words]
) -> tuple[dict[Any, float], dict[Any, tuple[int, int]]]:
    """Return each annotator's word errors against the consensus, answers, and words of it."""
    wrong: dict[Any, float] = defaultdict(float)
    n: dict[Any, tuple[int, int]] = {}
    for item, given in answers.items():
        for who, words in given:
            wrong[who] += Levenshtein.distance(texts[item], words)
            seen, size = n.get(who, (0, 0))
            n[who] = seen + 1, size + len(texts[item])
    return wrong, n


def _learnt(answers: Answers, texts: Mapping[Any, Words]) -> dict[Any, float]:
    """Return each annotator's weight: the log odds of a right word against one that is wrong."""
    wrong, n = _errors(answers, texts)
    pooled = sum(wrong.values()) / max(sum(size for _, size in n.values()), 1)
    weights = {}
    for who, (_, size) in n.items():
        rate = min(max((wrong[who] + OWN * pooled) / (size + OWN), BEST), WORST)
        weights[who] = max(float(np.log(WAYS * (1 - rate) / rate)), LEAST)
    return weights


def _left_out(answers: Answers, seed: int) -> dict[str, float]:
    """Return the word error rate of each method against answers left out, the careful ones first.

    Each answer counts by the weight that its annotator has in the weighted vote.
    """
    rng = np.random.default_rng(seed)
    if len(answers) > SAMPLE:
        items = list(answers)
        chosen = sorted(rng.choice(len(items), SAMPLE, replace=False))
        answers = {items[place]: answers[items[place]] for place in chosen}
    folds = {item: rng.integers(0, FOLDS, len(given)) for item, given in answers.items()}
    wrong, size = dict.fromkeys(NAMES, 0.0), 0.0
    for part in range(FOLDS):
        rest = {
            item: [one for one, fold in zip(given, folds[item], strict=True) if fold != part]
            for item, given in answers.items()
        }
        rest = {item: given for item, given in rest.items() if given}
        out = [
            (item, who, words)
            for item, given in answers.items()
            for (who, words), fold in zip(given, folds[item], strict=True)
            if fold == part and item in rest
        ]
        made = {name: _combined(rest, name) for name in NAMES}
        trust = made["weighted"][1]  # the careful tell more of what is right
        size += sum(trust.get(who, LEAST) * len(words) for _, who, words in out)
        for name, (texts, _) in made.items():
            wrong[name] += sum(
                trust.get(who, LEAST) * Levenshtein.distance(texts[item], words)
                for item, who, words in out
            )
    return {name: count / max(size, LEAST) for name, count in wrong.items()}


def _spellings(texts: pd.Series[Any]) -> dict[str, str]:
    """Return how each word is written most often, its case and the punctuation in it."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in text.split():
            for plain in plain_words(word):
                written[plain][_EDGES.sub("", word)] += 1
    return {plain: forms.most_common(1)[0][0] for plain, forms in written.items()}


def _items(
    answers: Answers,
    texts: Mapping[Any, Words],
    weights: Mapping[Any, float],
    spelling: Mapping[str, str],
) -> pd.DataFrame:
    rows = []
    for item, given in answers.items():
        text = texts[item]
        _, shares = _vote(text, given, weights)
        far = [Levenshtein.distance(text, words) / max(len(text), 1) for _, words in given]
        said = " ".join(spelling.get(word, word) for word in text)
        rows.append((item, said, len(given), float(np.mean(shares or [1.0])), float(np.mean(far))))
    return pd.DataFrame(rows, columns=["item", "text", "n", "support", "distance"])
