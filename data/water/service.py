"""The sheet of one service: who it is, its official indicators, its years, what it knows.

Everything here is for a scope `service:ID`; for another, nothing.
"""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Engine, Row, func, select

from data import schema
from data.db import fetch
from data.key_figure import KeyFigure
from data.selection import Selection
from data.water.headline import headline
from data.water.knowledge import DETAILED_POINTS, PARTS, SHARES, points_of_parts
from data.water.knowledge_words import PART_LABELS
from data.water.queries_services import balance as scope_balance
from data.water.scope import own_id
from data.water.service_years import OF_YEAR, YEAR, service_years, shown_year
from data.water.vocabulary import DENSITIES, JUDGEMENTS

OF_INDICATOR = ["year", "code", "label", "value", "unit", "threshold", "judgement"]
OF_KNOWLEDGE = ["year", "code", "label", "answer", "points", "most_points"]
# Official code (or our own word), label, column of out_water_service_year, unit.
OFFICIAL = (
    ("P104.3", "Rendement du réseau de distribution", "yield_pct", "%"),
    ("P105.3", "Indice linéaire des volumes non comptés", "unmetered_index_m3_km_day",
     "m³/km/jour"),
    ("P106.3", "Indice linéaire de pertes en réseau", "loss_index_m3_km_day", "m³/km/jour"),
    ("P107.2", "Taux moyen de renouvellement des réseaux", "renewal_pct", "%"),
    ("P103.2B", "Indice de connaissance et de gestion patrimoniale", "knowledge_points", "points"),
    ("ILC", "Indice linéaire de consommation", "consumption_index_m3_km_day", "m³/km/jour"),
    ("V1", "Volume produit", "produced_m3", "m³"),
    ("V2", "Volume importé", "imported_m3", "m³"),
    ("V3", "Volume exporté", "exported_m3", "m³"),
    ("V4", "Volume mis en distribution", "distributed_m3", "m³"),
    ("V6", "Volume consommé autorisé", "authorised_m3", "m³"),
    ("V7", "Volume comptabilisé", "metered_m3", "m³"),
    ("V8", "Volume consommé sans comptage", "unmetered_m3", "m³"),
    ("V9", "Volume de service du réseau", "service_m3", "m³"),
    ("Pertes", "Volume perdu (V4 − V6)", "lost_m3", "m³"),
    ("VP.077", "Linéaire de réseau, hors branchements", "pipe_km", "km"),
    ("VP.140", "Linéaire renouvelé en cinq ans", "renewed_km", "km"),
    ("VP.056", "Abonnés", "customers", ""),
)  # fmt: skip


@dataclass(frozen=True)
class Identity:
    """Who a service is, and its key figures."""

    service_id: str
    name: str
    agency: str
    # In a zone where water is short; None when not said.
    short_of_water: bool | None
    target_yield_pct: float | None
    # Names of its communes that are known, in order.
    communes: list[str]
    sectors: int
    # The year that stands for the period; None while nothing was declared.
    year: int | None
    # Empty when not known.
    density_label: str
    judgement_label: str
    simulated: bool
    figures: dict[str, KeyFigure]


def identity(engine: Engine, selection: Selection) -> Identity | None:
    """Who the service is; None for an unknown one."""
    service_id = own_id(selection.scope, "service")
    service = schema.water_service.c
    with engine.connect() as connection:
        row = connection.execute(
            select(schema.water_service).where(service.service_id == service_id)
        ).first()
    if row is None:
        return None
    top = headline(engine, selection)
    declared = _declared(engine, service_id, top.year)
    return Identity(
        service_id=row.service_id,
        name=row.name,
        agency=row.agency or "",
        short_of_water=row.short_of_water,
        target_yield_pct=row.target_yield_pct,
        communes=_communes(engine, service_id),
        sectors=top.sectors,
        year=top.year,
        density_label=DENSITIES.get(declared.density_class, "") if declared else "",
        judgement_label=JUDGEMENTS.get(declared.judgement, "") if declared else "",
        simulated=row.simulated,
        figures=top.figures,
    )


