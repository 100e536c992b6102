"""Rules of water: leaks that run, repairs that gave water back, yields, water lost."""

from datetime import timedelta
from urllib.parse import quote

import numpy as np
import pandas as pd
from sqlalchemy import func, select

from data import schema
from data.briefing import weight
from data.briefing.rule import Finding, Rule, Scene
from data.briefing.statement import CHANGES, COSTS, DECIDE
from data.water.alerts import running
from data.water.prices import SERVICE, indicative_prices
from data.water.scope import within_sectors, within_services
from data.water.service_years import complete, known_sums, of_both_years, of_year, service_years
from data.water.vocabulary import SECTOR

FLOWS, VOLUMES = ("debits-eau",), ("volumes-eau",)
REPAIRED_WITHIN = timedelta(days=90)
# Years declared are known late: older ones say nothing of today.
LATEST_YEARS = 2
LEAST_LOST_PCT = 5.0


def leaks(scene: Scene) -> Finding | None:
    """Leaks that run in sectors, their flow and what they cost a year if nothing is done."""
    running_leaks = running(scene.engine, scene.scope)
    found = [leak for leak in running_leaks if leak.place_kind == SECTOR]
    if not found and not _watched(scene):
        return None
    priced = [leak.eur_year for leak in found if leak.eur_year is not None]
    eur_year = sum(priced) if priced else None
    facts = {
        "leaks": len(found),
        "flow_m3_h": sum(leak.flow_m3_h for leak in found),
        "eur_year": eur_year,
        "unpriced": len(found) - len(priced),
        "indicative": scene.once(_is_indicative),
    }
    if not found:
        return Finding(facts)
    first = max(found, key=lambda leak: (leak.eur_year or 0.0, leak.flow_m3_h, leak.place_id))
    facts |= {"name": first.name, "commune": first.commune}
    return Finding(facts, weight.of_money(eur_year, scene.population))


def _is_indicative(scene: Scene) -> bool:
    """Whether one of the prices of a m³ that the services of the territory pay is unchecked."""
    return SERVICE in dict(indicative_prices(scene.engine, scene.selection))


def _watched(scene: Scene) -> int:
    """Sectors of the territory that have enough past to be watched."""
    state, sector = schema.water_sector_state.c, schema.water_sector.c
    statement = (
        select(func.count())
        .join_from(
            schema.water_sector_state, schema.water_sector, sector.sector_id == state.sector_id
        )
        .where(state.judged, within_sectors(scene.scope))
    )
    with scene.engine.connect() as connection:
        return connection.scalar(statement)


def repairs(scene: Scene) -> Finding | None:
    """Water that the repairs of the last 90 days gave back, where the interval is above zero."""
    saving, repair, sector = (
        schema.water_saving.c, schema.water_repair.c, schema.water_sector.c,
    )  # fmt: skip
    statement = (
        select(saving.saved_m3_h, saving.low_m3_h, saving.eur_year, repair.sector_id)
        .join_from(schema.water_saving, schema.water_repair, repair.repair_id == saving.repair_id)
        .join(schema.water_sector, sector.sector_id == repair.sector_id)
        .where(
            repair.repaired_day > scene.today - REPAIRED_WITHIN,
            repair.repaired_day <= scene.today,
            within_sectors(scene.scope),
        )
        .order_by(saving.saved_m3_h.desc(), saving.repair_id)
    )
    with scene.engine.connect() as connection:
        rows = connection.execute(statement).all()
    if not rows:
        return None
    proved = [row for row in rows if row.low_m3_h > 0]
    priced = [row.eur_year for row in proved if row.eur_year is not None]
    eur_year = sum(priced) if priced else None
    facts = {
        "repairs": len(proved),
        "saved_m3_h": sum(row.saved_m3_h for row in proved),
        "eur_year": eur_year,
        "unpriced": len(proved) - len(priced),
        "indicative": scene.once(_is_indicative),
    }
    if not proved:
        return Finding(facts)
    href = f"/eau/secteurs/{quote(proved[0].sector_id, safe='')}"
    return Finding(facts, weight.of_money(eur_year, scene.population), href)


def yields(scene: Scene) -> Finding | None:
    """Services under the threshold of the decree in the last declared year."""
    years, year = scene.once(_years)
    declared = of_year(years, year)
    gap_points = (declared["yield_pct"] - declared["threshold_pct"]).to_numpy(dtype=float)
    judged = int(np.isfinite(gap_points).sum())
    if not judged:
        return None
    under = declared[gap_points < 0]
    sums = known_sums(under, ("point_eur", "levy_eur"))
    facts = {"year": year, "judged": judged, "services": len(under), **sums}
    if under.empty:
        return Finding(facts)
    worst = declared.iloc[int(np.nanargmin(gap_points))]
    pcts = {name: float(worst[name]) for name in ("yield_pct", "threshold_pct")}
    facts |= {"name": worst["name"], **pcts, "indicative": scene.once(_is_indicative)}
    return Finding(facts, weight.of_money(sums["point_eur"], scene.once(_served)))


