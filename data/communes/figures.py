"""Every figure of every commune, and how one stands among those like it."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from sqlalchemy import Engine, select

from data import db, schema
from data.cache import answer
from data.communes.areas import areas_km2
from data.communes.own import OWN, OwnFigure
from data.communes.own_energy import buildings, lighting
from data.communes.own_places import footfall, inclusion
from data.communes.own_water import water
from data.communes.peers import (
    TOURIST_KINDS,
    UNKNOWN,
    Peers,
    classified,
    peers_with,
    similar,
    standing,
)
from data.indicators import INDICATORS
from data.selection import Selection
from data.territory import Commune, Territory, load_territory
from data.viewing import today

# What a sheet shows, theme by theme.
FIGURES = (
    "terminals_per_site_day",
    "access_points_up_share_pct",
    "kwh_m2",
    "building_eur_per_inhabitant",
    "at_stake_eur_per_building",
    "light_kwh_per_point",
    "light_eur_per_inhabitant",
    "light_off_share_pct",
    "water_leak_m3_h",
    "water_yield_pct",
    "inclusion_fragility",
    "inclusion_nearest_km",
    "inclusion_places_per_10k",
    "inclusion_fibre_pct",
)
OF_FIGURE = [
    "key", "theme", "value", "counted", "of", "why", "first_day", "last_day", "known_criteria",
    "peers", "criteria", "low", "q1", "median", "q3", "high", "place",
]  # fmt: skip
NOT_COMPARED = (0, 0, None, None, None, None, None, "")


@dataclass(frozen=True)
class Communes:
    """What the sheets rest on, of every commune in the order of `codes`: figures by key, classes
    of data.communes.peers, areas (NaN without outline)."""

    codes: list[str]
    figures: dict[str, OwnFigure]
    classes: np.ndarray
    area_km2: np.ndarray


@dataclass(frozen=True)
class Profile:
    """What a commune is, and what makes others like it; None, or "", where it is not known."""

    code: str
    name: str
    departement: str
    epci: str
    epci_code: str
    population: int | None
    area_km2: float | None
    size_class: int | None
    density_class: int | None
    tourist: bool | None
    # Those alike on each criterion that is known.
    peers: int
    criteria: int


def communes(engine: Engine, folder: str) -> Communes:
    """Every figure of every commune of the territory in a folder: one grouped query a theme."""
    territory, day = load_territory(Path(folder)), today() - timedelta(days=1)
    codes = [commune.code for commune in territory.communes]
    people = {commune.code: commune.population for commune in territory.communes}
    population = pd.Series(people, dtype=float)
    areas = areas_km2(territory.outline_path("communes"))
    area_km2 = np.array([areas.get(code, np.nan) for code in codes])
    figures = {
        **footfall(engine, codes, day),
        **buildings(engine, codes, population, day),
        **lighting(engine, codes, day),
        **water(engine, codes, day),
        **inclusion(engine, codes),
    }
    classes = classified(population.to_numpy(), area_km2, _touristic(engine, codes))
    return Communes(codes, figures, classes, area_km2)


def _touristic(engine: Engine, codes: list[str]) -> np.ndarray | None:
    """Whether each commune has a tourist site; None when the store has no site."""
    site = schema.site.c
    with engine.connect() as connection:
        kinds = connection.execute(select(site.commune_code, site.place_kind).distinct()).all()
    touristic = {code for code, kind in kinds if kind in TOURIST_KINDS}
    return np.array([code in touristic for code in codes]) if kinds else None


def known_communes(engine: Engine) -> Communes:
    """The same, kept until data change: every sheet reads it."""
    return answer(engine, communes, db.settings().territory_dir).value


def shipped_territory() -> Territory:
    """The territory of the settings."""
    return load_territory(Path(db.settings().territory_dir))


def commune_of(selection: Selection) -> Commune | None:
    """The commune of the territory that a selection names; None for another scope."""
    kind, _, code = selection.scope.partition(":")
    return shipped_territory().commune(code) if kind == "commune" else None


def profile(engine: Engine, selection: Selection) -> Profile | None:
    """What the commune of a selection is; None for another scope."""
    commune = commune_of(selection)
    if commune is None:
        return None
    known, territory = known_communes(engine), shipped_territory()
    row = known.codes.index(commune.code)
    epci = territory.epci(commune.epci or "")
    departement = territory.departement(commune.departement)
    alike, area_km2 = similar(known.classes, row), known.area_km2[row]
    size, density, tourist = (None if one == UNKNOWN else int(one) for one in known.classes[row])
    return Profile(
        commune.code,
        commune.name,
        departement.name if departement else "",
        epci.name if epci else "",
        epci.code if epci else "",
        commune.population,
        None if np.isnan(area_km2) else float(area_km2),
        size,
        density,
        None if tourist is None else bool(tourist),
        alike[-1].count if alike else 0,
        len(alike),
    )


def compared(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_FIGURE: each of FIGURES for the commune of a selection, among those like it.

    `value` is missing with a reason in `why`, empty else; `counted` out of `of` things behind it;
    days are None for what is true today. `peers` have the figure and share the first `criteria`,
    of the `known_criteria` of the commune; `place` is empty where nothing is compared. Empty for
    another scope, and for a commune of which no figure is known.
    """
    commune = commune_of(selection)
    rows = [] if commune is None else _lines(known_communes(engine), commune.code)
    frame = pd.DataFrame(rows, columns=OF_FIGURE)
    return frame if frame["value"].notna().any() else frame.head(0)


def _lines(known: Communes, code: str) -> list[tuple]:
    row = known.codes.index(code)
    alike = similar(known.classes, row)
    return [_line(known.figures[key], key, row, alike) for key in FIGURES]


def _line(figure: OwnFigure, key: str, row: int, alike: list[Peers]) -> tuple:
    """The cells of OF_FIGURE."""
    indicator, values = INDICATORS[key], figure.rows["value"].to_numpy()
    own = tuple(figure.rows[name].to_numpy()[row] for name in OWN)
    cells = key, indicator.theme, *own, *(figure.days or (None, None)), len(alike)
    known = ~np.isnan(values)
    peers = peers_with(alike, known) if known[row] else None
    if peers is None:
        return *cells, *NOT_COMPARED
    found = standing(values[row], values[peers.where], indicator.decimals)
    return *cells, peers.count, peers.criteria, *vars(found).values()
