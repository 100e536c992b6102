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
# Fewer cards make no share.
LEAST_CARDS = 3


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
    if len(states) < LEAST_CARDS:
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
    Rule(
        "inclusion_far",
        DECIDE,
        "inclusion",
        "/inclusion/carte",
        compares=f"Habitants des communes dont la mairie est à plus de {REACH_KM} km à vol "
        "d’oiseau du lieu le plus proche, contre ceux dont la distance est connue.",
        told_from=f"{LEAST_FAR:,} habitants".replace(",", "\u202f")
        + f", ou {LEAST_FAR_PCT:g} % de ceux du territoire.",
        weighs=f"La part des habitants ; 5 à {HALF_FAR_PCT:g} %.",
        silent_when="Aucune distance connue.",
        find=far,
        sources=PLACES,
    ),
    Rule(
        "inclusion_cards",
        DECIDE,
        "inclusion",
        "/inclusion/lieux",
        compares=f"Lieux dont la fiche a plus de {OUTDATED_MONTHS} mois ou n’a pas de date, contre "
        "tous les lieux.",
        told_from=f"{LEAST_OLD_PCT:g} % des lieux.",
        weighs=f"La part des lieux ; 5 à {HALF_OLD_PCT:g} %.",
        silent_when=f"Moins de {LEAST_CARDS} lieux connus.",
        find=cards,
        sources=PLACES,
    ),
)
