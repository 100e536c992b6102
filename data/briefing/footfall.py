"""Rules of footfall: how it moves against its usual moves, and access points out of service."""

from datetime import date, timedelta
from statistics import median

from sqlalchemy import func, select

from data import schema
from data.briefing import weight
from data.briefing.rule import WITH_SITES, Finding, Rule, Scene
from data.briefing.statement import CHANGES, DECIDE
from data.footfall.vocabulary import WIFI_SOURCES
from data.selection import SYNDICAT

DAY, UP = schema.footfall_day.c, schema.availability_day.c
WINDOW_DAYS, LEAST_DAYS = 28, 21
# Past windows, one after the other, that say how much the change usually varies.
MOST_WINDOWS, LEAST_WINDOWS = 26, 6
LEAST_TERMINALS = 500
# Sites compared on a usual day; a commune, or a site, may have only one.
LEAST_SITES, SMALL = 3, ("commune", "site")
# From the median absolute deviation to the standard deviation of a normal law; a past that hardly
# moves does not make two points unusual.
SD_PER_MAD, LEAST_SPREAD_PTS = 1.4826, 2.0
UP_DAYS, LEAST_UP_DAYS = 7, 5
OUT_PCT, OUT_H, HALF_OUT_PCT = 5.0, 24.0, 10.0
# Day -> terminals, terminals before, sites compared.
Pairs = dict[date, tuple[int, int, int]]


def change(scene: Scene) -> Finding | None:
    """Terminals of the last 28 days against the same sites and weekdays a year before."""
    last = _last_day(scene)
    if last is None:
        return None
    pairs = _pairs(scene, last - timedelta(days=WINDOW_DAYS * (MOST_WINDOWS + 1)))
    least = 1 if scene.level in SMALL else LEAST_SITES
    now, *earlier = (_window(pairs, last, step, least) for step in range(MOST_WINDOWS + 1))
    past = [_change_pct(sums) for sums in earlier if sums]
    if now is None or len(past) < LEAST_WINDOWS:
        return None
    change_pct = _change_pct(now)
    usual = median(past)
    spread = max(SD_PER_MAD * median(abs(pct - usual) for pct in past), LEAST_SPREAD_PTS)
    deviations = (change_pct - usual) / spread
    facts = {
        "first_day": last - timedelta(days=WINDOW_DAYS - 1),
        "last_day": last,
        "change_pct": change_pct,
        "usual_low_pct": usual - weight.UNUSUAL * spread,
        "usual_high_pct": usual + weight.UNUSUAL * spread,
        "terminals": now[0],
        "terminals_before": now[1],
    }
    unusual = abs(deviations) >= weight.UNUSUAL
    return Finding(facts, weight.of_change(deviations) if unusual else None)


def _last_day(scene: Scene) -> date | None:
    """The last complete day of the network: a territory silent since has too few days."""
    statement = select(func.max(DAY.day)).where(DAY.scope == SYNDICAT, DAY.complete)
    with scene.engine.connect() as connection:
        return connection.scalar(statement)


def _pairs(scene: Scene, after: date) -> Pairs:
    """Terminals of the sites published a day and 52 weeks before, both times, after a day."""
    pair = DAY.common_terminals, DAY.common_terminals_before
    statement = select(DAY.day, *pair, DAY.common_sites).where(
        DAY.scope == scene.scope,
        DAY.day > after,
        DAY.complete,
        *(column.is_not(None) for column in pair),
    )
    with scene.engine.connect() as connection:
        return {day: tuple(rest) for day, *rest in connection.execute(statement)}


def _window(pairs: Pairs, last: date, step: int, least_sites: int) -> tuple[int, int] | None:
    """The sums of a window, so many windows back; None with too few days, terminals or sites."""
    end = last - timedelta(days=WINDOW_DAYS * step)
    days = (end - timedelta(days=back) for back in range(WINDOW_DAYS))
    known = [pairs[day] for day in days if day in pairs]
    if len(known) < LEAST_DAYS:
        return None
    now, before, sites = (sum(column) for column in zip(*known, strict=True))
    enough = min(now, before) >= LEAST_TERMINALS and sites >= least_sites * len(known)
    return (now, before) if enough else None


def _change_pct(sums: tuple[int, int]) -> float:
    return 100 * (sums[0] / sums[1] - 1)


def access_points(scene: Scene) -> Finding | None:
    """Hours of service that access points missed in the last seven days known of the network."""
    with scene.engine.connect() as connection:
        last = connection.scalar(select(func.max(UP.day)).where(UP.scope == SYNDICAT))
        if last is None:
            return None
        first = last - timedelta(days=UP_DAYS - 1)
        days, up_h, expected_h, most = connection.execute(
            select(
                func.count(), func.sum(UP.up_h), func.sum(UP.expected_h), func.max(UP.access_points)
            ).where(UP.scope == scene.scope, UP.day.between(first, last), UP.expected_h > 0)
        ).one()
    if days < LEAST_UP_DAYS:
        return None
    out_h = expected_h - up_h
    out_pct = 100 * out_h / expected_h
    facts = {
        "first_day": first,
        "last_day": last,
        "out_pct": out_pct,
        "out_h": out_h,
        "access_points": most,
        "out_access_points": most * out_h / expected_h,
    }
    unusual = out_pct >= OUT_PCT and out_h >= OUT_H
    return Finding(facts, weight.of_share(out_pct, HALF_OUT_PCT) if unusual else None)


RULES = (
    Rule(
        "footfall_change",
        CHANGES,
        "footfall",
        "/frequentation",
        compares=f"Terminaux connectés des {WINDOW_DAYS} derniers jours connus, contre les mêmes "
        "jours 52 semaines avant, sur les sites publiés les deux fois.",
        told_from=f"Un changement à {weight.UNUSUAL:g} écarts-types ou plus de sa médiane sur "
        f"les {MOST_WINDOWS} fenêtres de {WINDOW_DAYS} jours d’avant (écart-type robuste, "
        f"{LEAST_SPREAD_PTS:g} points au moins).",
        weighs="Le nombre d’écarts-types.",
        silent_when=f"Moins de {LEAST_DAYS} jours comparables, de {LEAST_TERMINALS} terminaux, de "
        f"{LEAST_WINDOWS} fenêtres passées, ou de {LEAST_SITES} sites (un seul suffit pour une "
        "commune ou un site).",
        find=change,
        sources=WIFI_SOURCES,
        scopes=WITH_SITES,
    ),
    Rule(
        "footfall_access_points",
        DECIDE,
        "footfall",
        "/frequentation",
        compares=f"Heures de service manquées par les bornes sur les {UP_DAYS} derniers jours "
        "connus, contre les heures attendues.",
        told_from=f"{OUT_PCT:g} % des heures et {OUT_H:g} heures au moins.",
        weighs=f"La part des heures ; 5 à {HALF_OUT_PCT:g} %.",
        silent_when=f"Moins de {LEAST_UP_DAYS} jours connus.",
        find=access_points,
        sources=("etat-bornes",),
        scopes=WITH_SITES,
    ),
)
