"""Which records of several sources tell of one place, and on which evidence.

Two records are one place when they bear one identifier; when they are at one spot (near each other,
or at one address) and their names agree; or when one SIRET holds both, on one spot or under one
name in one town.
A name alone is never enough: there is a "Médiathèque municipale" in every second town. Nor is an
address: a library and a town hall may share one. docs/methods-inclusion.md tells how well it does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import token_set_ratio
from shapely import STRtree, points

from data.inclusion.distances import EARTH_RADIUS_KM
from data.inclusion.names import HOUSED, STREET_TYPES, kinds_of, own_words, street

# From the strongest to the weakest.
SAME_ID, SAME_SIRET, SAME_OWNER, SAME_NAME = EVIDENCE = (
    "identifiant",
    "SIRET et lieu",
    "SIRET, nom et commune",
    "nom et lieu",
)
# An identifier shorter than that (a row number) may be the same by chance.
LEAST_ID = 12
SPOT_KM, NEAR_KM = 0.06, 0.2
AGREE_ON_SPOT, AGREE_NEAR = 70, 85
# Degrees that hold NEAR_KM everywhere in metropolitan France.
NEAR_DEG = 0.004
SIREN_DIGITS = 9


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
    pairs = _candidates(records)
    return [
        Match(first, second, evidence)
        for (first, second), km in zip(pairs, _distances_km(records, pairs), strict=True)
        if (evidence := evidence_of(records[first], records[second], km))
    ]


def places(records: list[Record]) -> list[int]:
    """For each record the position of the first record of its place.

    The strongest evidence first; a record that goes with two places that are of unlike kinds does
    not make one of them.
    """
    members = {at: [at] for at in range(len(records))}
    place = list(range(len(records)))

    def order(match: Match) -> tuple[int, list[tuple[str, str]]]:
        both = (records[match.first], records[match.second])
        keys = sorted((record.source_key, record.record_id) for record in both)
        return EVIDENCE.index(match.evidence), keys

    for match in sorted(matches(records), key=order):
        low, high = sorted((place[match.first], place[match.second]))
        if low == high or _unlike_places(records, members[low], members[high], match):
            continue
        members[low] += members.pop(high)
        for at in members[low]:
            place[at] = low
    return place


def _unlike_places(records: list[Record], some: list[int], others: list[int], match: Match) -> bool:
    return match.evidence != SAME_ID and any(
        _unlike(kinds_of(records[one].name), kinds_of(records[other].name))
        for one, other in product(some, others)
    )


def evidence_of(one: Record, other: Record, km: float) -> str | None:
    """Why two records are one place, `km` apart (NaN: not known); None when they are not."""
    if one.record_id == other.record_id and len(one.record_id) >= LEAST_ID:
        return SAME_ID
    kinds, others = kinds_of(one.name), kinds_of(other.name)
    if _unlike(kinds, others):
        return None
    together = _together(one, other, km)
    held = _same_siren(one, other) and (not kinds or not others or bool(kinds & others))
    if together is None:
        return SAME_OWNER if held and _same_name_in_town(one, other) else None
    if held:
        return SAME_SIRET
    return SAME_NAME if _names_agree(one, other, together) else None


def _unlike(kinds: frozenset[str], others: frozenset[str]) -> bool:
    """Whether both names say what the place is, and it cannot be the same."""
    return bool(kinds and others) and not kinds & others and not kinds | others <= HOUSED


def _together(one: Record, other: Record, km: float) -> float | None:
    """How far apart, 0 at one address; None when nothing says that they are close.

    A list does not give one place twice, but at one address.
    """
    if _same_address(one, other):
        return 0.0
    if one.source_key == other.source_key:
        return None
    if km <= SPOT_KM:
        return km
    if _same_street(one, other) and not (street(one.address)[0] and street(other.address)[0]):
        return SPOT_KM
    return km if km <= NEAR_KM and not _elsewhere(one, other) else None


def _same_address(one: Record, other: Record) -> bool:
    number, other_number = street(one.address)[0], street(other.address)[0]
    return bool(number) and number == other_number and _same_street(one, other)


def _same_street(one: Record, other: Record) -> bool:
    """Whether one address says all that the other says, its number aside, in the same town."""
    words, others = street(one.address)[1], street(other.address)[1]
    return (
        bool(words and others) and (words <= others or others <= words) and _same_town(one, other)
    )


def _elsewhere(one: Record, other: Record) -> bool:
    """Whether both addresses are exact, on streets that have no word in common."""
    (number, words), (other_number, other_words) = street(one.address), street(other.address)
    return bool(number and other_number) and not (words & other_words) - STREET_TYPES


def _same_town(one: Record, other: Record) -> bool:
    if one.commune_code and other.commune_code:
        return one.commune_code == other.commune_code
    return bool(one.postcode) and one.postcode == other.postcode


def _same_siren(one: Record, other: Record) -> bool:
    return bool(one.siret and other.siret) and (
        one.siret[:SIREN_DIGITS] == other.siret[:SIREN_DIGITS]
    )


def _same_name_in_town(one: Record, other: Record) -> bool:
    """Whether two lists give one town one name, at addresses that may be one: a position is off."""
    name = own_words(one.name, None)
    return (
        one.source_key != other.source_key
        and bool(name)
        and name == own_words(other.name, None)
        and kinds_of(one.name) == kinds_of(other.name)
        and _same_town(one, other)
        and not _elsewhere(one, other)
    )


def _names_agree(one: Record, other: Record, km: float) -> bool:
    """Whether two names that are not unlike tell of one place, `km` apart."""
    same_kind = bool(kinds_of(one.name) & kinds_of(other.name))
    if same_kind and _same_address(one, other):
        # One address has one library, one France services…
        return True
    words, others = own_words(one.name, one.town), own_words(other.name, other.town)
    if not words and not others:
        # "Mairie" and "Commune de Veigné": the same kind of place, on the same spot.
        return same_kind
    if not words or not others:
        return km <= SPOT_KM and same_kind
    alike = token_set_ratio(" ".join(sorted(words)), " ".join(sorted(others)))
    return alike >= (AGREE_ON_SPOT if km <= SPOT_KM else AGREE_NEAR)


def _candidates(records: list[Record]) -> list[tuple[int, int]]:
    """Pairs that may be one place, in order: near, on one street of a town, of one number."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for at, record in enumerate(records):
        for block in _blocks(record):
            groups.setdefault(block, []).append(at)
    pairs = {pair for group in groups.values() for pair in combinations(group, 2)}
    return sorted(pairs.union(_near_pairs(records)))


