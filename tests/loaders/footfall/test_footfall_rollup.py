"""Sums by territory: of published cells only, and the same by parts as all at once."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from data import schema
from data.settings import Settings
from data.territory import load_territory
from loaders import store
from loaders.footfall import footfall_rollup
from loaders.scopes import rebuild_scopes
from tests.loaders.footfall.wifi_store import everything_stored, table_rows

MONDAY = date(2026, 7, 13)
YEAR_BEFORE = MONDAY - timedelta(days=364)
JULY = date(2026, 7, 1)
# (site, département, EPCI, commune, opened, closed)
SITES = [
    ("A", "37", "243700754", "37261", None, None),
    ("B", "37", "243700754", "37261", date(2026, 7, 13), None),
    ("C", "41", None, "41018", None, date(2026, 7, 13)),
    ("D", None, None, "75101", None, None),
]
DAYS = [
    ("A", YEAR_BEFORE, 50, 40, True),
    ("B", YEAR_BEFORE, None, None, True),
    ("A", MONDAY, 120, 100, True),
    ("B", MONDAY, 30, 20, True),
    ("C", MONDAY, None, None, True),
    ("C", MONDAY + timedelta(days=1), None, None, True),
    ("D", MONDAY + timedelta(days=1), 15, 12, False),
]
HOURS = [
    ("A", MONDAY, 10, 60),
    ("A", MONDAY + timedelta(days=7), 10, 5),
    ("B", MONDAY, 10, 20),
    ("B", MONDAY + timedelta(days=1), 10, 11),
]
MONTHS = [
    ("dwell", "A", JULY, "15", 70),
    ("dwell", "B", JULY, "15", 20),
    ("language", "A", JULY, "fr", 44),
    ("pair", "A", JULY, "B", 13),
]


@pytest.fixture
def grid(engine):
    """A small published grid."""
    names = ["site_id", "departement_code", "epci_code", "commune_code", "opened_on", "closed_on"]
    sites = pl.DataFrame(SITES, schema=names, orient="row").with_columns(
        pl.format("Site {}", "site_id").alias("name"),
        place_kind=pl.lit("parc"),
        actor_kind=pl.lit("commune"),
        simulated=pl.lit(False),
    )
    with engine.begin() as connection:
        store.insert(connection, schema.site, sites)
        returns = [("A", JULY, 40, 15), ("B", JULY, 30, 12)]
        for table, columns, rows in (
            (schema.site_day, ["site_id", "day", "sessions", "terminals", "complete"], DAYS),
            (schema.site_hour, ["site_id", "day", "hour", "sessions"], HOURS),
            (schema.site_month, ["kind", "site_id", "month", "item", "count"], MONTHS),
            (schema.site_return, ["site_id", "month", "terminals", "returned"], returns),
        ):
            store.insert(connection, table, pl.DataFrame(rows, schema=columns, orient="row"))
        footfall_rollup.rebuild_all(connection)
    return engine


def day_row(engine, scope: str, day: date, *columns: str) -> tuple:
    rows = table_rows(engine, schema.footfall_day, "scope", "day", *columns)
    return next(row[2:] for row in rows if row[:2] == (scope, day))


def test_a_territory_is_the_sum_of_its_published_sites(grid):
    columns = ("sessions", "terminals", "sites_published", "sites_hidden", "sites_in_service")
    # A, B, C and D were in service on the 13th; D sent nothing.
    assert day_row(grid, "syndicat", MONDAY, *columns) == (120 + 30, 100 + 20, 2, 1, 4)
    assert day_row(grid, "departement:37", MONDAY, *columns) == (150, 120, 2, 0, 2)
    assert day_row(grid, "epci:243700754", MONDAY, "terminals") == (120,)
    assert day_row(grid, "site:B", MONDAY, "terminals") == (20,)
    # Nothing published is missing, not zero.
    assert day_row(grid, "commune:41018", MONDAY, *columns) == (None, None, 0, 1, 1)


def test_sites_are_counted_while_they_are_in_service(grid):
    # B was not open a year before; C closed on the 13th; the 14th is partial.
    assert day_row(grid, "syndicat", YEAR_BEFORE, "sites_in_service") == (3,)
    tuesday = MONDAY + timedelta(days=1)
    assert day_row(grid, "syndicat", tuesday, "sites_in_service", "complete") == (3, False)


def test_the_constant_perimeter_holds_sites_published_both_days(grid):
    columns = ("common_sites", "common_terminals", "common_terminals_before")
    assert day_row(grid, "syndicat", MONDAY, *columns) == (1, 100, 40)
    assert day_row(grid, "site:B", MONDAY, *columns) == (0, None, None)


def test_hours_are_summed_by_weekday(grid):
    rows = table_rows(grid, schema.footfall_week_hour)
    assert [row for row in rows if row[0] == "syndicat"] == [
        ("syndicat", JULY, 0, 10, 60 + 5 + 20),
        ("syndicat", JULY, 1, 10, 11),
    ]


def test_months_are_summed_without_pairs(grid):
    rows = [row for row in table_rows(grid, schema.footfall_month) if row[1] == "commune:37261"]
    assert rows == [
        ("dwell", "commune:37261", JULY, "15", 70 + 20),
        ("language", "commune:37261", JULY, "fr", 44),
    ]
    assert ("syndicat", JULY, 40 + 30, 15 + 12) in table_rows(grid, schema.footfall_return)


def test_site_months_count_published_and_hidden_days(grid):
    rows = table_rows(grid, schema.site_month_total)
    assert (JULY, "A", 120, 100, 1, 0) in rows
    assert (JULY, "C", 0, 0, 0, 2) in rows


def test_rebuilding_by_parts_equals_rebuilding_all(grid):
    whole = everything_stored(grid)
    for day in {row[1] for row in DAYS}:
        with grid.begin() as connection:
            footfall_rollup.rebuild_days(connection, {day})
            footfall_rollup.rebuild_months(connection, {day.replace(day=1)})
    assert everything_stored(grid) == whole


def test_a_day_touches_the_day_compared_with_it(grid):
    changed = schema.site_day.update().where(schema.site_day.c.day == YEAR_BEFORE)
    with grid.begin() as connection:
        connection.execute(changed.where(schema.site_day.c.site_id == "A").values(terminals=80))
        footfall_rollup.rebuild_days(connection, {YEAR_BEFORE})
    assert day_row(grid, "syndicat", MONDAY, "common_terminals_before") == (80,)


def test_a_row_that_is_gone_leaves_its_sums(grid):
    with grid.begin() as connection:
        connection.execute(schema.site_day.delete().where(schema.site_day.c.day == MONDAY))
        footfall_rollup.rebuild_days(connection, {MONDAY})
    assert MONDAY not in {row[0] for row in table_rows(grid, schema.footfall_day, "day")}


def test_scopes_are_the_known_territories_with_sites(grid):
    territory = load_territory(Path(Settings().territory_dir))
    with grid.begin() as connection:
        rebuild_scopes(connection, territory)
        rebuild_scopes(connection, territory)
    rows = {row[0]: row[1:] for row in table_rows(grid, schema.scope)}
    assert rows["commune:37261"] == ("commune", "37261", "Tours", "à Tours", 2)
    assert rows["syndicat"][4] == len(SITES)
    assert rows["site:A"][2:4] == ("Site A", "sur le site «\u00a0Site A\u00a0»")
    assert rows["departement:41"][3] == "dans le Loir-et-Cher"
    assert "commune:75101" not in rows


def test_buildings_and_where_they_stand_are_territories_too(grid):
    rows = [("M1", "Mairie", "41018", "41"), ("M2", "Dépôt", None, None)]
    names = ["building_id", "name", "commune_code", "departement_code"]
    buildings = pl.DataFrame(rows, schema=names, orient="row").with_columns(
        category=pl.lit("mairie"), simulated=pl.lit(False)
    )
    with grid.begin() as connection:
        store.insert(connection, schema.building, buildings)
        rebuild_scopes(connection, load_territory(Path(Settings().territory_dir)))
    rows = {row[0]: row[1:] for row in table_rows(grid, schema.scope)}
    phrase = "dans le bâtiment «\u00a0Mairie\u00a0»"
    assert rows["batiment:M1"] == ("batiment", "M1", "Mairie", phrase, 0)
    assert rows["batiment:M2"][2] == "Dépôt"
    assert {"commune:41018", "departement:41", "syndicat"} <= set(rows)
