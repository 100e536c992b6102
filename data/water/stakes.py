"""The money at stake in the yield of the services of a territory, for each point gained."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Engine, Row, select

from data import schema
from data.reference_values import ReferenceValues, read_values
from data.selection import Selection
from data.viewing import today
from data.water.official import VOLUMES, Figures, Volumes, known, lost_m3
from data.water.redevance import better_performance, levy_eur, weighted_yield_pct
from data.water.rules import levy_rate, rules, unit_cost_eur_m3
from data.water.scope import within_services
from data.water.service_years import SERVICE, YEAR, shown_year
from data.water.stake import POINTS, gained
from data.water.variables import BILLED, SECOND_WAY

NOW = ["levy_eur", "water_eur", "total_eur"]
GAINS = ["levy_gain_eur", "water_gain_eur", "gain_eur"]
OF_STAKE = ["points", *NOW, *GAINS, "saved_m3", "year", "services", "priced", "all_services"]


def stake(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_STAKE, one row a point of yield from 0 to 10, in € a year at today's prices and levy.

    Each service gains as many points on the year shown. Gains are of `services` of `all_services`,
    those whose gain is known; the levy, the cost of lost water and their total of the `priced` ones
    whose levy is known too. Missing where nothing is, and from the point that would bring one of
    these services above 100 %. No row when nothing was declared.
    """
    return stake_of_year(engine, selection.scope, shown_year(engine, selection))


def stake_of_year(engine: Engine, scope: str, year: int | None) -> pd.DataFrame:
    """OF_STAKE of one year of the services of a scope."""
    columns = [YEAR[name] for name in (*VOLUMES, "pipe_km", "levy_eur")]
    statement = (
        select(SERVICE.service_id, SERVICE.agency, *columns)
        .join_from(
            schema.water_service_year,
            schema.water_service,
            SERVICE.service_id == YEAR.service_id,
        )
        .where(within_services(scope), YEAR.year == year)
        .order_by(SERVICE.service_id)
    )
    with engine.connect() as connection:
        rows = connection.execute(statement).all()
        if not rows:
            return pd.DataFrame([], columns=OF_STAKE)
        values, bases = read_values(connection), _bases(connection, scope, year)
    return _added(_each(rows, bases, values, today()), year)


def _bases(connection: Connection, scope: str, year: int) -> dict[str, dict[str, float]]:
    """What services declared of their levy in a year: service -> code -> value."""
    variable = schema.water_variable.c
    statement = (
        select(variable.service_id, variable.code, variable.value)
        .join_from(
            schema.water_variable,
            schema.water_service,
            SERVICE.service_id == variable.service_id,
        )
        .where(
            within_services(scope), variable.year == year, variable.code.in_((BILLED, SECOND_WAY))
        )
    )
    found: dict[str, dict[str, float]] = {}
    for service_id, code, value in connection.execute(statement):
        found.setdefault(service_id, {})[code] = value
    return found


def _each(
    rows: Sequence[Row], said: dict[str, dict[str, float]], values: ReferenceValues, day: date
) -> dict[str, Figures]:
    """NOW, GAINS and saved_m3 of each service (s, 11): `stake.water_stake`, all at once.

    The levy is what it is now, less what each point takes off.
    """
    volumes = Volumes(**{name: _column(rows, name) for name in VOLUMES})
    billed, second_way = (_said(rows, said, code) for code in (BILLED, SECOND_WAY))
    # What is metered stands for a volume not billed, as in `variables.levy_basis`.
    billed = np.where(np.isnan(billed), known(_column(rows, "metered_m3")), billed)
    rates = [levy_rate(values, row.agency, day) for row in rows]
    rate = np.array([[one.value if one else None] for one in rates], dtype=float)
    points = np.tile(np.arange(POINTS + 1), (len(rows), 1))
    after = gained(volumes, points)
    rules_now = rules(values, day).levy
    weighted = weighted_yield_pct(after, _column(rows, "pipe_km"), rules_now)
    part = better_performance(weighted, second_way, rules_now)
    lost = lost_m3(after)
    water = np.where(lost >= 0, lost, np.nan) * _cost_eur_m3(rows, values, day)
    levy_gain = levy_eur(billed, rate, part - part[:, :1])
    levy, water_gain = _column(rows, "levy_eur") - levy_gain, water[:, :1] - water
    gains = {"levy_gain_eur": levy_gain, "water_gain_eur": water_gain}
    return {
        **{"levy_eur": levy, "water_eur": water, "total_eur": levy + water},
        **gains,
        "gain_eur": levy_gain + water_gain,
        "saved_m3": lost[:, :1] - lost,
    }


def _said(rows: Sequence[Row], said: dict[str, dict[str, float]], code: str) -> Figures:
    """A variable of each service (s, 1), NaN when it is not declared."""
    return known([[said.get(row.service_id, {}).get(code)] for row in rows])


def _column(rows: Sequence[Row], name: str) -> Figures:
    """A number of each service (s, 1), NaN when it is not known."""
    return np.array([[getattr(row, name)] for row in rows], dtype=float)


def _cost_eur_m3(rows: Sequence[Row], values: ReferenceValues, day: date) -> Figures:
    """What a m³ costs each service (s, 1)."""
    costs = [
        unit_cost_eur_m3(
            values,
            row.service_id,
            Volumes(**{name: getattr(row, name) for name in VOLUMES}),
            day,
        )
        for row in rows
    ]
    return np.array([[cost] for cost in costs], dtype=float)


def _added(each: dict[str, Figures], year: int) -> pd.DataFrame:
    """The sums of the services whose gains are known, and of those whose levy is known too."""
    gaining = np.isfinite(each["gain_eur"][:, 0])
    priced = gaining & np.isfinite(each["total_eur"][:, 0])
    sums = {name: _sum(each[name][priced if name in NOW else gaining]) for name in each}
    counts = {"services": gaining.sum(), "priced": priced.sum(), "all_services": len(gaining)}
    points = np.arange(POINTS + 1)
    return pd.DataFrame({"points": points, **sums, "year": year, **counts})[OF_STAKE]


def _sum(values: Figures) -> Figures:
    return values.sum(axis=0) if len(values) else np.full(POINTS + 1, np.nan)
