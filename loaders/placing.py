"""Where the rows of a list are: their point, their commune, and what holds it."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from data.territory import Territory, normalise_commune_code
from loaders import values
from loaders.pipeline import Column
from loaders.reading import RawTable, folded

PLACE_COLUMNS = (
    Column("code commune", "commune", "Code INSEE", "37261", required=False,
           aliases=("insee", "code insee", "commune insee", "insee commune")),
    Column("code postal", "text", "À défaut de code INSEE", "37000", required=False,
           aliases=("cp",)),
    Column("ville", "text", "Nom de la commune, avec le code postal", "Tours", required=False,
           aliases=("commune",)),
)  # fmt: skip
POINT_COLUMNS = ("geopoint2d", "geopoint", "coordonnees", "coordonneesgps")
NAMED = 5


def with_point(raw: RawTable) -> RawTable:
    """Latitude and longitude taken out of a single column such as geo_point_2d."""
    point = next((name for name in raw.frame.columns if folded(name) in POINT_COLUMNS), None)
    if point is None or {"latitude", "longitude"} & set(raw.frame.columns):
        return raw
    latitude, longitude = values.split_point(raw.frame[point])
    # Half a point is a fault of the row, not an absence: the reader of numbers will say so.
    unread = latitude.is_null()
    return replace(
        raw,
        frame=raw.frame.with_columns(
            latitude.zip_with(~unread, raw.frame[point]).alias("latitude"),
            longitude.zip_with(~unread, raw.frame[point]).alias("longitude"),
        ),
    )


def with_commune_codes(raw: RawTable) -> RawTable:
    """Codes that stand in a column of names ("commune") read as codes."""
    if "ville" not in raw.frame.columns or "code commune" in raw.frame.columns:
        return raw
    names = raw.frame["ville"].unique().drop_nulls()
    if names.is_empty() or not all(normalise_commune_code(name) for name in names):
        return raw
    return replace(raw, frame=raw.frame.rename({"ville": "code commune"}))


def communes_of(rows: pl.DataFrame, territory: Territory) -> pl.Series:
    """INSEE codes: as declared, else from the postal code and the city; null when uncertain."""
    found = [
        code or (postcode and territory.commune_from_postcode(postcode, city)) or None
        for code, postcode, city in rows.select("code commune", "code postal", "ville").iter_rows()
    ]
    return pl.Series("commune_code", found, dtype=pl.String)


def place_columns(communes: pl.Series, territory: Territory) -> list[pl.Series]:
    """Commune, EPCI and département codes; the last two null outside the territory."""
    known = [territory.commune(code) if code else None for code in communes]
    epci = [place.epci if place else None for place in known]
    departement = [place.departement if place else None for place in known]
    return [
        communes,
        pl.Series("epci_code", epci, dtype=pl.String),
        pl.Series("departement_code", departement, dtype=pl.String),
    ]


def listed(names: Sequence[str]) -> str:
    """The first names of a list, for a notice."""
    return ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
