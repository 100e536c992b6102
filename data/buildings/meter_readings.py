"""Which measured series of a meter speak of its days, and how surely."""

from sqlalchemy import ColumnElement, or_

from data import schema

SERIES = schema.series.c
# Ways (`direction`) of the series of a meter, as loaders write them.
MEASURED_WAY, FACE_WAY = "", "index"


def by_day() -> ColumnElement[bool]:
    """Not the face of a meter read now and then: its days are in a series of their own."""
    return SERIES.direction != FACE_WAY


def may_be_spread() -> ColumnElement[bool]:
    """Series of which some days may be shares of a longer period: their readings say which."""
    bill = SERIES.series_key.endswith(":facture", autoescape=True)
    return or_(SERIES.direction != MEASURED_WAY, bill)
