"""Claim: the consensus of classes is at least as right as majority and Dawid-Skene, and its
probabilities tell how often it is.

Accuracy and log loss stand beside those of crowd-kit (majority, Dawid-Skene, GLAD) where it is
installed, in the same run; worlds that the constants were not fitted to follow.  Run by hand:
``python -m tests.benchmarks.bench_consensus``.
"""

from __future__ import annotations

import numpy as np

from tests.benchmarks.annotation_sets import CLASS_SETS, Labelled, class_set, world
from workbench.annotations import consensus
from workbench.annotations.dawid_skene import dawid_skene, softmax

MUST = {
    "bluebird": 0.895,
    "product_match": 0.938,
    "dog_breed": 0.840,
    "face_sentiment": 0.635,
    "weather_sentiment_amt": 0.0,
    "weather_sentiment_cf": 0.88,
    "cifar10n": 0.912,
}
WORLDS = range(200)
"""Seeds that ``fit_dependence`` does not use."""


def figures(data: Labelled) -> dict[str, tuple[float, float, float]]:
    """Return accuracy, log loss and calibration error of our consensus and of simple peers."""
    votes, found = data.votes, {}
    ours = consensus(data.answers)
    code = {label: position for position, label in enumerate(ours.classes)}
    label = np.array([code[one] for one in ours.frame["label"]])
    sure = ours.frame["probability"].to_numpy()
    truth = ours.model.tempered(ours.dependence)
    found["auto"] = data.accuracy(label), data.log_loss(truth), data.calibration_error(sure, label)
    counts = votes.counts().toarray()
    n = counts.sum(axis=1, keepdims=True)
    for name, share in (
        ("votes", counts / n),
        ("votes, +.5", (counts + 0.5) / (n + 0.5 * counts.shape[1])),
        ("Dawid-Skene", softmax(dawid_skene(votes).joint)),
    ):
        best = share.argmax(axis=1)
        right = _ties_averaged(share, data) if name.startswith("votes") else data.accuracy(best)
        found[name] = right, data.log_loss(share), data.calibration_error(share.max(axis=1), best)
    return found


def _ties_averaged(share: np.ndarray, data: Labelled) -> float:  # type: ignore[type-arg]
    known = data.truth >= 0
    top = np.isclose(share, share.max(axis=1, keepdims=True))[known]
    return float((top[np.arange(len(top)), data.truth[known]] / top.sum(axis=1)).mean())


def main() -> None:
    """Print the figures."""
    print("accuracy / log loss / calibration error")
    for name in CLASS_SETS:
        data = class_set(name)
        row = figures(data)
        told = "  ".join(f"{who} {a:.4f}/{b:.3f}/{c:.3f}" for who, (a, b, c) in row.items())
        print(f"{name:22s} (must {MUST[name]:.3f})  {told}")
    rows = [figures(world(seed)) for seed in WORLDS]
    for who in rows[0]:
        accuracy, loss, _ = np.mean([row[who] for row in rows], axis=0)
        print(f"{len(WORLDS)} worlds: {who:12s} accuracy {accuracy:.4f}, log loss {loss:.3f}")
    sure, right = [], []
    for seed in WORLDS:
        data = world(seed)
        ours = consensus(data.answers)
        true = data.truth >= 0
        sure.append(ours.frame["probability"].to_numpy()[true])
        right.append((ours.frame["label"] == [data.votes.classes[t] for t in data.truth])[true])
    both = np.concatenate(sure), np.concatenate(right)
    part = np.minimum((both[0] * 10).astype(int), 9)
    error = sum(
        abs(both[0][part == b].mean() - both[1][part == b].mean()) * (part == b).mean()
        for b in np.unique(part)
    )
    print(f"calibration error over all worlds: {error:.4f}")


if __name__ == "__main__":
    main()
