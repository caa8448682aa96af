"""Claim: the consensus of transcripts has fewer word errors than crowd-kit's ROVER.

Run by hand: ``python -m tests.benchmarks.bench_transcripts [PYTHON]``, where PYTHON is that of an
environment with crowd-kit: it reads the same words from a file.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from tests.unit.test_transcripts import rate_of, transcribed
from workbench.annotations import transcripts
from workbench.annotations.transcripts import consensus_of_texts, plain_words, word_errors

DATA = Path(os.environ.get("WORKBENCH_BENCH_DATA", "../shared/data")) / "multi_annotator"
PEER = """
import sys, time
import pandas as pd
from crowdkit.aggregation import ROVER
answers = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
start = time.process_time()
made = ROVER(tokenizer=lambda text: text.split(" "), detokenizer=" ".join).fit_predict(answers)
print(time.process_time() - start, file=sys.stderr)
made.rename_axis("item").rename("text").to_csv(sys.argv[2])
"""


def read(file: str) -> pd.DataFrame:
    """Read a file of the set."""
    path = DATA / "crowdspeech_dev_clean" / file
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def rate(texts: dict[str, str], truth: dict[str, str]) -> float:
    """Return the word error rate over all items."""
    errors = [word_errors(texts[item], true) for item, true in truth.items()]
    return sum(wrong for wrong, _ in errors) / sum(n for _, n in errors)


def worlds() -> None:
    """Print the word error rate over generated worlds by how many ways a word is wrong in."""
    rng = np.random.default_rng(0)
    made = [
        transcribed(list(rng.beta(1.5, 6, rng.integers(3, 8))), items=60, seed=seed)
        for seed in range(12)
    ]
    usual = transcripts.WAYS
    for ways in (1.0, 2.0, 4.5, 12.0):
        transcripts.WAYS = ways
        rates = [rate_of(consensus_of_texts(a, method="weighted"), true) for a, true in made]
        print(f"worlds, {ways:4.1f} ways to be wrong: word error rate {np.mean(rates):.4f}")
    transcripts.WAYS = usual


def main() -> None:
    """Print the figures."""
    worlds()
    answers = read("answers.csv").rename(columns={"text": "label"})
    table = read("truth.csv")
    truth = dict(zip(table["item"], table["text"], strict=True))
    for method in ("auto", "nearest", "vote", "weighted"):
        found = consensus_of_texts(answers, method=method)  # type: ignore[arg-type]
        texts = dict(zip(found.frame["item"], found.frame["text"], strict=True))
        print(f"{method:10s} {found.method:10s} word error rate {rate(texts, truth):.4f}")
    if len(sys.argv) > 1:
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder) / "in.csv", Path(folder) / "out.csv"
            plain = answers.assign(text=[" ".join(plain_words(t)) for t in answers["label"]])
            named = plain.rename(columns={"item": "task", "annotator": "worker"})
            named[["task", "worker", "text"]].to_csv(source, index=False)
            subprocess.run([sys.argv[1], "-c", PEER, str(source), str(target)], check=True)
            made = pd.read_csv(target, dtype=str, keep_default_na=False)
            texts = dict(zip(made["item"], made["text"], strict=True))
            print(f"crowd-kit's ROVER     word error rate {rate(texts, truth):.4f}")


if __name__ == "__main__":
    main()
