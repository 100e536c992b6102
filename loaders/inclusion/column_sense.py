"""Whether columns of coverage go the way they should: by what is known of the same communes."""

import numpy as np
import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.territory import Territory
from loaders import store
from loaders.pipeline import LoadError

# Towns, where coverage came first.
TOWNS, LEAST_COMMUNES = 3, 20
# Premises are counted in units and shares in hundredths.
ROUNDING_POINTS = 0.5
REVERSED_CORRELATION = -0.3
UNCOVERED = ("from_8_mbit", "from_3_mbit", "from_05_mbit", "none")
MESSAGE = (
    "La colonne « {title} » va dans l’autre sens : {why}. Elle doit dire {meaning}. "
    "Remplacez chaque valeur par son complément à 100, puis rechargez le fichier."
)
FAST = ("sans très haut débit (TAUX_COUVERTURE_THD)", "la part des locaux NON couverts")
MOBILE = ("couverture mobile (COUVERTURE_MOBILE)", "la part couverte")


def refuse_reversed(rows: pl.DataFrame, territory: Territory, connection: Connection) -> None:
    """Raise LoadError when a column of coverage contradicts what is known.

    `rows`: commune_code, the ingredients as shares not covered, in %, and the premises of the file
    (missing where it has none). Three proofs: the fibre of the file itself, the quarters of the
    Arcep in the store, and the largest towns, better covered than the median commune.
    """
    if why := _against_own_fibre(rows) or _against_arcep(rows, connection):
        raise _reversed(FAST, why)
    for key, column in (("uncovered_fast", FAST), ("uncovered_mobile", MOBILE)):
        if why := _against_towns(rows, key, territory):
            raise _reversed(column, why)


def _reversed(column: tuple[str, str], why: str) -> LoadError:
    title, meaning = column
    return LoadError("COLONNE_INVERSEE", MESSAGE.format(title=title, meaning=meaning, why=why))


def _against_own_fibre(rows: pl.DataFrame) -> str:
    """Premises at 100 Mbit/s cannot be among those without 30: whichever sense fails less."""
    names = ("nbr", "elig_thd100", "elig_thd1g")
    known = rows.drop_nulls(("uncovered_fast", *names)).filter(pl.col("nbr") > 0)
    covered_pct = 100 * (pl.col("elig_thd100") + pl.col("elig_thd1g")) / pl.col("nbr")
    share = pl.col("uncovered_fast")
    impossible = known.select(
        as_uncovered=(share + covered_pct > 100 + ROUNDING_POINTS).sum(),
        as_covered=(share < covered_pct - ROUNDING_POINTS).sum(),
    ).row(0)
    if impossible[0] <= impossible[1]:
        return ""
    return "des communes y auraient plus de locaux que d’adresses, fibre comprise"


def _against_arcep(rows: pl.DataFrame, connection: Connection) -> str:
    """The quarter that says the most decides: a file may be older than the last one."""
    columns = [column.name for column in schema.inclusion_coverage.columns]
    kinds = dict.fromkeys(columns, pl.Int64)
    kinds |= {"commune_code": pl.String, "day": pl.Date, "simulated": pl.Boolean}
    quarters = store.read(connection, select(*schema.inclusion_coverage.columns), kinds)
    both = quarters.filter(pl.col("premises") > 0).join(
        rows.drop_nulls("uncovered_fast").select("commune_code", "uncovered_fast"),
        on="commune_code",
    )
    uncovered = pl.sum_horizontal(UNCOVERED) / pl.col("premises")
    found = [
        _correlation(quarter.select(uncovered).to_series(), quarter["uncovered_fast"])
        for quarter in both.partition_by("day")
        if quarter.height >= LEAST_COMMUNES
    ]
    known = [one for one in found if np.isfinite(one)]
    if not known or max(known, key=abs) > REVERSED_CORRELATION:
        return ""
    return "elle contredit la couverture de l’Arcep déjà chargée pour les mêmes communes"


def _correlation(first: pl.Series, second: pl.Series) -> float:
    if first.n_unique() < 2 or second.n_unique() < 2:
        return float("nan")
    return float(np.corrcoef(first.to_numpy(), second.to_numpy())[0, 1])


def _against_towns(rows: pl.DataFrame, key: str, territory: Territory) -> str:
    known = rows.drop_nulls(key)
    if known.height < LEAST_COMMUNES:
        return ""
    by_size = sorted(territory.communes, key=lambda commune: -(commune.population or 0))
    towns = known.filter(pl.col("commune_code").is_in([one.code for one in by_size[:TOWNS]]))
    if towns.is_empty() or towns[key].median() <= known[key].median():
        return ""
    names = ", ".join(sorted(territory.commune(code).name for code in towns["commune_code"]))
    return f"{names} y seraient moins bien couvertes que la commune médiane"
