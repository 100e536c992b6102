"""Rules of digital inclusion: who lives far from help, cards of places out of date."""

from sqlalchemy import func, select

from data import schema
from data.briefing import weight
from data.briefing.rule import Finding, Rule, Scene
from data.briefing.statement import DECIDE
from data.inclusion.freshness import TO_REDO, sheet_state
from data.inclusion.scope import within
from data.inclusion.vocabulary import OUTDATED_MONTHS, REACH_KM

PLACES = (
    "lieux-mediation", "hub-lo", "france-services", "aidants-connect", "conseillers-numeriques",
)  # fmt: skip
# Told from so many inhabitants on, or from this share of those of a small territory.
LEAST_FAR, LEAST_FAR_PCT, HALF_FAR_PCT = 1000, 5.0, 20.0
LEAST_OLD_PCT, HALF_OLD_PCT = 10.0, 30.0


def far(scene: Scene) -> Finding | None:
    """Inhabitants beyond the reach of the nearest place, of those whose distance is known."""
    row = schema.inclusion_commune.c
    beyond = row.nearest_km > REACH_KM
    statement = select(
        func.sum(row.population).label("known"),
        func.coalesce(func.sum(row.population).filter(beyond), 0).label("population"),
        func.count().filter(beyond).label("communes"),
    ).where(
        within(schema.inclusion_commune, scene.scope),
        row.nearest_km.is_not(None),
        row.population.is_not(None),
    )
    with scene.engine.connect() as connection:
        known, population, communes = connection.execute(statement).one()
    if not known:
        return None
    share_pct = 100 * population / known
    facts = {
        "population": population,
        "share_pct": share_pct,
        "communes": communes,
        "reach_km": REACH_KM,
    }
    unusual = population >= LEAST_FAR or share_pct >= LEAST_FAR_PCT
    return Finding(facts, weight.of_share(share_pct, HALF_FAR_PCT) if unusual else None)


def cards(scene: Scene) -> Finding | None:
    """Places whose card is older than eighteen months, or has no date."""
    row = schema.inclusion_place.c
    statement = select(row.updated).where(within(schema.inclusion_place, scene.scope))
    with scene.engine.connect() as connection:
        states = [sheet_state(updated, scene.today) for updated in connection.scalars(statement)]
    if not states:
        return None
    old = sum(state in TO_REDO for state in states)
    share_pct = 100 * old / len(states)
    facts = {
        "places": len(states),
        "old": old,
        "undated": states.count("undated"),
        "months": OUTDATED_MONTHS,
        "share_pct": share_pct,
    }
    unusual = share_pct >= LEAST_OLD_PCT
    return Finding(facts, weight.of_share(share_pct, HALF_OLD_PCT) if unusual else None)


RULES = (
    Rule("inclusion_far", DECIDE, "inclusion", PLACES, "/inclusion/carte", far),
    Rule("inclusion_cards", DECIDE, "inclusion", PLACES, "/inclusion/lieux", cards),
)
