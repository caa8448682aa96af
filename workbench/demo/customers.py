"""Make a customer table with known faults.

Faults are planted in a clean table with a seeded generator, so that every
check, reviewer page and figure of the demo has a truth to be held against:
duplicate accounts (and two people named Nova Ng who are not one), spellings of
states, units, date formats, disguised nulls, wrong labels, three annotators.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

__all__ = ["Demo", "make_demo"]

GIVEN = [
    *["Ada", "Amir", "Bela", "Chen", "Dara", "Elif", "Femi", "Goran", "Hana", "Ines"],
    *["Juan", "Kofi", "Lena", "Maya", "Noor", "Omar", "Petra", "Quin", "Rosa", "Sven"],
    *["Tala", "Uma", "Vera", "Wei", "Yara", "Zoe", "Nova", "Aiko", "Bruno", "Carla"],
]
FAMILY = [
    *[
        "Abara",
        "Becker",
        "Costa",
        "Diaz",
        "Eriksen",
        "Fischer",
        "Garcia",
        "Haddad",
        "Ivanov",
        "Jansen",
    ],
    *["Kim", "Lopez", "Mori", "Nowak", "Okafor", "Patel", "Quist", "Rossi", "Sato", "Tanaka"],
    *["Ueda", "Vega", "Weber", "Xu", "Yilmaz", "Zhou", "Novak", "Berg", "Cohen", "Dubois"],
]
STATES = ("California", "Texas", "New York", "Florida", "Washington", "Oregon", "Illinois")
SPELLINGS = {
    "California": ("california", "Californa", "Calif.", "CALIFORNIA"),
    "Texas": ("texas", "TEXAS", "Texass"),
    "New York": ("new york", "New  York", "NewYork", "New-York"),
    "Washington": ("Washingtom", "washington", "Wash."),
}
SEGMENTS = ("basic", "plus", "premium")
NULL_WORDS = ("N/A", "unknown", "-", "n/a")


@dataclass(frozen=True)
class Demo:
    """The demo table and what is true of it.

    Attributes
    ----------
    customers : pandas.DataFrame
        ``id, name, email, state, joined, height, monthly_spend, visits, segment``.
    annotations : pandas.DataFrame
        ``item, annotator, label``: three people name the segment of the same customers.
    gold : pandas.DataFrame
        ``item, label``: the true segment of every customer.
    duplicates : pandas.DataFrame
        ``key_l, key_r``: accounts of one person.
    wrong_labels : tuple of int
        The ids whose segment was planted wrong.
    """

    customers: pd.DataFrame
    annotations: pd.DataFrame
    gold: pd.DataFrame
    duplicates: pd.DataFrame
    wrong_labels: tuple[int, ...]


def make_demo(*, people: int = 220, seed: int = 7) -> Demo:
    """Make the demo data.

    Parameters
    ----------
    people : int
        Number of different people, 60 to 900; 8 % of them get a second account.
    seed : int
        The same seed gives the same data.
    """
    rng = np.random.default_rng(seed)
    clean = _people(people, rng)
    gold = clean[["id", "segment"]].rename(columns={"id": "item", "segment": "label"})
    annotations = _annotations(gold.head(120), rng)
    clean, wrong = _wrong_labels(clean, rng)
    table, pairs = _second_accounts(clean, rng)
    return Demo(_dirty(table, rng), annotations, gold, pairs, wrong)


def _people(people: int, rng: np.random.Generator) -> pd.DataFrame:
    names = [f"{given} {family}" for given in GIVEN for family in FAMILY]
    chosen = list(rng.choice([n for n in names if n != "Nova Ng"], size=people - 2, replace=False))
    chosen[10:10] = ["Nova Ng"]
    chosen[40:40] = ["Nova Ng"]
    segment = rng.choice(SEGMENTS, size=people, p=[0.5, 0.3, 0.2])
    level = np.array([SEGMENTS.index(name) for name in segment])
    spend = np.round(rng.lognormal(np.array([2.6, 3.9, 5.2])[level], 0.18), 2)
    visits = rng.poisson(np.array([3, 9, 18])[level]) + 1
    days = rng.integers(0, 1800, size=people)
    hosts = rng.choice(["mail.example", "post.example", "inbox.example"], size=people)
    emails = [f"{n.lower().replace(' ', '.')}@{h}" for n, h in zip(chosen, hosts, strict=True)]
    emails[40] = "nova.ng.berlin@post.example"
    return pd.DataFrame(
        {
            "id": np.arange(1001, 1001 + people),
            "name": chosen,
            "email": emails,
            "state": rng.choice(STATES, size=people, p=[0.25, 0.2, 0.18, 0.12, 0.1, 0.08, 0.07]),
            "joined": [date(2021, 1, 1) + timedelta(days=int(day)) for day in days],
            "height": np.round(rng.normal(171, 9, size=people)).astype(int),
            "monthly_spend": spend,
            "visits": visits,
            "segment": segment,
        }
    )


def _annotations(gold: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    skill = {"ana": 0.95, "ben": 0.88, "cleo": 0.78}
    rows = []
    for item, label in gold.itertuples(index=False):
        hard = rng.random() < 0.15
        for annotator, accuracy in skill.items():
            right = rng.random() < (0.55 if hard else accuracy)
            neighbour = SEGMENTS[abs(SEGMENTS.index(label) - 1)]
            rows.append((item, annotator, label if right else neighbour))
    return pd.DataFrame(rows, columns=["item", "annotator", "label"])


def _wrong_labels(
    table: pd.DataFrame, rng: np.random.Generator
) -> tuple[pd.DataFrame, tuple[int, ...]]:
    chosen = np.sort(rng.choice(len(table), size=max(6, len(table) // 18), replace=False))
    labels = table["segment"].to_list()
    for row in chosen:
        labels[row] = str(rng.choice([name for name in SEGMENTS if name != labels[row]]))
    changed = table.assign(segment=labels)
    return changed, tuple(int(key) for key in table["id"].to_numpy()[chosen])


def _second_accounts(
    table: pd.DataFrame, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    novas = set(table.index[table["name"] == "Nova Ng"])
    others = [row for row in table.index if row not in novas]
    chosen = [min(novas), *rng.choice(others, size=round(0.08 * len(table)) - 1, replace=False)]
    extra = table.loc[chosen].copy()
    extra["id"] = np.arange(table["id"].max() + 1, table["id"].max() + 1 + len(extra))
    for number, row in enumerate(extra.index):
        name = str(extra.at[row, "name"])
        given, family = name.split(" ")
        typos = (
            f"{given[0]}. {family}",
            f"{family}, {given}",
            name.upper(),
            f"{given} {family[:-1]}",
        )
        extra.at[row, "name"] = name if number == 0 else typos[number % len(typos)]
        if number % 4 == 1:
            extra.at[row, "email"] = None
    pairs = pd.DataFrame(
        {"key_l": table.loc[chosen, "id"].to_numpy(), "key_r": extra["id"].to_numpy()}
    )
    return pd.concat([table, extra], ignore_index=True), pairs


def _dirty(table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    table = table.copy()
    size = len(table)

    def some(share: float) -> np.ndarray:
        return np.sort(rng.choice(size, size=max(1, round(share * size)), replace=False))

    state = table["state"].to_list()
    for row in some(0.16):
        state[row] = str(rng.choice(SPELLINGS.get(state[row], (state[row],))))
    for row in some(0.05):
        state[row] = f" {state[row]} " if row % 2 else f"{state[row]}\u00a0"
    for row in some(0.03):
        state[row] = str(rng.choice(NULL_WORDS))
    joined = [day.isoformat() for day in table["joined"]]
    for row in some(0.12):
        joined[row] = table["joined"][row].strftime("%d.%m.%Y")
    for row in some(0.08):
        joined[row] = table["joined"][row].strftime("%d %b %Y")
    height = [f"{value} cm" for value in table["height"]]
    for row in some(0.1):
        height[row] = f"{table['height'][row] / 100:.2f} m"
    spend = table["monthly_spend"].to_list()
    for row in some(0.012):
        spend[row] = round(spend[row] * 100, 2)
    visits: list[object] = table["visits"].to_list()
    for row in some(0.03):
        visits[row] = None
    segment = table["segment"].to_list()
    for row in some(0.03):
        segment[row] = segment[row].capitalize()
    email = table["email"].astype("object").to_list()
    for row in some(0.03):
        email[row] = str(rng.choice(NULL_WORDS))
    table = table.assign(state=state, joined=joined, height=height, monthly_spend=spend)
    table = table.assign(segment=segment, email=pd.Series(email, dtype="str"))
    table["visits"] = pd.Series(visits, dtype="Int64")
    again = table.iloc[[5]].assign(id=table["id"].max() + 1)
    return pd.concat([table, again], ignore_index=True)
