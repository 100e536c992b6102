"""The money at stake in the yield of the services of a territory, for each point gained."""

import numpy as np
import pandas as pd
from sqlalchemy import Engine, select

from data import schema
from data.reference_values import read_values
from data.selection import Selection
from data.viewing import today
from data.water.official import VOLUMES, Volumes
from data.water.rules import levy_rate, rules, unit_cost_eur_m3
from data.water.scope import within_services
from data.water.service_years import SERVICE, YEAR, shown_year
from data.water.stake import POINTS, LevyBasis, water_stake

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
        values = read_values(connection) if rows else None
    if not rows:
        return pd.DataFrame([], columns=OF_STAKE)
    day = today()
    in_force = rules(values, day)
    each = []
    for row in rows:
        volumes = Volumes(**{name: getattr(row, name) for name in VOLUMES})
        rate = levy_rate(values, row.agency, day)
        basis = LevyBasis(row.metered_m3, rate.value if rate else None)
        eur_m3 = unit_cost_eur_m3(values, row.service_id, volumes, day)
        found = water_stake(volumes, row.pipe_km, basis, in_force.levy, eur_m3)
        each.append(_with_levy(found, row.levy_eur))
    return _added(each, year)


def _with_levy(found: pd.DataFrame, levy_eur: float | None) -> dict[str, np.ndarray]:
    """The levy of a service from what it is now, less what each point takes off."""
    columns = {name: found[name].to_numpy() for name in (*NOW, *GAINS, "saved_m3")}
    now = np.nan if levy_eur is None else levy_eur
    levy = now - columns["levy_gain_eur"]
    return {**columns, "levy_eur": levy, "total_eur": levy + columns["water_eur"]}


def _added(each: list[dict[str, np.ndarray]], year: int) -> pd.DataFrame:
    known = [one for one in each if np.isfinite(one["gain_eur"][0])]
    priced = [one for one in known if np.isfinite(one["total_eur"][0])]
    nothing = np.full(POINTS + 1, np.nan)
    sums = {
        **{name: _sum(priced, name, nothing) for name in NOW},
        **{name: _sum(known, name, nothing) for name in (*GAINS, "saved_m3")},
    }
    counts = {"year": year, "services": len(known), "priced": len(priced)}
    frame = pd.DataFrame({"points": np.arange(POINTS + 1), **sums, **counts})
    return frame.assign(all_services=len(each))[OF_STAKE]


def _sum(each: list[dict[str, np.ndarray]], name: str, nothing: np.ndarray) -> np.ndarray:
    return np.sum([one[name] for one in each], axis=0) if each else nothing
