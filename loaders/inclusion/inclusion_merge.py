"""From the records of a place, one to a source or more, to what is said of that place.

The freshest value wins: that of the record updated last, a record without date coming after all
those that have one. Lists of what a place offers are added up: a source does not deny what it does
not list, and several know one programme only.
"""

import json
import re
from collections.abc import Callable, Hashable, Sequence

from data.inclusion.distances import great_circle_km
from data.inclusion.matching import NEAR_KM, Record, matches, places
from data.inclusion.names import folded
from data.inclusion.opening import open_hours_a_week, open_on_saturday, usual_week
from data.inclusion.place_names import readable_address, readable_name
from data.inclusion.vocabulary import SEPARATOR
from data.territory import Commune, Territory

Row = dict[str, object]
ALONE = "seule fiche"
ADDED_UP = (
    "kinds", "services", "support", "access", "publics", "special_care", "programmes",
)  # fmt: skip
# What goes together: never the street of one record with the town of another.
TOGETHER = (
    ("address", "postcode", "town"),
    ("commune_code", "epci_code", "departement_code"),
    ("latitude_deg", "longitude_deg"),
)
SINGLE = (
    "name", "siret", "fees", "hours", "website", "accessibility_url", "itinerant", "mediators",
    "updated",
)  # fmt: skip
RECORD_FIELDS = tuple(Record.__dataclass_fields__)


def grouped(rows: Sequence[Row]) -> tuple[list[list[Row]], dict[tuple[str, str], str]]:
    """The rows of each place, and the evidence by (source, record) that put it there.

    Rows are put in order first: the same records give the same places in whatever order they came.
    """
    ordered = sorted(rows, key=_own_key)
    records = [Record(**{name: row[name] for name in RECORD_FIELDS}) for row in ordered]
    groups: dict[int, list[Row]] = {}
    found = places(records)
    for at, first in enumerate(found):
        groups.setdefault(first, []).append(ordered[at])
    evidence = {_own_key(row): ALONE for row in ordered}
    # Not every match makes one place: see `places`.
    together = [match for match in matches(records) if found[match.first] == found[match.second]]
    for match in reversed(together):
        for at in (match.first, match.second):
            evidence[_own_key(ordered[at])] = match.evidence
    return list(groups.values()), evidence


def _own_key(row: Row) -> tuple[str, str]:
    return str(row["source_key"]), str(row["record_id"])


def place_name(rows: Sequence[Row]) -> str:
    """The identifier of a place, fit for an address: its first source and record, "hub-lo-13"."""
    source, record = min(_own_key(row) for row in rows)
    return f"{source}-{re.sub(r'[^A-Za-z0-9_-]+', '-', record)}"


def merged(rows: Sequence[Row], territory: Territory) -> Row:
    """One row of out_inclusion_place, without its identifier."""
    fresh = sorted(rows, key=lambda row: (_age_order(row), _own_key(row)))
    place: Row = {name: _first(fresh, name) for name in SINGLE}
    for names in TOGETHER:
        owner = next((row for row in fresh if _filled(row[names[0]])), fresh[0])
        place |= {name: owner[name] for name in names}
    place |= {name: _added_up(fresh, name) for name in ADDED_UP}
    commune = territory.commune(place["commune_code"]) if place["commune_code"] else None
    place |= _said_aloud(place, fresh, commune)
    place |= _drawn_at(place, commune)
    return place | {
        "open_h_week": open_hours_a_week(place["hours"]),
        "open_saturday": open_on_saturday(place["hours"]),
        "sources": SEPARATOR.join(sorted({str(row["source_key"]) for row in rows})),
        "disagreements": json.dumps(disagreements(fresh), ensure_ascii=False, sort_keys=True),
        "simulated": any(row["simulated"] for row in rows),
    }


def _age_order(row: Row) -> int:
    """The more recent the first; without a date, last."""
    return -row["updated"].toordinal() if row["updated"] else 0


def _filled(value: object) -> bool:
    return value not in (None, "")


def _first(fresh: Sequence[Row], name: str) -> object:
    return next((row[name] for row in fresh if _filled(row[name])), fresh[0][name])


def _added_up(fresh: Sequence[Row], name: str) -> str:
    """Every item that a record has, the freshest first."""
    items = (item for row in fresh for item in str(row[name]).split(SEPARATOR) if item)
    return SEPARATOR.join(dict.fromkeys(items))


def _said_aloud(place: Row, fresh: Sequence[Row], commune: Commune | None) -> Row:
    """Name, address and town without the capitals of files, with accents where a record has them.

    The town is written as the commune is when it is that one.
    """
    name, town = str(place["name"]), place["town"] or (commune and commune.name)
    alike = [str(row["name"]) for row in fresh if folded(str(row["name"])) == folded(name)]
    if commune and folded(town) == folded(commune.name):
        town = commune.name
    return {
        "name": readable_name(next((one for one in alike if not one.isupper()), name)),
        "address": place["address"] and readable_address(str(place["address"])),
        "town": town and readable_name(str(town)),
    }


def _drawn_at(place: Row, commune: Commune | None) -> Row:
    """The position of the place, else that of its town hall, which is said."""
    if place["latitude_deg"] is not None or commune is None or commune.town_hall_lat is None:
        return {"at_town_hall": False}
    return {
        "latitude_deg": commune.town_hall_lat,
        "longitude_deg": commune.town_hall_lon,
        "at_town_hall": True,
    }


def _words(value: object) -> Hashable:
    return folded(str(value))


def _items(value: object) -> Hashable:
    return frozenset(str(value).split(SEPARATOR))


def _week(value: object) -> Hashable:
    """The spans of a usual week: two ways to write the same hours agree."""
    week = usual_week(str(value))
    return tuple(week) if week is not None else _words(value)


# Field -> what is compared of it.
COMPARED: dict[str, Callable[[object], Hashable]] = {
    "name": _words,
    "address": _words,
    "postcode": _words,
    "commune_code": _words,
    "siret": lambda value: str(value)[:9],
    "fees": _items,
    "hours": _week,
    "website": _words,
    "itinerant": bool,
}


def disagreements(fresh: Sequence[Row]) -> dict[str, dict[str, object]]:
    """Field -> source -> value, for the fields on which sources differ; the freshest of each."""
    said: dict[str, dict[str, object]] = {}
    for name, compared in COMPARED.items():
        values = {
            str(row["source_key"]): row[name] for row in reversed(fresh) if _filled(row[name])
        }
        if len({compared(value) for value in values.values()}) > 1:
            said[name] = values
    spots = {
        str(row["source_key"]): (row["latitude_deg"], row["longitude_deg"])
        for row in reversed(fresh)
        if row["latitude_deg"] is not None
    }
    if len(spots) > 1 and _apart_km(list(spots.values())) > NEAR_KM:
        said["position"] = {source: f"{lat}, {lon}" for source, (lat, lon) in spots.items()}
    return said


def _apart_km(spots: Sequence[tuple[float, float]]) -> float:
    latitudes, longitudes = zip(*spots, strict=True)
    return float(great_circle_km(latitudes, longitudes, latitudes, longitudes).max())
