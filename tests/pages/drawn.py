"""What a chart draws against the cells of the table beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from components.captioned import Chart
from components.figures import lighting, water
from components.figures.ranked import SHOWN
from components.formats import MISSING, NBSP, WEEKDAYS, month, number, short_day
from components.lighting.light_marks import PLACE_DECIMALS as PLACE
from tests.pages.callbacks import Table

Traces = list[dict[str, Any]]
# Values by what names a row of the table.
Values = dict[Any, float]


@dataclass(frozen=True)
class Drawn:
    """A column of a table that is drawn: its values in the figure, the name of a row."""

    heading: str
    values: Callable[[Traces], Values]
    row: Callable[[int, list[str]], Any] = lambda _rank, cells: cells[0]

    def differences(self, chart: Chart, traces: Traces, table: Table) -> list[str]:
        """What the figure and the table do not say alike, row by row; empty when they agree."""
        column = next(column for column in chart.columns if column.heading == self.heading)
        # What is missing is not drawn.
        written = {row: column.written(value) for row, value in self.values(traces).items()}
        drawn = {row: cell for row, cell in written.items() if cell != MISSING}
        headings, lines = table
        position = headings.index(self.heading)
        cells = {self.row(rank, cells): cells[position] for rank, cells in enumerate(lines)}
        told = {row: cell for row, cell in cells.items() if row is not None and cell != MISSING}
        return [
            f"{chart.id}, {self.heading}, {row}: {drawn.get(row)} drawn, {told.get(row)} in table"
            for row in {**drawn, **told}
            if drawn.get(row) != told.get(row)
        ]


def by_day(*names: str) -> Callable[[Traces], Values]:
    """The values of the time series of these names, by day as tables write it."""

    def read(traces: Traces) -> Values:
        return {
            short_day(date.fromisoformat(day)): value
            for trace in traces
            if trace.get("name") in names
            for day, value in zip(trace["x"], trace["y"], strict=True)
            if value is not None
        }

    return read


def by_month(*names: str) -> Callable[[Traces], Values]:
    """The values of the bars and lines of these names, by month as tables write it."""

    def read(traces: Traces) -> Values:
        return {
            month(date.fromisoformat(first_day)): value
            for trace in traces
            if trace.get("name") in names
            for first_day, value in zip(trace["x"], trace["y"], strict=True)
            if value is not None
        }

    return read


def by_panel(place: int) -> Callable[[Traces], Values]:
    """The heights of the columns of one of several drawings, by rank from the left."""
    return lambda traces: dict(enumerate(traces[place]["y"]))


def by_rank(traces: Traces) -> Values:
    """The lengths of bars, or the places of dots, by rank from the top."""
    return {rank: value for rank, value in enumerate(traces[0]["x"]) if value is not None}


def by_hour(traces: Traces) -> Values:
    """The cells of a heat map, by weekday and hour."""
    return {
        (WEEKDAYS[weekday], f"{hour}{NBSP}h"): value
        for weekday, hours in enumerate(traces[0]["z"])
        for hour, value in enumerate(hours)
        if value is not None
    }


def by_site(features: Traces) -> Values:
    """The counts of the marks of a map, by site."""
    marks = [feature["properties"] for feature in features]
    counted = [mark for mark in marks if mark["shape"] not in ("hidden", "absent")]
    return {mark["lines"][0]: mark["count"] for mark in counted}


def _ranked(heading: str) -> tuple[Drawn, ...]:
    """The first rows of the table, in their order."""
    return (Drawn(heading, by_rank, lambda rank, _cells: rank if rank < SHOWN else None),)


COMPARED = ("Année précédente", "Période précédente")
BEFORE = by_day(*COMPARED)
RATIO = "Terminaux pour 100 passages"


def by_side(traces: Traces) -> Values:
    """The lengths of the bars of both sides of zero, by rank from the top."""
    return {
        rank: value
        for trace in traces[:2]
        for rank, value in enumerate(trace["x"])
        if value is not None
    }


def by_decade(name: str) -> Callable[[Traces], Values]:
    """The heights of the bars of this name, by decade as tables write it."""
    return lambda traces: {
        decade: value
        for trace in traces
        if trace.get("name") == name
        for decade, value in zip(trace["x"], trace["y"], strict=True)
    }


def by_year(*names: str) -> Callable[[Traces], Values]:
    """The heights of the bars of these names, which share the years."""
    return lambda traces: {
        year: value
        for trace in traces
        if trace.get("name") in names
        for year, value in zip(trace["x"], trace["y"], strict=True)
        if value is not None
    }


def by_point(name: str) -> Callable[[Traces], Values]:
    """The heights of the bars of this name, by number as tables write it."""
    return lambda traces: {number(point): value for point, value in by_decade(name)(traces).items()}


def by_ribbon(traces: Traces) -> Values:
    """The volume of each ribbon: how wide it is where it begins."""
    return {
        trace["name"]: max(ends) - min(ends)
        for trace in traces
        if trace.get("name")
        for top in [min(trace["y"])]
        for ends in [[x for x, y in zip(trace["x"], trace["y"], strict=True) if y == top]]
    }


def by_segment(place: int) -> Callable[[Traces], Values]:
    """The lengths of one kind of segment, by rank from the top."""
    return lambda traces: dict(enumerate(traces[place]["x"]))


def by_place(features: Traces) -> Values:
    """How many marks a map has, and what each counts, by where it stands."""
    return {
        (number(latitude, PLACE), number(longitude, PLACE)): one["properties"]["count"]
        for one in features
        for longitude, latitude in [one["geometry"]["coordinates"]]
    }


def by_customdata(place: int) -> Callable[[Traces], Values]:
    """The values behind the marks of a kind, by rank from the top."""
    return lambda traces: {
        rank: value
        for rank, value in enumerate(traces[place]["customdata"] if place < len(traces) else ())
        if value is not None
    }


def by_pair(traces: Traces) -> Values:
    """The cells of a grid, line by line."""
    return dict(enumerate(value for line in traces[0]["customdata"] for value in line))


def _rank(rank: int, _cells: list[str]) -> int:
    return rank


DRAWN = {
    "inclusion-portrait": (Drawn("Ce territoire", by_customdata(0), _rank),),
    "inclusion-crossed": (Drawn("Habitants", by_pair, _rank),),
    "inclusion-ranks": _ranked("Rang"),
    "inclusion-placement-gains": _ranked("Habitants de plus à portée"),
    "footfall-daily": (
        Drawn("Terminaux", by_day("Terminaux connectés", "Journée incomplète")),
        Drawn("Terminaux, comparaison", BEFORE),
    ),
    "footfall-index": (Drawn("Indice (7 jours, 100 = un an avant)", by_day("Indice")),),
    "footfall-map": (Drawn("Terminaux", by_site),),
    "footfall-ranking": _ranked("Terminaux"),
    "footfall-kinds": _ranked("Terminaux"),
    "footfall-rhythm": (
        Drawn("Connexions par jour", by_hour, lambda _rank, cells: tuple(cells[:2])),
    ),
    "footfall-dwell": _ranked("Part"),
    "footfall-languages": _ranked("Connexions"),
    "footfall-flows": _ranked("Attrait (1 = hasard)"),
    "footfall-counters": (
        Drawn("Passages comptés", by_day("Passages comptés")),
        Drawn("Terminaux", by_day("Terminaux connectés")),
        Drawn(RATIO, by_day(RATIO)),
    ),
    "buildings-monthly": (
        Drawn("Électricité (kWh)", by_month("Électricité")),
        Drawn("Gaz naturel (kWh PCI)", by_month("Gaz naturel")),
        Drawn("Réseau de chaleur (kWh)", by_month("Réseau de chaleur")),
        Drawn("Fioul (kWh)", by_month("Fioul")),
        Drawn("Comparaison (kWh)", by_month(*COMPARED)),
    ),
    "buildings-map": (Drawn("Énergie (kWh)", by_site),),
    "buildings-ranking": _ranked("Potentiel (€ par an)"),
    "buildings-categories": _ranked("kWh/m²"),
    "buildings-alerts": _ranked("Coût (€ par an)"),
    "buildings-rehearsal": (
        Drawn("Alertes en douze mois", by_panel(0), lambda rank, _cells: rank),
        Drawn("Coût en douze mois (€)", by_panel(1), lambda rank, _cells: rank),
    ),
    "lighting-monthly": (
        Drawn("Facturé (kWh)", by_month(lighting.MEASURED)),
        Drawn("Prévu par les horaires (kWh)", by_month(lighting.EXPECTED)),
        Drawn("Prévu sans extinction (kWh)", by_month(lighting.FULL)),
    ),
    "lighting-split-bill": (Drawn("Effet (€)", by_side, _rank),),
    "lighting-split-kwh": (Drawn("Effet (kWh)", by_side, _rank),),
    "lighting-map": (Drawn("Points", by_place, lambda _rank, cells: (cells[0], cells[1])),),
    "lighting-lamps": _ranked("Points"),
    "lighting-ages": (
        Drawn("LED", by_decade(lighting.LED)),
        Drawn("Autres lampes", by_decade(lighting.OTHERS)),
    ),
    "lighting-rules": tuple(
        Drawn(heading, by_segment(place), _rank)
        for place, heading in enumerate(
            ("Respectée (points)", "Non respectée (points)", "Non vérifiable (points)")
        )
    ),
    "lighting-decisions": _ranked("Économie (€ par an)"),
    "lighting-communes": _ranked("kWh par point"),
    "lighting-cabinets": _ranked("À gagner (€ par an)"),
    "lighting-anomalies": _ranked("Surcoût (€ par an)"),
    "lighting-renewal": (
        Drawn("Coût (€)", by_panel(0), _rank),
        Drawn("Économie (kWh par an)", by_panel(1), _rank),
    ),
    "water-alerts": _ranked("Coût (€ par an)"),
    "water-yield": (
        Drawn("Rendement", by_decade(water.YIELD)),
        Drawn("Seuil du décret", by_decade(water.THRESHOLD)),
        Drawn("Objectif des services", by_decade(water.TARGET)),
        Drawn("Services semblables", by_decade(water.PEERS)),
    ),
    "water-losses": (
        Drawn("Pertes (m³/km/jour)", by_year(water.LOSSES, water.PARTIAL)),
        *(
            Drawn(heading, by_decade(name))
            for heading, (_column, name, *_style) in zip(
                ("Bon jusqu’à", "Acceptable jusqu’à", "Médiocre jusqu’à"),
                water.LIMITS,
                strict=True,
            )
        ),
    ),
    "water-balance": (Drawn("Volume (m³)", by_ribbon, lambda _rank, cells: " → ".join(cells[:2])),),
    "water-stake": (
        Drawn("Redevance en moins (€ par an)", by_point(water.LEVY)),
        Drawn("Eau non perdue (€ par an)", by_point(water.WATER)),
    ),
    "water-map": (Drawn("Fuites (m³/km/jour)", by_site),),
    "water-sectors": _ranked("Fuites (m³/km/jour)"),
    "water-services": (
        Drawn("Écart au seuil (points)", by_side, lambda rank, _: rank if rank < SHOWN else None),
    ),
    "water-customer-communes": _ranked("Débit (L/h)"),
    "water-customers": _ranked("Coût (€ par an)"),
    "water-rehearsal": (
        Drawn("Alertes en douze mois", by_panel(0), _rank),
        Drawn("Eau perdue (m³)", by_panel(1), _rank),
    ),
    "water-faults": _ranked("Jours"),
}
