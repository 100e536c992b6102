"""Fixed coverage of a territory: the premises by best speed, two quarters compared."""

from datetime import date

import pandas as pd
from sqlalchemy import Engine, select

from data import schema
from data.db import fetch
from data.inclusion.scope import within
from data.selection import Selection

# Best speed that premises can have -> how it is said, the slowest first.
SPEEDS = {
    "none": "Non éligibles",
    "from_05_mbit": "De 0,5 à 3 Mbit/s",
    "from_3_mbit": "De 3 à 8 Mbit/s",
    "from_8_mbit": "De 8 à 30 Mbit/s",
    "from_30_mbit": "De 30 à 100 Mbit/s",
    "from_100_mbit": "De 100 Mbit/s à 1 Gbit/s",
    "from_1_gbit": "1 Gbit/s ou plus (fibre)",
}
FAST = ("from_30_mbit", "from_100_mbit", "from_1_gbit")
SPEED_COLUMNS = ["day", "speed", "label", "premises", "share_pct"]
COMPARED = ["commune_code", "name", "population", "first_day", "last_day", "premises",
            "fibre_before_pct", "fibre_pct", "fibre_change_points", "from_30_mbit_before_pct",
            "from_30_mbit_pct", "from_30_mbit_change_points"]  # fmt: skip


def coverage_rows(engine: Engine, scope: str) -> pd.DataFrame:
    """Columns of core_inclusion_coverage with name and population, of the communes of a scope."""
    row, commune = schema.inclusion_coverage, schema.inclusion_commune.c
    statement = (
        select(row, commune.name, commune.population)
        .join_from(row, schema.inclusion_commune, commune.commune_code == row.c.commune_code)
        .where(within(schema.inclusion_commune, scope))
        .order_by(row.c.commune_code, row.c.day)
    )
    return fetch(engine, statement)


def latest_of_communes(engine: Engine, scope: str) -> pd.DataFrame:
    """The last quarter known of each commune, as `coverage_rows`."""
    return coverage_rows(engine, scope).drop_duplicates("commune_code", keep="last")


def two_last(rows: pd.DataFrame) -> tuple[date, date] | None:
    """The last two quarters that a territory has; None with fewer."""
    days = sorted(set(rows["day"]))
    return (days[-2], days[-1]) if len(days) > 1 else None


def speeds(engine: Engine, selection: Selection) -> pd.DataFrame:
    """Premises by best speed at each quarter known: columns SPEED_COLUMNS, oldest first.

    Share of all the premises of that day, in %; missing without any.
    """
    rows = coverage_rows(engine, selection.scope)
    found = []
    for day, group in rows.groupby("day"):
        premises = group["premises"].sum()
        for speed, label in SPEEDS.items():
            count = int(group[speed].sum())
            found.append((day, speed, label, count, 100 * count / premises if premises else None))
    return pd.DataFrame(found, columns=SPEED_COLUMNS)


def compared(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The last two quarters of each commune that has both, by name: columns COMPARED.

    Shares of premises in %, changes in points; missing where a commune has no premises. Empty
    with fewer than two quarters.
    """
    rows = coverage_rows(engine, selection.scope)
    days = two_last(rows)
    if days is None:
        return pd.DataFrame(columns=COMPARED)
    before, last = (_shares(rows[rows["day"] == day]) for day in days)
    earlier = {"fibre_pct": "fibre_before_pct", "from_30_mbit_pct": "from_30_mbit_before_pct"}
    both = before[list(earlier)].rename(columns=earlier).join(last, how="inner")
    frame = both.reset_index()
    for name in ("fibre", "from_30_mbit"):
        frame[f"{name}_change_points"] = frame[f"{name}_pct"] - frame[f"{name}_before_pct"]
    frame = frame.assign(first_day=days[0], last_day=days[1])
    return frame.sort_values(["name", "commune_code"], ignore_index=True)[COMPARED]


def _shares(rows: pd.DataFrame) -> pd.DataFrame:
    by_code = rows.set_index("commune_code")
    premises = by_code["premises"].where(by_code["premises"] > 0).astype(float)
    return by_code[["name", "population", "premises"]].assign(
        fibre_pct=100 * by_code["from_1_gbit"] / premises,
        from_30_mbit_pct=100 * by_code[list(FAST)].sum(axis=1) / premises,
    )