def _blocks(record: Record) -> Iterator[tuple[str, ...]]:
    yield "record", record.record_id
    words = street(record.address)[1]
    for town in ("commune_code", "postcode"):
        if code := getattr(record, town):
            # Of a street called by its type alone, that type.
            yield from ((town, code, word) for word in words - STREET_TYPES or words)
            if record.siret:
                yield town, code, record.siret[:SIREN_DIGITS]


def _near_pairs(records: list[Record]) -> Iterator[tuple[int, int]]:
    located = [at for at, record in enumerate(records) if record.latitude_deg is not None]
    spots = points(
        np.array(
            [(records[at].longitude_deg, records[at].latitude_deg) for at in located], dtype=float
        ).reshape(-1, 2)
    )
    near = STRtree(spots).query(spots, predicate="dwithin", distance=NEAR_DEG)
    return ((located[first], located[second]) for first, second in near.T if first < second)


def _distances_km(records: list[Record], pairs: list[tuple[int, int]]) -> NDArray[np.float64]:
    """How far apart the records of each pair are (haversine); NaN where a position is not known."""
    position = np.radians(
        np.array(
            [(record.latitude_deg, record.longitude_deg) for record in records], dtype=float
        ).reshape(-1, 2)
    )
    first, second = np.array(pairs, dtype=int).reshape(-1, 2).T
    half = np.sin((position[first] - position[second]) / 2) ** 2
    cosines = np.cos(position[first, 0]) * np.cos(position[second, 0])
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half[:, 0] + cosines * half[:, 1]))