def _declared(engine: Engine, service_id: str, year: int | None) -> Row | None:
    statement = select(YEAR.density_class, YEAR.judgement).where(
        YEAR.service_id == service_id, YEAR.year == year
    )
    with engine.connect() as connection:
        return connection.execute(statement).first()


def _communes(engine: Engine, service_id: str) -> list[str]:
    own, place = schema.water_service_commune.c, schema.scope.c
    statement = (
        select(func.coalesce(place.label, own.commune_code).label("name"))
        .select_from(
            schema.water_service_commune.outerjoin(
                schema.scope, place.scope == "commune:" + own.commune_code
            )
        )
        .where(own.service_id == service_id)
        .order_by("name")
    )
    with engine.connect() as connection:
        return list(connection.scalars(statement))


def indicators(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_INDICATOR: the official indicators then their volumes, the last year first.

    `value` is missing when a variable was not declared. `threshold`: that of the decree for the
    yield, 40 points for knowledge; `judgement` in words, empty where nothing is asked or known.
    """
    years = years_of(engine, selection).sort_values("year", ascending=False)
    rows = [
        (row["year"], code, label, row[column], unit, *_asked(code, row))
        for row in years.to_dict("records")
        for code, label, column, unit in OFFICIAL
    ]
    frame = pd.DataFrame(rows, columns=OF_INDICATOR)
    return frame.astype({"value": float, "threshold": float})


def _asked(code: str, row: dict) -> tuple[float | None, str]:
    """What is asked of an indicator, and how its value stands."""
    if code == "P106.3":
        return None, JUDGEMENTS.get(row["judgement"], "")
    column, asked = {
        "P104.3": ("yield_pct", row["threshold_pct"]),
        "P103.2B": ("knowledge_points", DETAILED_POINTS),
    }.get(code, ("", None))
    if not column or pd.isna(row[column]) or pd.isna(asked):
        return asked, ""
    return asked, "Au niveau demandé" if row[column] >= asked else "Sous le niveau demandé"


def years_of(engine: Engine, selection: Selection) -> pd.DataFrame:
    """`service_years.OF_YEAR` of the service, by year: volumes in m³ of 365 days, indicators."""
    if not own_id(selection.scope, "service"):
        return pd.DataFrame([], columns=OF_YEAR)
    return service_years(engine, selection.scope)


def balance(engine: Engine, selection: Selection) -> pd.DataFrame:
    """Where the water of the year shown goes: `queries.balance` of the service alone."""
    return scope_balance(engine, selection)


def knowledge(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_KNOWLEDGE: the parts of P103.2B and what was declared of each for the year shown.

    `answer`: "oui", "non" or a share of the length; missing when not declared. `points`: what the
    part brings, missing when a part that is not declared decides. `most_points`: what it may bring;
    both missing where it only opens others.
    """
    service_id, year = own_id(selection.scope, "service"), shown_year(engine, selection)
    if not service_id or year is None:
        return pd.DataFrame([], columns=OF_KNOWLEDGE)
    variable = schema.water_variable.c
    found = fetch(
        engine,
        select(variable.code, variable.value).where(
            variable.service_id == service_id, variable.year == year, variable.code.in_(PARTS)
        ),
    )
    said = dict(zip(found["code"], found["value"], strict=True))
    points = points_of_parts(said)
    rows = [
        (year, code, PART_LABELS[code].label, _answer(code, said.get(code)), points.get(code),
         PART_LABELS[code].most_points)
        for code in PARTS
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=OF_KNOWLEDGE).astype({"points": "Int64"})


def _answer(code: str, value: float | None) -> str | None:
    if value is None:
        return None
    return f"{value:.0f}\u00a0%" if code in SHARES else "oui" if value else "non"
