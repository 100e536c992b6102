"""Counters beside Wi-Fi: an independent witness, never mixed with data of another nature."""

import pandas as pd
from sqlalchemy import Engine, select

from data import schema
from data.db import fetch
from data.footfall.sites import within
from data.selection import Selection
from data.series.queries import scope_days

DAY = schema.footfall_day.c


def counters(engine: Engine, selection: Selection) -> pd.DataFrame:
    """day, counters, passages, terminals, terminals_per_passage (for 100 passages), by day.

    Simulated counters stand beside simulated Wi-Fi and real ones beside real Wi-Fi; where only
    the other nature exists, passages stand alone.
    """
    passages = scope_days(engine, selection.scope, "passages", selection.start, selection.end)
    wifi = fetch(
        engine,
        select(DAY.day, DAY.terminals)
        .where(DAY.scope == selection.scope, DAY.day.between(selection.start, selection.end))
        .order_by(DAY.day),
    )
    same_nature = passages[passages["simulated"] == _wifi_is_simulated(engine, selection)]
    if same_nature.empty and len(passages):
        same_nature, wifi = passages, wifi.iloc[:0]
    daily = same_nature[["day", "places", "value"]].rename(
        columns={"places": "counters", "value": "passages"}
    )
    frame = daily.merge(wifi, how="left", on="day").sort_values("day").reset_index(drop=True)
    counted = frame["passages"].where(frame["passages"] > 0)
    # As written in the table: more digits would only weigh on the page.
    frame["terminals_per_passage"] = (100 * frame["terminals"] / counted).round(1)
    return frame


def _wifi_is_simulated(engine: Engine, selection: Selection) -> bool:
    with engine.connect() as connection:
        return bool(
            connection.scalar(
                select(schema.site.c.simulated).where(within(selection.scope)).limit(1)
            )
        )
