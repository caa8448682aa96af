"""How far two spellings of one value may be apart: precision and recall by threshold.

The values are names of countries and regions from CLDR, the spellings made from them by slips of
the hand and by words that come or go, by a seeded draw.  Thresholds are chosen on the languages
`BUILD`; `UNSEEN` was set aside and judges them.  Needs no data beside the product's own libraries.
"""

from __future__ import annotations

import random
import time

from babel import Locale

from workbench.checks.spellings import methods, spellings_of_counts

BUILD = ("en", "de", "pl", "id")
UNSEEN = ("fr", "es", "it", "nl", "sv", "tr")
EDITED = (0.7, 0.75, 0.8, 0.85, 0.9)
COSINE = (0.4, 0.5, 0.6, 0.7, 0.8)


def spelled(language: str, seed: int) -> tuple[dict[str, int], dict[str, str]]:
    """Return the values with their rows, and the true name of each spelling."""
    draw = random.Random(f"{language} {seed}")
    names = sorted(name for name in Locale(language).territories.values() if len(name) > 4)
    counts, truth = dict.fromkeys(names, 20), {name: name for name in names}
    for name in names:
        for make in (_slip, _twice, _word):
            value = make(name, draw)
            if value not in counts:
                counts[value], truth[value] = 1, name
    return counts, truth


def _slip(name: str, draw: random.Random) -> str:
    at, letter = draw.randrange(len(name) - 1), draw.choice("aeinrst")
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    changed = name[:at] + letter + name[at + 1 :]
    return draw.choice(
        [swapped, changed, name[:at] + name[at + 1 :], name[:at] + letter + name[at:]]
    )


def _twice(name: str, draw: random.Random) -> str:
    return _slip(_slip(name, draw), draw)


def _word(name: str, draw: random.Random) -> str:
    return draw.choice([f"{name} (old)", f"New {name}", f"{name} region"])


def score(languages: tuple[str, ...], method: str) -> str:
    """Return precision, recall and F1 of the joined pairs over all languages."""
    right = joined = wanted = 0
    for language in languages:
        counts, truth = spelled(language, 1)
        mapping = {}
        for one in spellings_of_counts("x", counts, methods=[method]):
            mapping |= one.mapping()
        right += sum(truth[value] == truth[target] for value, target in mapping.items())
        joined += len(mapping)
        wanted += sum(value != name for value, name in truth.items())
    precision, recall = right / max(joined, 1), right / wanted
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def main() -> None:
    """Print the curves on the build part, then the chosen thresholds on the unseen part."""
    chosen = methods.EDITED, methods.COSINE
    for value in EDITED:
        methods.EDITED = value
        print(f"build   edit {value:.2f}        {score(BUILD, 'edit')}")
    for value in COSINE:
        methods.COSINE = value
        print(f"build   neighbours {value:.2f}  {score(BUILD, 'neighbours')}")
    methods.EDITED, methods.COSINE = chosen
    for method in methods.METHODS:
        print(f"unseen  {method:<17}{score(UNSEEN, method)}")
    many = {f"{a} {b}": 1 for a in spelled("en", 2)[0] for b in ("Ost", "Nord", "Kreis")}
    many |= {f"{a} {i}": 1 for i in range(20) for a in spelled("de", 2)[0]}
    values = dict(list(many.items())[: methods.MOST_COMPARED])
    for method in methods.METHODS:
        start = time.process_time()
        spellings_of_counts("x", values, methods=[method])
        print(f"{len(values):,} values, {method}: {time.process_time() - start:.1f} CPU s")


if __name__ == "__main__":
    main()
