"""The headline of water: its key figures, read from a few rows each."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Engine, Row, func, select

from data import schema
from data.key_figure import KeyFigure
from data.selection import Selection
from data.targets import with_targets
from data.water.alerts import last_night, running
from data.water.scope import within_sectors
from data.water.service_years import (
    Served,
    by_year,
    compared_year,
    complete,
    counted,
    known_sums,
    of_both_years,
    of_year,
    service_years,
    services_in,
    weighed_pct,
    year_of,
)
from data.water.stakes import stake_of_year
from data.water.vocabulary import SECTOR

HOURS_OF_YEAR = 8760
VOLUMES = [
    "produced_m3", "imported_m3", "exported_m3", "distributed_m3", "authorised_m3", "lost_m3",
]  # fmt: skip


@dataclass(frozen=True)
class Headline:
    """The key figures of a selection, and what they rest on."""

    figures: dict[str, KeyFigure]
    sectors: int
    # Of the sectors, those that have enough past to be watched.
    judged: int
    services: int
    # Of the services, those whose every volume of the year is known.
    complete: int
    # The year declared that stands for the period, the one it is compared with.
    year: int | None
    compared_year: int | None
    # The last day known of a watched sector.
    last_night: date | None


def headline(engine: Engine, selection: Selection) -> Headline:
    """The key figures of the page, by indicator key, with their perimeter.

    Leaks are those of tonight that nobody said to be repaired or dismissed; yields, losses and
    money are of the last year declared by the end of the period. None where nothing is known.
    """
    scope = selection.scope
    watched = _watched(engine, scope)
    years = service_years(engine, scope)
    year = year_of(sorted(set(years["year"])), selection)
    before = compared_year(selection, year)
    both = years[years["year"].isin([year, before])]
    figures = [
        *_leak_figures(running(engine, scope), known=watched.judged > 0),
        *_ratio_figures(both, year),
        *_lost_figures(both, year),
        _point_figure(stake_of_year(engine, scope, year)),
    ]
    return Headline(
        with_targets(engine, selection, figures, year),
        watched.sectors,
        watched.judged,
        services_in(engine, scope),
        len(complete(of_year(both, year))),
        year,
        before if before in set(both["year"]) else None,
        last_night(engine, scope),
    )


def _watched(engine: Engine, scope: str) -> Row:
    """How many sectors there are, and how many of them are judged."""
    sector, state = schema.water_sector.c, schema.water_sector_state.c
    judged = func.count(sector.sector_id).filter(state.judged)
    statement = (
        select(func.count(sector.sector_id).label("sectors"), judged.label("judged"))
        .select_from(
            schema.water_sector.outerjoin(
                schema.water_sector_state, state.sector_id == sector.sector_id
            )
        )
        .where(within_sectors(scope))
    )
    with engine.connect() as connection:
        return connection.execute(statement).one()


def _figure(key: str, value: float | None, facts: dict[str, object], **pair: object) -> KeyFigure:
    return KeyFigure(key, value, facts={**facts, key: value}, **pair)


def _leak_figures(leaks: list[Row], *, known: bool) -> list[KeyFigure]:
    """Leaks, their flow and their price; None where no sector is watched and no leak is seen."""
    sectors = [leak for leak in leaks if leak.place_kind == SECTOR]
    priced = [leak for leak in sectors if leak.eur_year is not None]
    flow = sum(leak.flow_m3_h for leak in sectors)
    of_priced, eur = sum(p.flow_m3_h for p in priced), sum(p.eur_year for p in priced)
    counts = {"sector_leaks": len(sectors), "customer_leaks": len(leaks) - len(sectors)}
    costs = {
        "water_leak_m3_h": of_priced,
        "eur_per_m3": eur / (of_priced * HOURS_OF_YEAR) if of_priced else None,
        "priced_leaks": len(priced),
    }
    said = known or bool(sectors)
    return [
        _figure("water_leaks", len(leaks) if known or leaks else None, counts),
        _figure("water_leak_m3_h", flow if said else None, counts),
        _figure("water_leak_eur_year", eur if said and (priced or not sectors) else None, costs),
    ]


def _ratio_figures(both: pd.DataFrame, year: int | None) -> list[KeyFigure]:
    """Yield and losses per km, compared on the services that have them both years."""
    figures = []
    # What the decree asks of these services together, each at its own threshold.
    asked, _ = weighed_pct(complete(of_year(both, year)), "threshold_pct")
    for key, name, shown in (
        ("water_yield_pct", "yield_pct", VOLUMES),
        ("water_loss_index", "loss_index_m3_km_day", [*VOLUMES, "pipe_km"]),
    ):
        known = both[counted(both, name)]
        kept = of_year(known, year)
        sums = known_sums(kept, shown)
        value, _, declared = by_year(both, name).get(year, Served())
        counts = {"services": len(kept), "all_services": declared}
        compared = by_year(of_both_years(known), name)
        pair = _pair({of: served.value for of, served in compared.items()}, year)
        figures.append(_figure(key, value, {**sums, **counts, "threshold_pct": asked}, **pair))
    return figures


def _pair(values: dict[int, float | None], year: int | None) -> dict[str, float | None]:
    """What the figure of a year and the one before are, of the same services."""
    if len(values) < 2 or year is None:
        return {}
    return {"comparable": values[year], "before": values[year - 1]}


def _lost_figures(both: pd.DataFrame, year: int | None) -> list[KeyFigure]:
    """Water lost in a year and what it costs, of the services whose balance can be."""
    whole = complete(both)
    kept, declared = of_year(whole, year), of_year(both, year)
    counts = {"services": len(kept), "all_services": len(declared)}
    sums = known_sums(kept, ("distributed_m3", "authorised_m3", "lost_m3"))
    lost = sums.pop("lost_m3")
    priced = kept[kept["lost_eur"].notna()]
    eur, of_priced = known_sums(priced, ("lost_eur", "lost_m3")).values()
    price = eur / of_priced if eur is not None and of_priced else None
    costs = {"lost_m3": of_priced, "water_lost_m3": of_priced, "eur_per_m3": price}
    pair = _pair(of_both_years(whole).groupby("year")["lost_m3"].sum().to_dict(), year)
    return [
        _figure("water_lost_m3", lost, {**sums, **counts}, **pair),
        _figure("water_lost_eur", eur, {**costs, "priced_services": len(priced)}),
    ]


def _point_figure(stake: pd.DataFrame) -> KeyFigure:
    """What the first point brings: less levy, less water lost."""
    names = {
        "water_point_eur": "gain_eur",
        "levy_point_eur": "levy_gain_eur",
        "water_point_saved_eur": "water_gain_eur",
    }
    first = stake[stake["points"] == 1]
    facts: dict[str, object] = {key: _known(first[column]) for key, column in names.items()}
    counts = {name: int(first[name].iloc[0]) for name in ("services", "all_services") if len(first)}
    return _figure("water_point_eur", facts["water_point_eur"], {**facts, **counts})


def _known(cells: pd.Series) -> float | None:
    return float(cells.iloc[0]) if len(cells) and pd.notna(cells.iloc[0]) else None
