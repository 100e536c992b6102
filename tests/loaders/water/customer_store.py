"""A store with customers' meters, and hourly indexes of theirs."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select

from data import schema
from tests.loaders.buildings.building_store import load
from tests.loaders.measured import PARIS
from tests.loaders.water.water_store import fill_water

CUSTOMERS = """compteur;secteur;service;commune;usage
C1;BOURG;;;Logement
C2;;S1;37122;Camping municipal
C3;COTEAU;;;
"""
TITLES = "compteur;horodatage;valeur"


def fill_customers(engine: Engine) -> None:
    """The sectors of `fill_water` and three meters: C1 of a home, C2 of a campsite, C3."""
    fill_water(engine)
    assert load(engine, "compteurs-abonnes", CUSTOMERS).rejected.is_empty()


def hourly(start: str, hours: int) -> list[datetime]:
    """`hours` instants one hour apart, from a local time in France on: clocks change inside."""
    first = datetime.fromisoformat(start).replace(tzinfo=PARIS).astimezone(UTC)
    return [(first + timedelta(hours=n)).astimezone(PARIS) for n in range(hours)]


def lines(meter: str, instants: Iterable[datetime], indexes: Sequence[float]) -> list[str]:
    """Rows of a file, with the offset of each instant."""
    return [
        f"{meter};{at.isoformat()};{index:.3f}" for at, index in zip(instants, indexes, strict=True)
    ]


def table(rows: Iterable[str], titles: str = TITLES) -> str:
    """A file of readings."""
    return "\n".join([titles, *rows]) + "\n"


def days(engine: Engine, meter: str = "C1") -> list[tuple]:
    """Day, volume, least hour, hours and last index of what is stored of a meter."""
    row, customer = schema.water_customer_day.c, schema.water_customer.c
    statement = (
        select(row.day, row.volume_m3, row.least_l_per_h, row.hours, row.last_index_m3)
        .join_from(
            schema.water_customer_day,
            schema.water_customer,
            customer.customer_no == row.customer_no,
        )
        .where(customer.meter_id == meter)
        .order_by(row.day)
    )
    with engine.connect() as connection:
        return [(f"{day:%d/%m}", *rest) for day, *rest in connection.execute(statement)]
