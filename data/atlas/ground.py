"""What lies below the layers of the atlas: the communes of a territory, its main towns."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select

from data import db, schema
from data.atlas.layers import counts
from data.selection import SYNDICAT, Selection
from data.territory import RIVERS, Territory, load_territory

# Enough for a close look anywhere; the map shows those whose names do not overlap.
NAMED_TOWNS = 24


@dataclass(frozen=True)
class Ground:
    """How many places each layer holds in a territory, and its communes (none: all of them)."""

    counts: dict[str, int]
    communes: tuple[str, ...]


def ground(engine: Engine, selection: Selection) -> Ground:
    """The ground of a selection; that of a site is its commune."""
    return Ground(counts(engine, selection), _communes(engine, selection.scope))


def _communes(engine: Engine, scope: str) -> tuple[str, ...]:
    if scope == SYNDICAT:
        return ()
    kind, _, code = scope.partition(":")
    if kind != "site":
        return _territory().commune_codes(scope)
    site = schema.site.c
    with engine.connect() as connection:
        own = connection.scalar(select(site.commune_code).where(site.site_id == code))
    return (own,) if own else ()


def main_towns() -> list[tuple[str, float, float]]:
    """Name, latitude and longitude (to about 100 m) of the most populous communes, in order."""
    placed = [
        town
        for town in _territory().communes
        if None not in (town.population, town.town_hall_lat, town.town_hall_lon)
    ]
    largest = sorted(placed, key=lambda town: (-town.population, town.code))[:NAMED_TOWNS]
    return [
        (town.name, round(town.town_hall_lat, 3), round(town.town_hall_lon, 3)) for town in largest
    ]


def has_rivers() -> bool:
    """Whether the folder of the territory has rivers to draw."""
    return _territory().outline_path(RIVERS).exists()


def _territory() -> Territory:
    return load_territory(Path(db.settings().territory_dir))
