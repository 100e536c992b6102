"""The headline of digital inclusion: its key figures and what they rest on."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Engine, func, select

from data import schema
from data.db import fetch
from data.inclusion.activity import active_places, by_month
from data.inclusion.coverage import latest_of_communes
from data.inclusion.freshness import TO_REDO, sheet_state
from data.inclusion.ingredients import weighted_mean
from data.inclusion.scope import within
from data.inclusion.vocabulary import REACH_KM
from data.key_figure import KeyFigure
from data.selection import Selection
from data.targets import with_targets
from data.viewing import today


@dataclass(frozen=True)
class Headline:
    """The key figures of a selection, and what they rest on."""

    figures: dict[str, KeyFigure]
    communes: int
    # Of the communes, those that have a score, and those whose nearest place is known.
    scored: int
    located: int
    places: int
    # Places drawn at their town hall, and whose hours are not known.
    at_town_hall: int
    without_hours: int
    reach_km: int
    # The last quarter of coverage; the months that stand for the period.
    coverage_day: date | None
    months: tuple[date, ...]


def headline(engine: Engine, selection: Selection) -> Headline:
    """The key figures of the page, by indicator key; None where nothing is known.

    Only accompaniments follow the period and are compared; all the rest is as of today.
    """
    scope = selection.scope
    communes = fetch(
        engine,
        select(schema.inclusion_commune).where(within(schema.inclusion_commune, scope)),
    )
    places = _places(engine, scope)
    activity = by_month(engine, selection)
    coverage = latest_of_communes(engine, scope)
    far = communes[communes["nearest_km"].notna() & communes["population"].notna()]
    figures = [
        *_far_figures(far),
        *_place_figures(engine, scope, communes, places),
        _fragility_figure(communes),
        _activity_figure(engine, selection, activity),
        _fibre_figure(coverage),
    ]
    return Headline(
        with_targets(engine, selection, figures),
        communes=len(communes),
        scored=int(communes["fragility"].notna().sum()),
        located=int(communes["nearest_km"].notna().sum()),
        places=len(places),
        at_town_hall=int(places["at_town_hall"].sum()),
        without_hours=int(places["open_h_week"].isna().sum()),
        reach_km=REACH_KM,
        coverage_day=coverage["day"].max() if len(coverage) else None,
        months=tuple(activity["month"]),
    )


def _places(engine: Engine, scope: str) -> pd.DataFrame:
    row = schema.inclusion_place.c
    return fetch(
        engine,
        select(row.place_id, row.updated, row.at_town_hall, row.open_h_week).where(
            within(schema.inclusion_place, scope)
        ),
    )


def _figure(key: str, value: float | None, facts: dict[str, object], **pair: object) -> KeyFigure:
    return KeyFigure(key, value, facts={**facts, key: value}, **pair)


def _far_figures(known: pd.DataFrame) -> list[KeyFigure]:
    """Inhabitants beyond the reach of the nearest place, of those whose distance is known."""
    far = known[known["nearest_km"] > REACH_KM]
    population = int(known["population"].sum())
    count = int(far["population"].sum()) if len(known) else None
    share = 100 * count / population if count is not None and population else None
    facts = {
        "far_communes": len(far),
        "population": population,
        "inclusion_far_population": count,
    }
    return [
        _figure("inclusion_far_population", count, facts),
        _figure("inclusion_far_share_pct", share, facts),
    ]


def _place_figures(
    engine: Engine, scope: str, communes: pd.DataFrame, places: pd.DataFrame
) -> list[KeyFigure]:
    """None where the store has no place at all, since nobody then knows; else 0 is 0."""
    record, place = schema.inclusion_place_record.c, schema.inclusion_place.c
    with engine.connect() as connection:
        known = connection.execute(select(place.place_id).limit(1)).first() is not None
        records = connection.scalar(
            select(func.count())
            .select_from(
                schema.inclusion_place_record.join(
                    schema.inclusion_place, place.place_id == record.place_id
                )
            )
            .where(within(schema.inclusion_place, scope))
        )
    count = len(places) if known else None
    population = int(communes["population"].sum())
    per_10k = 10_000 * count / population if known and population else None
    day = today()
    states = [sheet_state(updated, day) for updated in places["updated"]]
    outdated = sum(state in TO_REDO for state in states)
    facts = {
        "records": records,
        "population": population,
        "outdated": outdated,
        "undated": states.count("undated"),
        "inclusion_places": count,
    }
    share = 100 * outdated / count if count else None
    return [
        _figure("inclusion_places", count, facts),
        _figure("inclusion_places_per_10k", per_10k, facts),
        _figure("inclusion_outdated_share_pct", share, facts),
    ]


def _fragility_figure(communes: pd.DataFrame) -> KeyFigure:
    """The mean weighted by population of the scores that are known."""
    mean = weighted_mean(communes["fragility"], communes["population"])
    facts = {
        "scored_communes": int(communes["fragility"].notna().sum()),
        "all_communes": len(communes),
    }
    return _figure("inclusion_fragility", None if pd.isna(mean) else mean, facts)


def _activity_figure(engine: Engine, selection: Selection, months: pd.DataFrame) -> KeyFigure:
    """The sum of the months; compared over those that have a counterpart."""
    known = months[months["count"].notna()]
    both = known[known["before"].notna()]
    facts = {"months": len(known), "active_places": active_places(engine, selection)}
    pair = {
        "comparable": float(both["count"].sum()) if len(both) else None,
        "before": float(both["before"].sum()) if len(both) else None,
    }
    value = int(known["count"].sum()) if len(known) else None
    return _figure("inclusion_accompaniments", value, facts, **pair)


def _fibre_figure(coverage: pd.DataFrame) -> KeyFigure:
    premises = int(coverage["premises"].sum())
    fibre = int(coverage["from_1_gbit"].sum())
    share = 100 * fibre / premises if premises else None
    facts = {"fibre_premises": fibre, "premises": premises, "communes": len(coverage)}
    return _figure("inclusion_fibre_pct", share, facts)
