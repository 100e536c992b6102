"""The shipped reference values of water, as the methods take them."""

import csv
from datetime import date
from pathlib import Path

from data.reference_values import ReferenceValue, ReferenceValues
from data.water.rules import Rules, rules

FILE = Path(__file__).parents[3] / "data" / "reference" / "water.csv"
DAY = date(2026, 6, 1)


def shipped(*own: ReferenceValue) -> ReferenceValues:
    """The values of the file, after those of an operator."""
    by_item: dict[tuple[str, str], list[ReferenceValue]] = {}
    for value in (*own, *sorted(_read(), key=lambda one: one.first_day, reverse=True)):
        by_item.setdefault((value.kind, value.item), []).append(value)
    return ReferenceValues({key: tuple(values) for key, values in by_item.items()})


def own(kind: str, item: str, value: float) -> ReferenceValue:
    return ReferenceValue(kind, item, date(2020, 1, 1), value, "", "tests", True, False)


def in_force() -> Rules:
    return rules(shipped(), DAY)


def _read() -> list[ReferenceValue]:
    with FILE.open(encoding="utf-8") as file:
        return [
            ReferenceValue(
                row["kind"],
                row["item"],
                date.fromisoformat(row["first_day"]),
                float(row["value"]),
                row["unit"],
                row["source"],
                row["verified"] == "oui",
                True,
            )
            for row in csv.DictReader(file)
        ]
