"""Footfall and digital inclusion of every commune."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Engine, func, select

from data import schema
from data.buildings.months import last_whole_month
from data.buildings.shown_months import twelve_months
from data.communes.own import NOT_LOADED, OwnFigure, by_code, own_figure, ratio
from data.db import fetch
from data.months import month_end

MONTH, SITE = schema.site_month_total.c, schema.site.c
UP, SCOPE = schema.availability_day.c, schema.scope.c
COMMUNE = schema.inclusion_commune.c


def footfall(engine: Engine, codes: Sequence[str], day: date) -> dict[str, OwnFigure]:
    """Terminals by site and day, and access points up, of the last twelve whole months before
    `day` that the store has.

    A mean is not given where more site-days are hidden than published: only the busy ones would
    count.
    """
    months = _months(engine, day)
    sites = by_code(_sites(engine, months), codes)
    up = by_code(_availability(engine, months), codes)
    nowhere = sites["sites"].isna()
    published, hidden = sites["published"].fillna(0), sites["hidden"].fillna(0)
    no_site = [(nowhere & nowhere.all(), NOT_LOADED), (nowhere, "no_site")]
    days = months[0], months[-1]
    return {
        "terminals_per_site_day": own_figure(
            ratio(sites["terminals"], published),
            published,
            published + hidden,
            [*no_site, (hidden > published, "hidden"), (published == 0, "no_day")],
            days,
        ),
        "access_points_up_share_pct": own_figure(
            100 * ratio(up["up_h"], up["expected_h"]),
            sites["sites"],
            sites["sites"],
            [*no_site, (~(up["expected_h"] > 0), "not_supervised")],
            days,
        ),
    }


def _months(engine: Engine, day: date) -> list[date]:
    last = last_whole_month(day)
    statement = select(func.max(MONTH.month)).where(MONTH.month <= last)
    with engine.connect() as connection:
        return twelve_months(connection.scalar(statement) or last)


def _sites(engine: Engine, months: list[date]) -> pd.DataFrame:
    sums = (
        select(
            MONTH.site_id,
            func.sum(MONTH.terminals).label("terminals"),
            func.sum(MONTH.days_published).label("published"),
            func.sum(MONTH.days_hidden).label("hidden"),
        )
        .where(MONTH.month.between(months[0], months[-1]))
        .group_by(MONTH.site_id)
        .subquery()
    )
    totals = (func.sum(sums.c[name]).label(name) for name in ("terminals", "published", "hidden"))
    statement = (
        select(SITE.commune_code.label("code"), func.count().label("sites"), *totals)
        .select_from(schema.site.outerjoin(sums, sums.c.site_id == SITE.site_id))
        .where(SITE.commune_code.is_not(None))
        .group_by(SITE.commune_code)
    )
    return fetch(engine, statement)


def _availability(engine: Engine, months: list[date]) -> pd.DataFrame:
    """Of the communes that have a site: the others have no row, and are not sought."""
    held = select(SCOPE.scope).where(SCOPE.kind == "commune", SCOPE.sites > 0)
    statement = (
        select(
            UP.scope,
            func.sum(UP.up_h).label("up_h"),
            func.sum(UP.expected_h).label("expected_h"),
        )
        .where(UP.scope.in_(held), UP.day.between(months[0], month_end(months[-1])))
        .group_by(UP.scope)
    )
    frame = fetch(engine, statement)
    return frame.assign(code=frame["scope"].str.removeprefix("commune:"))


def inclusion(engine: Engine, codes: Sequence[str]) -> dict[str, OwnFigure]:
    """Fragility, distance to the nearest place, places for 10,000 inhabitants and fibre."""
    names = ("fragility", "nearest_km", "places", "population", "fibre_pct")
    columns = (COMMUNE[name] for name in names)
    frame = fetch(engine, select(COMMUNE.commune_code.label("code"), *columns))
    rows = by_code(frame, codes)
    places, people = rows["places"], rows["population"]
    absent = places.isna(), NOT_LOADED
    # Nobody knows where places are when none is known anywhere.
    nowhere = (rows["nearest_km"].isna() & rows["nearest_km"].isna().all()), "no_place_known"
    one = pd.Series(1, rows.index)
    return {
        "inclusion_fragility": own_figure(
            rows["fragility"], one, one, [absent, (rows["fragility"].isna(), "few_ingredients")]
        ),
        "inclusion_nearest_km": own_figure(rows["nearest_km"], one, one, [absent, nowhere]),
        "inclusion_places_per_10k": own_figure(
            10_000 * ratio(places, people), places, places, [absent, nowhere]
        ),
        "inclusion_fibre_pct": own_figure(
            rows["fibre_pct"], one, one, [absent, (rows["fibre_pct"].isna(), "no_premises")]
        ),
    }
