"""A store with two buildings and their meters, and loads of readings and bills into it."""

import polars as pl
from sqlalchemy import Engine, select

from data import schema
from data.settings import Settings
from loaders import pipeline, reference_values, sources, store
from loaders.pipeline import Context, Report
from tests.loaders.measured import at

PRM, SMALL_PRM, GAS, GAS_PCI, WATER, LOST = (
    "30001111111111", "07000000000007", "GI123456", "GI654321", "EAU1", "30009999999999",
)  # fmt: skip
NOW = "2026-06-01 08:00"
METERS = [
    (PRM, "electricity", None, 36.0, 6),
    (SMALL_PRM, "electricity", None, 9.0, 6),
    (GAS, "gas", "PCS", None, 5),
    (GAS_PCI, "gas", "PCI", None, None),
    (WATER, "water", None, None, 5),
    (LOST, "electricity", None, None, None),
]
METER = {"meter_id": pl.String, "energy": pl.String, "calorific_basis": pl.String,
         "subscribed_kva": pl.Float64, "digits": pl.Int64}  # fmt: skip


def fill_meters(engine: Engine) -> None:
    """Meters of every energy, all but one of a building in Tours."""
    building = {"building_id": "ENERGIE", "name": "École", "category": "ecole",
                "commune_code": "37261", "departement_code": "37", "simulated": False}  # fmt: skip
    links = [(meter[0], "ENERGIE", 1.0) for meter in METERS if meter[0] != LOST]
    meters = pl.DataFrame(METERS, schema=METER, orient="row").with_columns(simulated=pl.lit(False))
    with engine.begin() as connection:
        reference_values.sync(connection)
        store.insert(connection, schema.building, pl.DataFrame([building]))
        store.insert(connection, schema.meter, meters)
        columns = ["meter_id", "building_id", "share"]
        frame = pl.DataFrame(links, schema=columns, orient="row")
        store.insert(connection, schema.meter_building, frame)


def load(engine: Engine, source: str, text: str, now: str = NOW) -> Report:
    """The report of a load, in which no row is lost."""
    context = Context(Settings(), engine, at(now), "essai.csv")
    report = pipeline.load(sources.BY_KEY[source], text.encode(), context)
    assert report.rows_loaded + report.rejected.height == report.rows_read
    return report


def table(*rows: tuple, titles: str = "compteur;horodatage;valeur;unité;nature") -> str:
    """A plain CSV of these rows."""
    return "\n".join([titles, *(";".join(str(cell) for cell in row) for row in rows)]) + "\n"


def days(engine: Engine, meter: str, grain: str) -> dict[str, tuple[float, int, int]]:
    """value, readings, expected by day ("2026-01-31") of the series of a meter at a grain."""
    series, day = schema.series.c, schema.series_day.c
    statement = (
        select(day.day, day.value, day.readings, day.expected)
        .join_from(schema.series_day, schema.series, series.series_no == day.series_no)
        .where(series.place == meter, series.series_key.endswith(f":{grain}"))
        .order_by(day.day)
    )
    with engine.connect() as connection:
        return {str(first): tuple(rest) for first, *rest in connection.execute(statement)}


def total(engine: Engine, meter: str, grain: str) -> float:
    """The sum of the days of a series."""
    return sum(value for value, _readings, _expected in days(engine, meter, grain).values())


def content(engine: Engine) -> dict[str, list]:
    """Everything that loads of readings and bills write, whatever the numbers of series."""
    key = schema.series.c.series_key
    found = {}
    with engine.connect() as connection:
        for name in ("reading", "series_day", "series_hour", "series_notice"):
            other = getattr(schema, name)
            columns = [column for column in other.c if column.name != "series_no"]
            statement = select(key, *columns).join_from(
                other, schema.series, schema.series.c.series_no == other.c.series_no
            )
            found[name] = sorted(map(tuple, connection.execute(statement)), key=str)
        for name in ("bill", "meter_change", "building_month", "building_year"):
            rows = connection.execute(select(getattr(schema, name)))
            found[name] = sorted(map(tuple, rows), key=str)
    return found
