"""The imagined Wi-Fi network: 252 sites on real communes, read from places.csv."""

from functools import lru_cache
from pathlib import Path

import polars as pl

from data.territory import Territory

PLACES = Path(__file__).with_name("places.csv")


@lru_cache(maxsize=1)
def all_places() -> pl.DataFrame:
    """Every site of the demonstration: place, dates of service, access points and size.

    `peak_terminals` is the number of terminals of an ordinary day of high season; `place_no` is
    the row number, which every random draw uses as index.
    """
    return pl.read_csv(
        PLACES,
        schema_overrides={"commune_code": pl.String, "opened_on": pl.Date, "closed_on": pl.Date},
    ).with_row_index("place_no")


def chosen_places(sites: int) -> pl.DataFrame:
    """`sites` places taken at regular steps: the file is sorted by kind, then by size."""
    everything = all_places()
    rows = [number * everything.height // sites for number in range(sites)]
    return everything[rows]


def site_rows(places: pl.DataFrame, territory: Territory) -> pl.DataFrame:
    """Rows of core_footfall_site."""
    communes = {code: territory.commune(code) for code in places["commune_code"].unique()}
    known = {code: commune for code, commune in communes.items() if commune}
    code = pl.col("commune_code")
    epcis = {code: commune.epci for code, commune in known.items()}
    departements = {code: commune.departement for code, commune in known.items()}
    return places.select(
        "site_id",
        "name",
        "place_kind",
        "actor_kind",
        "commune_code",
        code.replace_strict(epcis, default=None, return_dtype=pl.String).alias("epci_code"),
        code.replace_strict(departements, default=None, return_dtype=pl.String).alias(
            "departement_code"
        ),
        "latitude_deg",
        "longitude_deg",
        "opened_on",
        "closed_on",
        pl.col("access_points").alias("declared_access_points"),
        pl.lit(True).alias("simulated"),
    )


def access_point_rows(places: pl.DataFrame) -> pl.DataFrame:
    """Rows of core_footfall_access_point: as many as each site declares, in service with it."""
    number = pl.int_ranges(1, pl.col("access_points") + 1)
    return (
        places.select("site_id", number.alias("number"), "opened_on", "closed_on")
        .explode("number")
        .select(
            pl.format("{}-{}", "site_id", pl.col("number").cast(pl.String).str.zfill(2)).alias(
                "access_point_id"
            ),
            "site_id",
            "opened_on",
            "closed_on",
        )
    )
