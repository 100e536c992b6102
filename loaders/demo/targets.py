"""The imagined targets of the syndicate: some held, some missed, some to come."""

from datetime import date

import polars as pl

from data import schema
from data.selection import SYNDICAT

ORIGIN = "objectif imaginé pour la démonstration (données simulées)"


def target_rows(today: date, sites: int, buildings: int, lights: int, places: int) -> pl.DataFrame:
    """Rows of core_target: of this year, of the next ones, of the next year that ends by 0 or 5."""
    year, later = today.year, today.year - today.year % 5 + 5
    of_syndicate = [
        ("terminals", year, 7_600 * sites),
        ("access_points_up_share_pct", year, 98),
        ("tco2e", later, 14 * buildings),
        ("light_eur", year, 40 * lights),
        ("light_off_share_pct", year + 2, 60),
        ("inclusion_far_population", year + 1, 25_000),
        ("inclusion_outdated_share_pct", year, 20),
        ("inclusion_accompaniments", year, 140 * places),
    ]
    everywhere = (SYNDICAT, "departement:37", "departement:41")
    rows = [(SYNDICAT, *target) for target in of_syndicate]
    rows += [(scope, "light_led_share_pct", later, 80) for scope in everywhere]
    named = [(*row[:3], float(row[3]), ORIGIN, True) for row in rows]
    columns = [column.name for column in schema.target.columns]
    return pl.DataFrame(named, schema=columns, orient="row")
