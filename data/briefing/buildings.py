"""Rules of public buildings: their bill, their energy, alerts, the decree, savings proved."""

from datetime import date, timedelta
from urllib.parse import quote

from sqlalchemy import Row, and_, func, select

from data import schema
from data.briefing import weight
from data.briefing.rule import Finding, Rule, Scene
from data.briefing.statement import CHANGES, COSTS, DECIDE
from data.buildings.alerts import open_alerts
from data.buildings.scope_months import scope_months
from data.buildings.shown_months import last_known_month, twelve_months
from data.buildings.vocabulary import BUILDING_SOURCES, DRIFT
from data.buildings.years import decree_reductions, subject_years, targets_kwh, within, year_sums

# A sum is compared when at least this part of it is of the same buildings both times.
LEAST_COMMON_SHARE = 0.5
LEAST_BILL_PCT = 5.0
# What the adjusted energy of the same buildings moves by itself from a year to the next: nobody
# has enough years to measure it.
USUAL_ENERGY_PCT = 2.5
LEAST_GAP_PCT = 1.0
PROVED_WITHIN = timedelta(days=365)


def _last_month(scene: Scene) -> date | None:
    return last_known_month(scene.engine)


def _year_sums(scene: Scene) -> Row:
    """What the twelve months that end with the last one add up to."""
    return year_sums(scene.engine, scene.scope, scene.once(_last_month))


def bill(scene: Scene) -> Finding | None:
    """Energy and water of the last twelve months against the twelve before, same buildings."""
    last = scene.once(_last_month)
    if last is None:
        return None
    months = twelve_months(last)
    sums = scope_months(scene.engine, scene.scope, months, "n-1")
    eur, pair = sums.total("eur"), sums.paired("eur")
    known = all(sums.paired("eur", months=[month]).before for month in months)
    if not known or not pair.before or pair.comparable < LEAST_COMMON_SHARE * eur:
        return None
    change_eur = pair.comparable - pair.before
    change_pct = 100 * change_eur / pair.before
    facts = {
        "first_month": months[0],
        "last_month": months[-1],
        "eur": eur,
        "change_eur": change_eur,
        "change_pct": change_pct,
    }
    unusual = abs(change_pct) >= LEAST_BILL_PCT
    return Finding(facts, weight.of_money(change_eur, scene.population) if unusual else None)


def energy(scene: Scene) -> Finding | None:
    """Energy of twelve months adjusted for the climate, against the twelve before."""
    last = scene.once(_last_month)
    if last is None:
        return None
    sums = scene.once(_year_sums)
    if not sums.adjusted_before_kwh or sums.compared < LEAST_COMMON_SHARE * sums.with_data:
        return None
    change_kwh = sums.adjusted_kwh - sums.adjusted_before_kwh
    change_pct = 100 * change_kwh / sums.adjusted_before_kwh
    deviations = change_pct / USUAL_ENERGY_PCT
    facts = {
        "last_month": last,
        "change_pct": change_pct,
        "change_kwh": change_kwh,
        "buildings": sums.compared,
    }
    unusual = abs(deviations) >= weight.UNUSUAL
    return Finding(facts, weight.of_change(deviations) if unusual else None)


def alerts(scene: Scene) -> Finding | None:
    """Open drifts and leaks, and what they cost a year if nothing is done."""
    last = scene.once(_last_month)
    found = open_alerts(scene.engine, scene.selection)
    if found.empty and (last is None or not scene.once(_year_sums).with_data):
        return None
    drifts = int((found["kind"] == DRIFT).sum())
    priced = found[found["eur_year"].notna()]
    eur_year = float(priced["eur_year"].sum()) if len(priced) else None
    facts = {
        "drifts": drifts,
        "leaks": len(found) - drifts,
        "eur_year": eur_year,
        "unpriced": len(found) - len(priced),
    }
    if found.empty:
        return Finding(facts)
    first = found.iloc[0]
    facts |= {"name": first["name"], "commune": first["commune"]}
    return Finding(facts, weight.of_money(eur_year, scene.population))


def decree(scene: Scene) -> Finding | None:
    """Adjusted energy of the buildings subject to the decree against their objective of 2030."""
    last = scene.once(_last_month)
    rows = subject_years(scene.engine, scene.scope, last) if last else []
    targets = targets_kwh(rows, decree_reductions(scene.engine, last)) if rows else []
    both = [
        (row.adjusted_kwh, kwh)
        for row, kwh in zip(rows, targets, strict=True)
        if row.adjusted_kwh is not None and kwh is not None
    ]
    target_kwh = sum(kwh for _, kwh in both)
    if not target_kwh:
        return None
    excess_kwh = sum(adjusted for adjusted, _ in both) - target_kwh
    gap_pct = 100 * excess_kwh / target_kwh
    price = _eur_per_kwh(scene, last)
    facts = {
        "buildings": len(both),
        "gap_pct": gap_pct,
        "excess_kwh": excess_kwh,
        "eur_year": None if price is None else excess_kwh * price,
    }
    unusual = gap_pct >= LEAST_GAP_PCT
    told = weight.of_money(facts["eur_year"], scene.population)
    return Finding(facts, told if unusual else None)


