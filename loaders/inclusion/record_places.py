"""Where the records of a list of places are: commune, position, and which are not of here."""

import re
from functools import lru_cache

import polars as pl

from data.inclusion.names import folded
from data.quality import Notice
from data.territory import Commune, Territory
from loaders import positions
from loaders.counts import spaced
from loaders.placing import listed, place_columns
from loaders.values import parse_number

POSITION_NOTICES = {
    positions.UNREADABLE: "POSITIONS_ILLISIBLES",
    positions.ABROAD: "POSITIONS_HORS_DE_FRANCE",
    positions.FAR: "POSITIONS_LOIN_DE_LEUR_COMMUNE",
}
POSTCODE_DIGITS = 5


def with_positions(rows: pl.DataFrame) -> pl.DataFrame:
    """`latitude_deg`, `longitude_deg`, `place_code`, `swapped` of the texts of both columns.

    A position that cannot be used is null, which `place_code` says; axes that were exchanged are
    put right, which `swapped` says.
    """
    (first, first_failed), (second, second_failed) = (
        parse_number(rows[name]) for name in ("latitude", "longitude")
    )
    blank = pl.lit(None, pl.Float64)
    placed, _said = positions.placed(
        rows.with_columns(
            first.alias("latitude"), second.alias("longitude"), blank.alias("x"), blank.alias("y")
        )
    )
    code = pl.when(first_failed | second_failed).then(pl.lit(positions.UNREADABLE))
    return placed.drop("x", "y").with_columns(
        code.otherwise("place_code").alias("place_code"),
        (pl.col("longitude_deg") == first).fill_null(False).alias("swapped"),
    )


def with_communes(rows: pl.DataFrame, territory: Territory) -> pl.DataFrame:
    """`commune_code`, `epci_code` and `departement_code`; the last is null outside the territory.

    The commune is the one that the code names, else the one of the postal code and the town, else
    the only one of the postal code that the name of the place names, else the one that holds the
    position, else the one that the address names. Where none is sure, the département alone is
    known.
    """
    postcodes = rows["code postal"].str.replace_all(r"\s", "").str.zfill(POSTCODE_DIGITS)
    here = positions.communes_by_place(rows, territory)
    found = [
        code
        or (postcode and territory.commune_from_postcode(postcode, town))
        or _named_in(name, postcode, territory)
        or spot
        or _named_in(address, postcode, territory)
        for code, postcode, town, name, spot, address in zip(
            rows["code commune"], postcodes, rows["ville"], rows["nom"], here, rows["adresse"],
            strict=True,
        )
    ]  # fmt: skip
    communes = pl.Series("commune_code", found, dtype=pl.String)
    codes = [one.code for one in territory.departements]
    guessed = postcodes.str.slice(0, 2).fill_null(rows["département"].str.zfill(2))
    return (
        rows.with_columns(postcodes.alias("postcode"), guessed.alias("guessed_departement"))
        .with_columns(place_columns(communes, territory))
        .with_columns(
            pl.when(pl.col("commune_code").is_null() & pl.col("guessed_departement").is_in(codes))
            .then("guessed_departement")
            .otherwise("departement_code")
            .alias("departement_code")
        )
        .drop("guessed_departement")
    )


def _named_in(text: str | None, postcode: str | None, territory: Territory) -> str | None:
    """The only commune of a postal code that a text names; None when none or several are."""
    words = f" {_words(text or '')} "
    named = {
        name: code
        for code in territory.by_postcode.get(postcode or "", ())
        if (place := territory.by_code.get(code)) is not None
        and isinstance(place, Commune)
        and f" {(name := _words(place.name))} " in words
    }
    longest = {
        name: code
        for name, code in named.items()
        if not any(name != other and name in other for other in named)
    }
    return next(iter(longest.values())) if len(longest) == 1 else None


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    """Folded words, "St" and "Ste" in full."""
    return re.sub(r"\bste?\b", lambda short: "saint" + "e" * (len(short[0]) == 3), folded(text))


def without_far(rows: pl.DataFrame, territory: Territory) -> pl.DataFrame:
    """The rows, without the positions that are far from the commune, which `place_code` says."""
    far = pl.lit(positions.far_from_commune(rows, territory)).fill_null(False)
    return rows.with_columns(
        pl.when(~far).then("latitude_deg").alias("latitude_deg"),
        pl.when(~far).then("longitude_deg").alias("longitude_deg"),
        pl.when(far).then(pl.lit(positions.FAR)).otherwise("place_code").alias("place_code"),
    )


def position_notices(rows: pl.DataFrame) -> list[Notice]:
    """What is said of the positions that cannot be used, by fault, and of communes not known."""
    by_fault = {
        code: rows.filter(pl.col("place_code") == fault) for fault, code in POSITION_NOTICES.items()
    } | {"LIEUX_SANS_COMMUNE": rows.filter(pl.col("commune_code").is_null())}
    return [
        Notice(code, {"rows": spaced(found.height), "names": listed(found["nom"].to_list())})
        for code, found in by_fault.items()
        if found.height
    ]
