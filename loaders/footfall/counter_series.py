"""From the columns of a counter file to one series a place and direction, each passage once."""

from collections.abc import Iterable, Sequence

import polars as pl
from sqlalchemy import Connection, or_, select

from data import schema
from data.quality import Notice
from loaders import store
from loaders.footfall.counter_names import (
    BOTH,
    COUNTED,
    SUM_OF_WAYS,
    TOTAL,
    WAY_IN,
    WAY_OUT,
    WITNESS,
    Counter,
)

SOURCE_KEY = "compteurs"
PASSAGES, WITNESS_PASSAGES = "passages", "passages_temoin"
SAME_MEASURE = ("place", "quantity", "step_s", "source_key")
DESCRIPTION = {"commune_code": pl.String, "latitude_deg": pl.Float64, "longitude_deg": pl.Float64}


def place_series(
    lines: pl.DataFrame, counters: Sequence[Counter], step_s: int, notices: list[Notice]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One column a series beside line_number and at_s, and what each series is."""
    columns: dict[str, pl.Series] = {}
    described = []
    for place, role in sorted({(c.place, c.role) for c in counters if c.role != TOTAL}):
        here = [c for c in counters if c.place == place and c.role in (role, TOTAL)]
        quantity = PASSAGES if role == COUNTED else WITNESS_PASSAGES
        commune = next((c.commune_code for c in here if c.commune_code), None)
        for direction, passages in _by_direction(lines, here, role, notices).items():
            key = f"{SOURCE_KEY}:{quantity}:{place}:{direction}:{step_s}"
            columns[key] = passages.alias(key)
            described.append(_description(key, quantity, step_s, place, direction, commune))
    frame = lines.select("line_number", "at_s").with_columns(**columns)
    return frame, pl.DataFrame(described, schema_overrides=DESCRIPTION)


def _by_direction(
    lines: pl.DataFrame, here: list[Counter], role: str, notices: list[Notice]
) -> dict[str, pl.Series]:
    """Passages of a place in each direction; a sum with a missing part is missing."""
    found = {}
    for direction in (BOTH, WAY_IN, WAY_OUT):
        parts = [c.column for c in here if c.direction == direction and c.role == role]
        totals = [c.column for c in here if c.direction == direction and c.role == TOTAL]
        if parts:
            found[direction] = _summed(lines, parts)
            for total in totals:
                notices.append(_comparison(lines[total], found[direction], total, parts))
                found[direction] = found[direction].zip_with(
                    found[direction].is_not_null(), lines[total]
                )
    if WAY_IN in found and WAY_OUT in found:
        found[SUM_OF_WAYS] = found[WAY_IN] + found[WAY_OUT]
        alone = found[WAY_IN].is_null() != found[WAY_OUT].is_null()
        if alone.any():
            facts = {"place": here[0].place, "rows": int(alone.sum())}
            notices.append(Notice("SENS_MANQUANT", facts))
    return found


def _summed(lines: pl.DataFrame, columns: list[str]) -> pl.Series:
    total = lines[columns[0]]
    for name in columns[1:]:
        total = total + lines[name]
    return total


def _comparison(total: pl.Series, parts: pl.Series, name: str, columns: list[str]) -> Notice:
    """Whether a total column is, line by line, the sum of its parts; the parts are what counts."""
    both = total.is_not_null() & parts.is_not_null()
    different = int((both & (total != parts)).sum())
    if not different:
        return Notice("TOTAUX_VERIFIES", {"names": name})
    facts = {"total": name, "parts": " + ".join(columns), "rows": different}
    return Notice("TOTAL_DIFFERENT", facts)


def verified_together(notices: list[Notice]) -> list[Notice]:
    """The same notices, those of the totals found right made one."""
    names = [notice.facts["names"] for notice in notices if notice.code == "TOTAUX_VERIFIES"]
    others = [notice for notice in notices if notice.code != "TOTAUX_VERIFIES"]
    return [*others, *([Notice("TOTAUX_VERIFIES", {"names": ", ".join(names)})] if names else [])]


def _description(
    key: str, quantity: str, step_s: int, place: str, direction: str, commune: str | None
) -> dict[str, object]:
    return {
        "series_key": key,
        "theme": "footfall",
        "quantity": quantity,
        "unit": "passages",
        "kind": "count",
        "step_s": step_s,
        "place": place,
        "direction": direction,
        "commune_code": commune,
        "latitude_deg": None,
        "longitude_deg": None,
        "source_key": SOURCE_KEY,
    }


def place_notices(counters: Sequence[Counter]) -> list[Notice]:
    witnesses = sorted({f"{c.column} ({c.place})" for c in counters if c.role == WITNESS})
    nowhere = sorted({c.place for c in counters if c.commune_code is None})
    notices = []
    if witnesses:
        notices.append(Notice("COMPTEURS_TEMOINS", {"names": ", ".join(witnesses)}))
    if nowhere:
        notices.append(Notice("COMPTEURS_SANS_COMMUNE", {"names": ", ".join(nowhere)}))
    return notices


def disagreements(connection: Connection, numbers: Iterable[int]) -> list[Notice]:
    """Places among the given series whose own total is not the sum of the two directions.

    Days are compared where both have as many readings; only the store knows what another file
    said.
    """
    own, ways = schema.series.alias("own"), schema.series.alias("ways")
    pairs = select(own.c.place, own.c.series_no.label("own"), ways.c.series_no.label("ways")).where(
        *(own.c[name] == ways.c[name] for name in SAME_MEASURE),
        own.c.direction == BOTH,
        ways.c.direction == SUM_OF_WAYS,
        or_(own.c.series_no.in_(numbers), ways.c.series_no.in_(numbers)),
    )
    found = connection.execute(pairs.order_by(own.c.place)).all()
    compared = ((place, _days_apart(connection, *pair)) for place, *pair in found)
    return [
        Notice(
            "SENS_ET_TOTAL_DIFFERENTS",
            {
                "place": place,
                "days": days.height,
                "own": _whole(days["value"].sum()),
                "ways": _whole(days["value_right"].sum()),
            },
        )
        for place, days in compared
        if days.height
    ]


def _days_apart(connection: Connection, own: int, ways: int) -> pl.DataFrame:
    """Days of two series with as many readings and another value (`value`, `value_right`)."""
    day = schema.series_day.c
    kinds = {"series_no": pl.Int64, "day": pl.Date, "value": pl.Float64, "readings": pl.Int64}
    columns = [day[name] for name in kinds]
    days = store.read(connection, select(*columns).where(day.series_no.in_([own, ways])), kinds)
    others = days.filter(pl.col("series_no") == ways)
    both = days.filter(pl.col("series_no") == own).join(others, on=["day", "readings"])
    return both.filter(pl.col("value") != pl.col("value_right"))


def _whole(value: float) -> str:
    """ "194 364", with the narrow space of French numbers."""
    return f"{value:,.0f}".replace(",", "\u202f")