def _eur_per_kwh(scene: Scene, last_month: date) -> float | None:
    """What the buildings of the territory paid a kWh over twelve months; None when not known."""
    year = schema.building_year.c
    known = and_(year.eur.is_not(None), year.final_kwh > 0)
    statement = (
        select(func.sum(year.eur), func.sum(year.final_kwh))
        .join_from(
            schema.building_year,
            schema.building,
            schema.building.c.building_id == year.building_id,
        )
        .where(year.last_month == last_month, known, within(scene.scope))
    )
    with scene.engine.connect() as connection:
        eur, kwh = connection.execute(statement).one()
    return eur / kwh if kwh else None


def savings(scene: Scene) -> Finding | None:
    """Savings of works proved at 90 %, whose year of proof ends within the last twelve months."""
    row = schema.saving.c
    statement = (
        select(row.building_id, row.eur_year, row.proven, schema.building.c.name)
        .join_from(schema.saving, schema.building, schema.building.c.building_id == row.building_id)
        .where(row.reporting_last_day > scene.today - PROVED_WITHIN, within(scene.scope))
        .order_by(row.eur_year.desc().nulls_last(), row.building_id, row.energy)
    )
    with scene.engine.connect() as connection:
        rows = connection.execute(statement).all()
    if not rows:
        return None
    proved = [found for found in rows if found.proven]
    priced = [found.eur_year for found in proved if found.eur_year is not None]
    eur_year = sum(priced) if priced else None
    facts = {
        "buildings": len({found.building_id for found in proved}),
        "eur_year": eur_year,
        # Followed for less than a year, or without a price.
        "without_year": len(proved) - len(priced),
    }
    if not proved:
        return Finding(facts)
    facts["name"] = proved[0].name
    told = weight.of_money(eur_year, scene.population)
    return Finding(facts, told, f"/batiments/{quote(proved[0].building_id, safe='')}/travaux")


def _rule(code: str, question: str, view: str, find: object, **declared: str) -> Rule:
    return Rule(
        f"buildings_{code}",
        question,
        "buildings",
        f"/batiments{view}",
        find=find,
        sources=BUILDING_SOURCES,
        **declared,
    )


RULES = (
    _rule(
        "energy",
        CHANGES,
        "",
        energy,
        compares="Énergie finale des douze derniers mois ramenée au climat de référence, contre "
        "les douze d’avant, dans les bâtiments connus les deux fois.",
        told_from=f"{weight.UNUSUAL * USUAL_ENERGY_PCT:g} %, soit {weight.UNUSUAL:g} fois la "
        "variation habituelle. Celle-ci est posée, non mesurée : il faudrait plus d’années.",
        weighs="Le nombre de variations habituelles.",
        silent_when="Moins de la moitié des bâtiments suivis sont connus les deux fois.",
    ),
    _rule(
        "savings",
        CHANGES,
        "",
        savings,
        compares="Économie due aux travaux, contre le modèle de l’année d’avant, pour les "
        "suivis qui finissent depuis un an au plus.",
        told_from="Une économie démontrée (voir la méthode des économies).",
        weighs="Les euros par an.",
        silent_when="Aucuns travaux suivis.",
    ),
    _rule(
        "bill",
        COSTS,
        "",
        bill,
        compares="Euros d’énergie et d’eau des douze derniers mois, contre les douze d’avant, dans "
        "les bâtiments complets les deux fois.",
        told_from=f"{LEAST_BILL_PCT:g} % en plus ou en moins.",
        weighs="L’écart en euros.",
        silent_when="Un des douze mois sans comparaison, ou moins de la moitié des euros comparés.",
    ),
    _rule(
        "alerts",
        DECIDE,
        "/alertes",
        alerts,
        compares="Dérives et fuites ouvertes, et ce qu’elles coûtent en un an si rien n’est fait.",
        told_from="Une alerte.",
        weighs="Les euros par an.",
        silent_when="Aucun bâtiment avec des données.",
    ),
    _rule(
        "decree",
        DECIDE,
        "/classement",
        decree,
        compares="Énergie ajustée des bâtiments soumis au décret tertiaire, contre la somme de "
        "leurs objectifs de 2030.",
        told_from=f"{LEAST_GAP_PCT:g} % au-dessus.",
        weighs="L’énergie à gagner, au prix moyen payé dans le territoire.",
        silent_when="Aucun bâtiment soumis dont l’énergie et l’objectif sont connus.",
    ),
)
