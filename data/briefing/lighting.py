"""Rules of public lighting: its bill, its energy, cabinets to be checked, nights returned."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import and_, case, exists, func, select

from data import schema
from data.briefing import weight
from data.briefing.rule import Finding, Rule, Scene
from data.briefing.statement import CHANGES, COSTS, DECIDE
from data.buildings.shown_months import twelve_months
from data.lighting.scope import within
from data.lighting.scope_months import last_known_month, scope_months
from data.lighting.splits import Change, month_changes

BILLS = ("factures-eclairage",)
LEAST_COMMON_SHARE = 0.5
LEAST_BILL_PCT = 5.0
# What the kWh billed to the same cabinets move by themselves from a year to the next.
USUAL_ENERGY_PCT = 2.5
DECIDED_WITHIN = timedelta(days=365)
LEAST_DARK_PCT, HALF_DARK_PCT = 2.0, 20.0
CABINET, STATE = schema.light_cabinet.c, schema.light_cabinet_state.c


def bill(scene: Scene) -> Finding | None:
    """Euros billed in twelve months against the twelve before, on the cabinets billed both."""
    year = scene.once(_year)
    if year is None:
        return None
    months, changes, eur = year
    before = _sum(changes, "eur_before")
    change_eur = _sum(changes, "eur") - before
    if before <= 0:
        return None
    change_pct = 100 * change_eur / before
    facts = {
        "first_month": months[0],
        "last_month": months[-1],
        "eur": eur,
        "change_eur": change_eur,
        "change_pct": change_pct,
        "price_eur": _sum(changes, "price_eur"),
    }
    unusual = abs(change_pct) >= LEAST_BILL_PCT
    return Finding(facts, weight.of_money(change_eur, scene.population) if unusual else None)


def energy(scene: Scene) -> Finding | None:
    """kWh billed in twelve months against the twelve before, on the cabinets billed both."""
    year = scene.once(_year)
    before = _sum(year[1], "kwh_before") if year else 0
    if before <= 0:
        return None
    months, changes, _eur = year
    change_kwh = _sum(changes, "kwh") - before
    change_pct = 100 * change_kwh / before
    deviations = change_pct / USUAL_ENERGY_PCT
    facts = {
        "first_month": months[0],
        "last_month": months[-1],
        "change_pct": change_pct,
        "change_kwh": change_kwh,
    }
    unusual = abs(deviations) >= weight.UNUSUAL
    return Finding(facts, weight.of_change(deviations) if unusual else None)


def _year(scene: Scene) -> tuple[list[date], Mapping[date, Change], float] | None:
    """The last twelve months billed, their changes and their euros; None when they cannot be
    compared: a month without counterpart, or less than half of the euros billed both times."""
    last = last_known_month(scene.engine)
    if last is None:
        return None
    months = twelve_months(last)
    changes = month_changes(scene.engine, scene.scope, months, "n-1")
    eur = scope_months(scene.engine, scene.scope, months).total("eur", months)
    if len(changes) < len(months) or eur is None:
        return None
    return (months, changes, eur) if _sum(changes, "eur") >= LEAST_COMMON_SHARE * eur else None


def _sum(changes: Mapping[date, Change], name: str) -> float:
    return sum(change[name] for change in changes.values())


def anomalies(scene: Scene) -> Finding | None:
    """Cabinets that do not do what their schedule says, and what their excess costs a year."""
    judged = STATE.measured_kwh.is_not(None) | STATE.anomaly.is_not(None)
    statement = (
        select(
            func.count().label("cabinets"),
            func.count(STATE.anomaly).label("anomalies"),
            func.sum(case((STATE.anomaly == "morte", 1), else_=0)).label("dead"),
            func.sum(STATE.anomaly_eur).label("eur_year"),
        )
        .join_from(
            schema.light_cabinet_state,
            schema.light_cabinet,
            CABINET.cabinet_id == STATE.cabinet_id,
        )
        .where(within(scene.scope), judged)
    )
    with scene.engine.connect() as connection:
        facts = connection.execute(statement).one()._asdict()
    if not facts["cabinets"]:
        return None
    told = weight.of_money(facts["eur_year"], scene.population)
    return Finding(facts, told if facts["anomalies"] else None)


def nights(scene: Scene) -> Finding | None:
    """Points whose nights were switched off in the last twelve months, and the hours returned."""
    with scene.engine.connect() as connection:
        points = connection.scalar(_points(scene).where(STATE.off_at_2h.is_not(None)))
        switched, hours, kwh = connection.execute(_switched_off(scene)).one()
    if not points:
        return None
    switched = switched or 0
    share_pct = 100 * switched / points
    facts = {
        "points": switched,
        "share_pct": share_pct,
        "dark_h_year": hours / switched if switched else None,
        "saved_kwh_year": kwh,
    }
    unusual = share_pct >= LEAST_DARK_PCT
    return Finding(facts, weight.of_share(share_pct, HALF_DARK_PCT) if unusual else None)


def _points(scene: Scene, *sums: object) -> object:
    return (
        select(func.sum(STATE.points), *sums)
        .join_from(
            schema.light_cabinet_state,
            schema.light_cabinet,
            CABINET.cabinet_id == STATE.cabinet_id,
        )
        .where(within(scene.scope))
    )


def _switched_off(scene: Scene) -> object:
    """points, point-hours and kWh a year of cabinets switched off for the first time lately."""
    less = schema.light_reduction.c
    dark_h = STATE.full_hours_year - STATE.hours_year
    before = exists().where(
        less.cabinet_id == STATE.cabinet_id,
        less.first_day < STATE.decided,
        less.level_pct <= 0,
    )
    lately = STATE.decided.between(scene.today - DECIDED_WITHIN, scene.today)
    return _points(scene, func.sum(STATE.points * dark_h), func.sum(STATE.power_kw * dark_h)).where(
        and_(STATE.off_at_2h, lately, ~before)
    )


def _rule(code: str, question: str, view: str, find: object, **declared: object) -> Rule:
    path = f"/eclairage{view}"
    return Rule(f"lighting_{code}", question, "lighting", path, find=find, **declared)


RULES = (
    _rule(
        "energy",
        CHANGES,
        "/facture",
        energy,
        compares="Énergie facturée des douze derniers mois, contre les douze d’avant, pour les "
        "armoires facturées les deux fois.",
        told_from=f"{weight.UNUSUAL * USUAL_ENERGY_PCT:g} %, soit {weight.UNUSUAL:g} fois la "
        "variation habituelle, posée faute d’années.",
        weighs="Le nombre de variations habituelles.",
        silent_when="Un des douze mois sans comparaison, ou moins de la moitié des euros comparés.",
        sources=BILLS,
    ),
    _rule(
        "nights",
        CHANGES,
        "/decisions",
        nights,
        compares="Points éteints à 2 h dont l’armoire n’avait jamais eu d’extinction avant la "
        "décision prise depuis un an au plus, contre les points dont l’horaire est connu.",
        told_from=f"{LEAST_DARK_PCT:g} % des points.",
        weighs=f"La part des points ; 5 à {HALF_DARK_PCT:g} %.",
        silent_when="Aucun horaire connu.",
        sources=("horaires-eclairage",),
    ),
    _rule(
        "bill",
        COSTS,
        "/facture",
        bill,
        compares="Euros facturés des douze derniers mois, contre les douze d’avant, pour les "
        "armoires facturées les deux fois ; la part du prix vient du partage de la facture.",
        told_from=f"{LEAST_BILL_PCT:g} % en plus ou en moins.",
        weighs="L’écart en euros.",
        silent_when="Un des douze mois sans comparaison, ou moins de la moitié des euros comparés.",
        sources=BILLS,
    ),
    _rule(
        "anomalies",
        DECIDE,
        "/armoires",
        anomalies,
        compares="Armoires dont les charges ou les factures contredisent l’horaire ou "
        "l’inventaire, et ce que coûte en un an ce qu’elles consomment en trop.",
        told_from="Une armoire.",
        weighs="Les euros par an.",
        silent_when="Aucune armoire facturée ni mesurée.",
        sources=("factures-eclairage", "courbes-eclairage"),
    ),
)
