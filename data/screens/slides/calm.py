"""Sites near the screen that are calm: the nearest ones, at most three."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from data.inclusion.distances import great_circle_km
from data.screens import grids, queries
from data.screens.affluence import CALM, Grid, medians
from data.screens.queries import Site
from data.screens.slides.expected import (
    NOW_H,
    S_PER_H,
    is_stale,
    known_until_s,
    measured,
)
from data.screens.slides.reasons import NONE_CALM
from data.screens.slides.slide import Content, LeftOut, Moment, Slide, content
from data.screens.slides.week import JOIN
from data.screens.texts import Voice
from data.selection import SYNDICAT

REACH_KM, AT_MOST = 25.0, 3
# Sites read at once, the nearest first, and at most: in a town, dozens are within reach.
READ_AT_ONCE, READ_AT_MOST = 8, 24
# Where a visitor may be sent; not to a campsite nor to a station.
VISITED = frozenset(
    {
        "Base de loisirs", "Centre-ville", "Château", "Halte vélo", "Marché et halle", "Monument",
        "Musée", "Parc et jardin", "Parc zoologique",
    }
)  # fmt: skip
# How a level is known, and how that is said.
NOW, THIS_HOUR, TODAY, MIXED = "now", "this_hour", "today", "mixed"


@dataclass(frozen=True)
class CalmSite:
    """A site that is calm, how far it is, how that is known and until when in UTC seconds."""

    name: str
    distance_km: float
    known: str
    data_at_s: int


def tell(moment: Moment) -> Slide | LeftOut:
    """The slide, or why there is none."""
    found = calm_sites(moment)
    if not found:
        return LeftOut(NONE_CALM)
    known = {one.known for one in found}
    how = known.pop() if len(known) == 1 else MIXED

    def words(voice: Voice) -> Content:
        level = voice.level(CALM)
        return content(
            voice.plural("calm", "title", len(found)),
            voice.text("calm", how),
            lines=[(CALM, one.name, f"{level}{JOIN}{_away(one, voice)}") for one in found],
            note=voice.text("calm", "note"),
        )

    valid_until_s = min(_valid_until_s(one, moment) for one in found)
    return Slide(min(one.data_at_s for one in found), valid_until_s, words)


def _valid_until_s(one: CalmSite, moment: Moment) -> int:
    """What is of the day holds until midnight, what is of the hour one hour, a measure three."""
    ends_s = [moment.midnight_s]
    ends_s += [] if one.known == TODAY else [moment.now_s + S_PER_H]
    ends_s += [one.data_at_s + NOW_H * S_PER_H] if one.known == NOW else []
    return min(ends_s)


def _away(one: CalmSite, voice: Voice) -> str:
    return voice.text("calm", "detail", distance=voice.distance(one.distance_km))


def calm_sites(moment: Moment) -> list[CalmSite]:
    """The nearest calm sites within REACH_KM, at most AT_MOST."""
    found, near = [], _usually_shown(moment, list(_near(moment)))
    for first in range(0, min(len(near), READ_AT_MOST), READ_AT_ONCE):
        some = near[first : first + READ_AT_ONCE]
        ids = [site.site_id for site, _km in some]
        found_grids = grids.grids(moment.engine, ids, moment.past)
        for (site, km), grid in zip(some, found_grids, strict=True):
            known = _known_calm(moment, grid)
            if known:
                found.append(CalmSite(site.name, km, *known))
        if len(found) >= AT_MOST:
            break
    return found[:AT_MOST]


def _usually_shown(moment: Moment, near: Sequence[tuple[Site, float]]) -> list[tuple[Site, float]]:
    """The sites whose usual day is shown: their other days are then worth reading.

    A site whose usual day is hidden may well be closed: nobody is sent there.
    """
    alike = moment.pasts[moment.day].alike
    days = [day for day, kept in zip(moment.past, alike, strict=True) if kept]
    totals = grids.day_totals(moment.engine, [site.site_id for site, _km in near], days)
    return [one for one, usual in zip(near, medians(totals), strict=True) if np.isfinite(usual)]


def _near(moment: Moment) -> Iterator[tuple[Site, float]]:
    """The sites that may be visited around the screen and their distance, the nearest first."""
    screen = moment.screen
    sites = [
        site
        for site in queries.sites(moment.engine, SYNDICAT, moment.day)
        if site.place_kind in VISITED and f"site:{site.site_id}" != screen.scope
    ]
    if not sites:
        return
    km = great_circle_km(
        [screen.latitude_deg],
        [screen.longitude_deg],
        [site.latitude_deg for site in sites],
        [site.longitude_deg for site in sites],
    )[0]
    for at in np.argsort(km, kind="stable"):
        if km[at] <= REACH_KM:
            yield sites[at], float(km[at])


def _known_calm(moment: Moment, grid: Grid) -> tuple[str, int] | None:
    """How a site is known to be calm, and the end of what says so; None when it is not known."""
    now, hour = measured(moment, grid), moment.local.hour
    if now is None and is_stale(moment, grid):
        return None
    expected = moment.usual(grid, moment.day)
    if now:
        calm = expected.measured_level(now.last_hour, now.value) == CALM
        return (NOW, int(now.until.timestamp())) if calm else None
    at_s = known_until_s(grid)
    if expected.hour_scale:
        open_now = hour in expected.open_hours
        calm = open_now and expected.hour_level(hour) == CALM
        return (THIS_HOUR, at_s) if calm else None
    return (TODAY, at_s) if expected.total_level == CALM else None
