"""The sessions that the network of the demonstration collects: of whole months, and of today."""

from datetime import date

import polars as pl

from data.footfall import publication
from data.months import month_end
from loaders.demo import outages
from loaders.demo import places as site_places
from loaders.demo.attendance import drawn_terminals
from loaders.demo.days import day_facts
from loaders.demo.sessions import VisitModel, month_sessions


def collected_sessions(
    model: VisitModel, facts: pl.DataFrame, broken: pl.DataFrame, consent: bool
) -> pl.DataFrame:
    """The sessions of a whole month of facts, without those of the hours of maintenance."""
    everywhere, chosen = site_places.all_places(), model.places["place_no"].to_numpy()
    up = outages.up_shares(everywhere, broken, facts["day"])
    terminals = drawn_terminals(everywhere, facts, up)[chosen]
    sessions = month_sessions(model, facts["day"], terminals, consent)
    stop = pl.col("day") == outages.collection_stop(facts["day"][0].year)
    return sessions.filter(~(stop & (pl.col("hour") >= outages.COLLECTION_STOP_H)))


def hours_today(
    sites: pl.DataFrame, first: date, today: date, hour: int, threshold: int
) -> pl.DataFrame:
    """Rows of out_footfall_today at an hour of `today`: what a load of that hour would tell.

    Nothing else of the demonstration knows anything of `today`.
    """
    month = today.replace(day=1)
    facts = day_facts(first, month_end(today)).filter(pl.col("day") >= month)
    access_points = site_places.access_point_rows(site_places.all_places())
    broken = outages.outages(access_points, first, today)
    sessions = collected_sessions(VisitModel(sites), facts, broken, consent=True)
    known = sessions.filter(pl.col("day") == today, pl.col("hour") <= hour)
    return publication.hours_so_far(known, threshold)
