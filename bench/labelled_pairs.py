"""Labelled pairs of real records, and how well pairs and places found agree with them."""

import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from sqlalchemy import select

from bench.stores import migrated
from data import schema
from data.inclusion.matching import Record
from data.settings import Settings
from loaders import pipeline, sources
from loaders.pipeline import Context

TUNING, REPORT = "réglage", "contrôle"
# Identifiers and labels alone: the licences of these files do not all allow more.
SAMPLE = Path(__file__).parents[1] / "tests/fixtures/inclusion/matching_pairs.csv"
FILES = {
    "lieux-mediation": "lieux_mediation_data-inclusion.json",
    "hub-lo": "hub-lo_37_41.csv",
    "france-services": "france_services_liste_2022-12-01.csv",
    "aidants-connect": "aidants_connect_2021.json",
    "conseillers-numeriques": "conseillers_numeriques_permanences_2022_sans_personnes.json",
}
# Any: what is stored of a record does not depend on when it was read.
READ_AT_S = 1_795_000_000

Key = tuple[str, str]
Pair = frozenset[Key]


@dataclass(frozen=True)
class Sample:
    """Pairs of one half: one place, two places, or not to be decided from the records."""

    same: frozenset[Pair]
    apart: frozenset[Pair]
    undecided: frozenset[Pair]

    @property
    def keys(self) -> frozenset[Key]:
        """Source and identifier of every record of the half."""
        return frozenset[Key]().union(*self.same, *self.apart, *self.undecided)


@dataclass(frozen=True)
class Score:
    """Share of what was found that is right; share of what was to be found that was found."""

    precision: float
    recall: float


def samples() -> dict[str, Sample]:
    """The labelled pairs, by half."""
    with SAMPLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        half: Sample(*(frozenset(_pairs(rows, half, label)) for label in "10?"))
        for half in (TUNING, REPORT)
    }


def _pairs(rows: list[dict[str, str]], half: str, label: str) -> Iterator[Pair]:
    for row in rows:
        if (row["half"], row["label"]) == (half, label):
            yield frozenset(
                {(row["source_a"], row["record_a"]), (row["source_b"], row["record_b"])}
            )


def real_records(folder: Path) -> list[Record] | None:
    """Every record of the real lists, read by the loaders; None without the folder of open data."""
    given = Path(os.environ.get("GABARE_OPEN_DATA_DIR") or folder / "absent", "inclusion")
    if not all((given / name).exists() for name in FILES.values()):
        return None
    columns = [schema.inclusion_record.c[name] for name in Record.__dataclass_fields__]
    with migrated(f"sqlite:///{folder / 'records.db'}") as engine:
        for source, name in FILES.items():
            context = Context(Settings(), engine, READ_AT_S, name)
            pipeline.load(sources.BY_KEY[source], (given / name).read_bytes(), context)
        with engine.connect() as connection:
            return [Record(*row) for row in connection.execute(select(*columns))]


def unlike_identifiers(pairs: Iterable[Pair]) -> frozenset[Pair]:
    """Without the pairs that one same identifier betrays."""
    return frozenset(pair for pair in pairs if len({identifier for _, identifier in pair}) == 2)


def score_of_pairs(found: frozenset[Pair], sample: Sample) -> Score:
    """Pairs found against the labelled ones, those that cannot be decided left out.

    A pair that nobody labelled is wrong as soon as one of its records is of this half: every pair
    that looked alike was labelled.
    """
    here = frozenset(pair for pair in found if pair & sample.keys) - sample.undecided
    right = len(here & sample.same)
    return Score(right / len(here), right / len(sample.same))


def together(places: Mapping[Key, int]) -> frozenset[Pair]:
    """Every pair of records of one place."""
    groups: dict[int, list[Key]] = {}
    for key, place in places.items():
        groups.setdefault(place, []).append(key)
    return frozenset(
        frozenset(pair) for group in groups.values() for pair in combinations(group, 2)
    )


def b_cubed(found: frozenset[Pair], sample: Sample) -> Score:
    """B³ of places, told as pairs of `together`: shares of the place of each record, in the mean.

    A record is always with itself; those with which it cannot be known to be are left out.
    """
    mates, true_mates = _mates(found - sample.undecided), _mates(sample.same)
    shares = []
    for key in sample.keys:
        mine, true = mates.get(key, set()), true_mates.get(key, set())
        both = 1 + len(mine & true)
        shares.append((both / (1 + len(mine)), both / (1 + len(true))))
    return Score(*(sum(column) / len(shares) for column in zip(*shares, strict=True)))


def _mates(pairs: Iterable[Pair]) -> dict[Key, set[Key]]:
    mates: dict[Key, set[Key]] = {}
    for pair in pairs:
        for key in pair:
            mates.setdefault(key, set()).update(pair - {key})
    return mates
