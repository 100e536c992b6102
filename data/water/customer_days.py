"""The days of one customer's meter, named by `selection.detail`: never hours, never a name."""

import pandas as pd
from sqlalchemy import Engine, and_, select

from data import schema
from data.db import fetch
from data.selection import Selection
from data.water.alerts import ALERT, of_customers
from data.water.scope import shown_customers

OF_DAY = ["day", "volume_m3", "least_l_per_h", "alert"]


def days(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_DAY, one row a day read of the meter in the period.

    `volume_m3` of the day; `least_l_per_h`: the least of its hours, missing when only the day was
    read; `alert`: whether a leak ran. No row for a meter that is unknown, not in the territory, or
    that may not be shown.
    """
    customer, day = schema.water_customer.c, schema.water_customer_day.c
    statement = (
        select(day.day, day.volume_m3, day.least_l_per_h)
        .join_from(
            schema.water_customer,
            schema.water_customer_day,
            day.customer_no == customer.customer_no,
        )
        .where(
            customer.meter_id == selection.detail,
            shown_customers(selection.scope),
            day.day.between(selection.start, selection.end),
        )
        .order_by(day.day)
    )
    frame = fetch(engine, statement)
    told = select(ALERT.since, ALERT.last_day).where(
        and_(of_customers(), ALERT.place_id == selection.detail)
    )
    with engine.connect() as connection:
        running = [tuple(row) for row in connection.execute(told)]
    ran = [any(since <= one <= last for since, last in running) for one in frame["day"]]
    return frame.assign(alert=ran)[OF_DAY]
