"""Prices, factors and thresholds: what each is worth on a day, and where that was read."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from data import schema


@dataclass(frozen=True)
class ReferenceValue:
    """A value from a day on; `verified` when read in the source named, else "indicatif".

    `shipped` with the application, or given by the operator.
    """

    kind: str
    item: str
    first_day: date
    value: float
    unit: str
    source: str
    verified: bool
    shipped: bool


@dataclass(frozen=True)
class ReferenceValues:
    """The values of a store, by kind and item: the operator's own, then the shipped ones.

    The latest first in each: a shipped value serves only on days that no value of the operator
    covers, however recent it is.
    """

    by_item: dict[tuple[str, str], tuple[ReferenceValue, ...]]

    def at(self, kind: str, item: str, day: date) -> ReferenceValue | None:
        """The value in force on a day; None when nothing is known of that time."""
        known = self.by_item.get((kind, item), ())
        return next((value for value in known if value.first_day <= day), None)


def read_values(connection: Connection) -> ReferenceValues:
    """Every reference value of the store.

    One value by first day: the operator's has replaced the shipped one of the same day.
    """
    table = schema.reference_value
    rows = connection.execute(select(table).order_by(table.c.shipped, table.c.first_day.desc()))
    by_item: dict[tuple[str, str], tuple[ReferenceValue, ...]] = {}
    for row in rows:
        key = (row.kind, row.item)
        by_item[key] = (*by_item.get(key, ()), ReferenceValue(**row._mapping))
    return ReferenceValues(by_item)
