"""What each chart of the sheet of a building draws, against the cells of the table beside it."""

from collections.abc import Callable, Iterator
from datetime import date

from components.figures import lighting
from components.figures.building_records import SHARES
from components.figures.building_sheet import BILLED, EXPECTED, MEASURED
from components.formats import NBSP, WEEKDAYS, number, short_day
from tests.pages.callbacks import Table
from tests.pages.drawn import COMPARED, Drawn, Traces, Values, by_day, by_month, by_panel, by_rank

LABEL_OF_SHARE = {
    "base_share_pct": "Talon permanent",
    "night_share_pct": "Nuit (22 h à 6 h)",
    "weekend_share_pct": "Samedi et dimanche",
    "closed_share_pct": "Hors ouverture",
}


def by_panel_of_energy(traces: Traces, table: Table) -> Iterator[tuple[Traces, Table]]:
    """The traces and the rows of each energy, in the order of both."""
    headings, lines = table
    energies = dict.fromkeys(cells[headings.index("Énergie")] for cells in lines)
    for rank, energy in enumerate(energies):
        axis = f"y{rank + 1}" if rank else "y"
        own = [cells for cells in lines if energy in cells]
        yield [trace for trace in traces if trace["yaxis"] == axis], (headings, own)


def by_year(*names: str) -> Callable[[Traces], Values]:
    """The values of the bars, lines and marks of these names, by year."""
    return lambda traces: {
        str(year): value
        for trace in traces
        if trace["name"] in names
        for year, value in zip(trace["x"], trace["y"], strict=True)
        if value is not None
    }


def by_point(*names: str) -> Callable[[Traces], Values]:
    """The heights of points by temperature and height."""
    return lambda traces: {
        (number(celsius, 1), number(value, 2)): value
        for trace in traces
        if trace["name"] in names
        for celsius, value in zip(trace["x"], trace["y"], strict=True)
    }


def by_hour_of_week(traces: Traces) -> Values:
    """The cells of the heat map of one energy, by weekday and hour."""
    return {
        (WEEKDAYS[weekday], f"{hour}{NBSP}h"): value
        for weekday, hours in enumerate(traces[0]["z"])
        for hour, value in enumerate(hours)
        if value is not None
    }


def by_share(place: int) -> Callable[[Traces], Values]:
    """The lengths of every fourth bar, by rank of the energy."""
    return lambda traces: {
        rank: value
        for rank, value in enumerate(traces[0]["x"][place :: len(SHARES)])
        if value is not None
    }


def by_dusk(traces: Traces) -> Values:
    """The hours of dusk by evening: the first half of the outline of nights."""
    lit = traces[0]
    evenings = len(lit["x"]) // 2
    return {
        short_day(date.fromisoformat(day)): hour
        for day, hour in zip(lit["x"][:evenings], lit["y"][:evenings], strict=True)
    }


def _rank(rank: int, _cells: list[str]) -> int:
    return rank


ALL_DAYS = (MEASURED, BILLED)
OF_ENERGIES = {
    "building-sheet-daily": (
        Drawn("Mesuré", by_day(*ALL_DAYS)),
        Drawn("Attendu", by_day(EXPECTED)),
    ),
    "building-sheet-before-after": (
        Drawn("Mesuré", by_day(*ALL_DAYS)),
        Drawn("Attendu sans travaux", by_day(EXPECTED)),
    ),
    "building-sheet-signature": (
        Drawn(
            "Mesuré",
            by_point("Jour", "Jour inhabituel"),
            lambda _rank, cells: (cells[3], cells[4]),
        ),
    ),
    "building-sheet-profile": (
        Drawn("Moyenne par heure", by_hour_of_week, lambda _rank, cells: tuple(cells[2:4])),
    ),
}
SHEET = {
    "building-sheet-monthly": (
        Drawn("Électricité (kWh)", by_month("Électricité")),
        Drawn("Gaz (kWh PCI)", by_month("Gaz naturel")),
        Drawn("Chaleur (kWh)", by_month("Réseau de chaleur")),
        Drawn("Fioul (kWh)", by_month("Fioul")),
        Drawn("Comparaison (kWh)", by_month(*COMPARED)),
    ),
    "building-sheet-trajectory": (
        Drawn("Mesurée (kWh)", by_year("Mesurée")),
        Drawn("Corrigée du climat (kWh)", by_year("Corrigée du climat")),
        Drawn("Objectif en baisse relative (kWh)", by_year("Objectif en baisse relative")),
        Drawn("Objectif en valeur absolue (kWh)", by_year("Objectif en valeur absolue")),
    ),
    "building-sheet-loads": tuple(
        Drawn(LABEL_OF_SHARE[name], by_share(place), _rank)
        for place, (_words, name) in enumerate(SHARES)
    ),
    "building-sheet-savings": (Drawn("Économie (%)", by_rank, _rank),),
    "building-sheet-annual": (
        Drawn("Énergie finale (kWh)", by_year("Année complète", "Année incomplète")),
    ),
    "building-sheet-quality": (Drawn("Jours connus", by_rank, _rank),),
}
CABINET = {
    "lighting-cabinet-monthly": (
        Drawn("Facturé (kWh)", by_month(lighting.MEASURED)),
        Drawn("Prévu par les horaires (kWh)", by_month(lighting.EXPECTED)),
    ),
    "lighting-cabinet-hourly": (
        Drawn("Mesuré (kW)", by_panel(0), _rank),
        Drawn("Prévu (kW)", by_panel(1), _rank),
    ),
    "lighting-cabinet-nights": (Drawn("Allumage", by_dusk),),
}