def losses(scene: Scene) -> Finding | None:
    """Water lost in the last declared year against the year before, by the same services."""
    years, year = scene.once(_years)
    if year is None:
        return None
    both = of_both_years(complete(years))
    last = of_year(both, year)
    lost_m3, lost_eur = (last[name].to_numpy(dtype=float) for name in ("lost_m3", "lost_eur"))
    now_m3, before_m3 = float(lost_m3.sum()), float(of_year(both, year - 1)["lost_m3"].sum())
    priced = np.isfinite(lost_eur) & (lost_m3 > 0)
    if not before_m3 or not priced.any():
        return None
    eur_m3 = float(lost_eur[priced].sum() / lost_m3[priced].sum())
    change_pct = 100 * (now_m3 / before_m3 - 1)
    facts = {
        "year": year,
        "services": len(last),
        "name": last["name"].iloc[0],
        "lost_m3": now_m3,
        "eur": now_m3 * eur_m3,
        "change_pct": change_pct,
        "indicative": scene.once(_is_indicative),
    }
    change_eur = (now_m3 - before_m3) * eur_m3
    unusual = abs(change_pct) >= LEAST_LOST_PCT
    return Finding(facts, weight.of_money(change_eur, scene.once(_served)) if unusual else None)


def _served(scene: Scene) -> int:
    """Inhabitants of the communes of the services, which may reach beyond the territory; at least
    those of the territory."""
    commune, held = schema.inclusion_commune.c, schema.water_service_commune.c
    services = select(schema.water_service.c.service_id).where(within_services(scene.scope))
    communes = select(held.commune_code).where(held.service_id.in_(services))
    statement = select(func.sum(commune.population)).where(commune.commune_code.in_(communes))
    with scene.engine.connect() as connection:
        return max(scene.population, connection.scalar(statement) or 0)


def _years(scene: Scene) -> tuple[pd.DataFrame, int | None]:
    """The last declared year of the services with the one before, and the last; None when it is
    too old."""
    years = service_years(scene.engine, scene.scope)
    last = int(years["year"].iloc[-1]) if len(years) else None
    if last is None or last < scene.today.year - LATEST_YEARS:
        return years.head(0), None
    return years[years["year"].to_numpy() >= last - 1], last


def _rule(code: str, question: str, view: str, find: object, **declared: object) -> Rule:
    return Rule(f"water_{code}", question, "water", f"/eau{view}", find=find, **declared)


RULES = (
    _rule(
        "repairs",
        CHANGES,
        "/secteurs",
        repairs,
        compares=f"Débit de nuit des secteurs réparés depuis {REPAIRED_WITHIN.days} jours, avant "
        "et après la réparation.",
        told_from="Un gain dont l’intervalle à 90 % est au-dessus de zéro.",
        weighs="Les euros par an.",
        silent_when="Aucune réparation suivie.",
        sources=FLOWS,
    ),
    _rule(
        "losses",
        COSTS,
        "/rendement",
        losses,
        compares="Eau perdue dans la dernière année déclarée, contre l’année d’avant, par les "
        "services dont tous les volumes sont déclarés les deux fois.",
        told_from=f"{LEAST_LOST_PCT:g} % en plus ou en moins.",
        weighs="L’écart de volume, au coût moyen du m³ perdu, pour les habitants des services.",
        silent_when=f"Année vieille de plus de {LATEST_YEARS} ans, coût inconnu, ou aucun service "
        "complet les deux années.",
        sources=VOLUMES,
    ),
    _rule(
        "leaks",
        DECIDE,
        "",
        leaks,
        compares="Fuites de secteurs en cours, que personne n’a dites réparées ou sans suite, et "
        "ce qu’elles coûtent en un an si rien n’est fait. Celles des abonnés n’y sont pas.",
        told_from="Une fuite.",
        weighs="Les euros par an.",
        silent_when="Aucun secteur n’a assez de passé pour être suivi.",
        sources=FLOWS,
    ),
    _rule(
        "yield",
        DECIDE,
        "/rendement",
        yields,
        compares="Rendement de chaque service dans la dernière année déclarée, contre son seuil du "
        "décret.",
        told_from="Un service sous le seuil.",
        weighs="Ce que vaut en un an le premier point gagné par ces services, pour leurs "
        "habitants.",
        silent_when=f"Année vieille de plus de {LATEST_YEARS} ans, ou rendement ou seuil inconnus.",
        sources=VOLUMES,
    ),
)
