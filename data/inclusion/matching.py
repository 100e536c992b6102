"""Which records of several sources tell of one place, and on which evidence.

Two records are one place when they bear one identifier; when they are at one spot (near each other,
or at one address) and their names agree; or when they are at one spot and one SIRET holds both.
A name alone is never enough: there is a "Médiathèque municipale" in every second town.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from rapidfuzz.fuzz import token_set_ratio
from shapely import STRtree, points

from data.inclusion.distances import great_circle_km
from data.inclusion.names import kinds_of, own_words, street

SAME_ID, SAME_SIRET, SAME_NAME = "identifiant", "SIRET et lieu", "nom et lieu"
# An identifier shorter than that (a row number) may be the same by chance.
LEAST_ID = 12
SPOT_KM, NEAR_KM, VICINITY_KM = 0.06, 0.2, 1.0
AGREE_ON_SPOT, AGREE_NEAR, AGREE_IN_VICINITY = 70, 85, 95
# Degrees that hold VICINITY_KM everywhere in metropolitan France.
VICINITY_DEG = 0.016


@dataclass(frozen=True)
class Record:
    """What is compared of a record; None where its source says nothing."""

    source_key: str
    record_id: str
    name: str
    address: str | None
    postcode: str | None
    town: str | None
    commune_code: str | None
    latitude_deg: float | None
    longitude_deg: float | None
    siret: str | None


@dataclass(frozen=True)
class Match:
    """Two records (their positions) that are one place, and why."""

    first: int
    second: int
    evidence: str


def matches(records: list[Record]) -> list[Match]:
    """Every pair of records that is one place, in order."""
    km = _distances(records)
    return [
        Match(first, second, evidence)
        for first, second in _candidates(records)
        if (evidence := evidence_of(records[first], records[second], km(first, second)))
    ]


def places(records: list[Record]) -> list[int]:
    """For each record the position of the first record of its place."""
    root = list(range(len(records)))

    def first_of(at: int) -> int:
        while root[at] != at:
            at = root[at]
        return at

    for match in matches(records):
        low, high = sorted((first_of(match.first), first_of(match.second)))
        root[high] = low
    return [first_of(at) for at in range(len(records))]


def evidence_of(one: Record, other: Record, km: float) -> str | None:
    """Why two records are one place, `km` apart (NaN: not known); None when they are not."""
    if one.record_id == other.record_id and len(one.record_id) >= LEAST_ID:
        return SAME_ID
    together = _together(one, other, km)
    if together is None:
        return None
    if together <= NEAR_KM and _same_siret(one, other) and not _unlike(one, other):
        return SAME_SIRET
    return SAME_NAME if _names_agree(one, other, together) else None


def _together(one: Record, other: Record, km: float) -> float | None:
    """How far apart, 0 at one address; None when nothing says that they are close."""
    if _same_address(one, other):
        return 0.0
    return km if km <= VICINITY_KM else None


def _same_address(one: Record, other: Record) -> bool:
    (number, words), (other_number, other_words) = street(one.address), street(other.address)
    return bool(
        number
        and number == other_number
        and _same_town(one, other)
        and words
        and (words <= other_words or other_words <= words)
    )


def _same_town(one: Record, other: Record) -> bool:
    if one.commune_code and other.commune_code:
        return one.commune_code == other.commune_code
    return bool(one.postcode) and one.postcode == other.postcode


def _same_siret(one: Record, other: Record) -> bool:
    return bool(one.siret and other.siret) and one.siret[:9] == other.siret[:9]


def _unlike(one: Record, other: Record) -> bool:
    """Whether both names say what the place is, and not the same."""
    kinds, others = kinds_of(one.name), kinds_of(other.name)
    return bool(kinds and others) and not kinds & others


def _names_agree(one: Record, other: Record, km: float) -> bool:
    if _unlike(one, other):
        return False
    words, others = own_words(one.name, one.town), own_words(other.name, other.town)
    if not words and not others:
        # "Mairie" and "Commune de Veigné": the same kind of place, on the same spot.
        return km <= NEAR_KM and bool(kinds_of(one.name) & kinds_of(other.name))
    if not words or not others:
        return km <= SPOT_KM and bool(kinds_of(one.name) & kinds_of(other.name))
    alike = token_set_ratio(" ".join(sorted(words)), " ".join(sorted(others)))
    if km <= SPOT_KM:
        return alike >= AGREE_ON_SPOT
    return alike >= (AGREE_NEAR if km <= NEAR_KM else AGREE_IN_VICINITY)


def _candidates(records: list[Record]) -> Iterator[tuple[int, int]]:
    """Pairs that may be one place: in the vicinity, of one postcode, of one identifier."""
    pairs = set()
    located = [at for at, record in enumerate(records) if record.latitude_deg is not None]
    spots = points(
        np.array(
            [(records[at].longitude_deg, records[at].latitude_deg) for at in located], dtype=float
        ).reshape(-1, 2)
    )
    tree = STRtree(spots)
    for first, second in tree.query(spots, predicate="dwithin", distance=VICINITY_DEG).T:
        pairs.add((located[first], located[second]))
    for key in ("postcode", "commune_code", "record_id"):
        groups: dict[str, list[int]] = {}
        for at, record in enumerate(records):
            if value := getattr(record, key):
                groups.setdefault(value, []).append(at)
        pairs |= {
            (first, second) for group in groups.values() for first in group for second in group
        }
    return iter(sorted(pair for pair in pairs if pair[0] < pair[1]))


def _distances(records: list[Record]):
    """How far apart two records are, in km; NaN where a position is not known."""
    position = np.array(
        [(record.latitude_deg, record.longitude_deg) for record in records], dtype=float
    ).reshape(-1, 2)

    def km(first: int, second: int) -> float:
        return float(great_circle_km(*position[[first]].T, *position[[second]].T).item())

    return km
