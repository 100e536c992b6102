"""The places of a territory, filtered as a link asks, and what they offer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Engine, select

from data import schema
from data.db import fetch
from data.inclusion.freshness import sheet_state
from data.inclusion.scope import within
from data.inclusion.vocabulary import PROGRAMMES, SEPARATOR, SERVICES
from data.quality import Notice
from data.selection import Selection
from data.viewing import today

JOIN = "."
NUMBERED = re.compile(r"(service|programme):(\d{1,2})")
LISTS = {"service": SERVICES, "programme": PROGRAMMES}
FLAGS = {"samedi": "saturday", "accessible": "accessible", "itinerant": "itinerant"}
FIELDS = {"service": "services", "programme": "programmes"}
PLACE = [column for column in schema.inclusion_place.columns if column.name != "disagreements"]
ADDED = ["commune", "sheet_state", "source_count"]
OFFER_COLUMNS = ["field", "number", "item", "places"]


@dataclass(frozen=True)
class PlaceFilter:
    """Which places are wanted: numbers count from 1 in SERVICES and PROGRAMMES, None: all."""

    service: int | None = None
    programme: int | None = None
    saturday: bool = False
    accessible: bool = False
    itinerant: bool = False

    @classmethod
    def parse(cls, text: str) -> tuple["PlaceFilter", list[Notice]]:
        """The filter of a text such as "service:3.programme:1.samedi"; never raises.

        Of a word that is not known, a notice; of one said twice, the last counts.
        """
        found: dict[str, int | bool] = {}
        notices = []
        for word in filter(None, text.split(JOIN)):
            numbered = NUMBERED.fullmatch(word)
            if word in FLAGS:
                found[FLAGS[word]] = True
            elif numbered and 1 <= int(numbered[2]) <= len(LISTS[numbered[1]]):
                found[numbered[1]] = int(numbered[2])
            else:
                notices.append(Notice("FILTRE_DE_LIEUX_INCONNU", {"value": word[:40]}))
        return cls(**found), notices

    def to_text(self) -> str:
        """The text that `parse` reads back as this filter; empty without any."""
        numbers = [f"{name}:{value}" for name in LISTS if (value := getattr(self, name))]
        return JOIN.join(numbers + [word for word, name in FLAGS.items() if getattr(self, name)])

    @property
    def wanted(self) -> dict[str, str]:
        """Column of lists -> the label that it must hold."""
        return {
            FIELDS[name]: labels[number - 1]
            for name, labels in LISTS.items()
            if (number := getattr(self, name))
        }


def places(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The places of the territory that `selection.detail` asks for, by commune and name.

    Columns of out_inclusion_place but `disagreements`, then ADDED: the name of the commune, a key
    of SHEET_STATES and the number of sources. What is not known does not pass a filter.
    """
    found = all_places(engine, selection.scope)
    wanted, _notices = PlaceFilter.parse(selection.detail)
    return found[_passing(found, wanted)].reset_index(drop=True)


def all_places(engine: Engine, scope: str) -> pd.DataFrame:
    """Every place of a scope, as `places`."""
    place, commune = schema.inclusion_place.c, schema.inclusion_commune.c
    statement = (
        select(*PLACE, commune.name.label("commune"))
        .join_from(
            schema.inclusion_place,
            schema.inclusion_commune,
            commune.commune_code == place.commune_code,
            isouter=True,
        )
        .where(within(schema.inclusion_place, scope))
    )
    found, day = fetch(engine, statement), today()
    found["sheet_state"] = [sheet_state(updated, day) for updated in found["updated"]]
    found["source_count"] = [len(items(text)) for text in found["sources"]]
    order = found.assign(town_order=found["commune"].fillna(found["town"]).fillna(""))
    ordered = order.sort_values(["town_order", "name", "place_id"], ignore_index=True)
    return ordered[[*(column.name for column in PLACE), *ADDED]]


def _passing(found: pd.DataFrame, wanted: PlaceFilter) -> pd.Series:
    passing = pd.Series(True, found.index)
    for column, label in wanted.wanted.items():
        passing &= pd.Series([label in items(text) for text in found[column]], found.index, bool)
    if wanted.saturday:
        passing &= found["open_saturday"].astype("boolean").fillna(False).astype(bool)
    if wanted.accessible:
        passing &= found["accessibility_url"].notna()
    if wanted.itinerant:
        passing &= found["itinerant"].astype("boolean").fillna(False).astype(bool)
    return passing


def offers(engine: Engine, selection: Selection) -> pd.DataFrame:
    """How many places of the territory offer each service and hold each programme.

    Columns OFFER_COLUMNS: `field` "service" or "programme", `number` as in a filter. Whatever
    the filter of the link.
    """
    found = all_places(engine, selection.scope)
    rows = [
        (name, number, label, sum(label in items(text) for text in found[FIELDS[name]]))
        for name, labels in LISTS.items()
        for number, label in enumerate(labels, start=1)
    ]
    return pd.DataFrame(rows, columns=OFFER_COLUMNS)


def items(text: str) -> Sequence[str]:
    """The labels of a list as it is stored."""
    return [item for item in (text or "").split(SEPARATOR) if item]
