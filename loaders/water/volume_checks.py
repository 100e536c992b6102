"""What a declared year of a service cannot be: alone, or beside its other years."""

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.quality import Notice
from data.water.knowledge import PARTS, SHARES
from data.water.variables import (
    AUTHORISED,
    CODES,
    CUSTOMERS,
    DISTRIBUTED,
    HOMES,
    METERED,
    OTHERS,
    PIPE_KM,
    RENEWED_KM,
    checks,
    declared,
)
from loaders import store
from loaders.placing import listed

FIRST_YEAR = 1990
VOLUMES = (*CODES, HOMES, OTHERS, METERED, DISTRIBUTED, AUTHORISED)
MEASURES = (*VOLUMES, PIPE_KM, RENEWED_KM, CUSTOMERS)
# Volumes that no service multiplies by a thousand from a year to another.
STEADY = ("VP.059", HOMES, METERED, DISTRIBUTED, AUTHORISED)
THOUSAND = (300.0, 3000.0)
# Less than this a customer and a year, in m³, is given in thousands.
LEAST_M3_PER_CUSTOMER, LEAST_CUSTOMERS = 1.0, 10
LARGEST_M3, LARGEST_KM, KM_PER_CUSTOMER, LONE_KM = 1e9, 30_000, 2, 50
KNOWN = {"service_id": pl.String, "year": pl.Int64, "code": pl.String, "value": pl.Float64}
REASONS = {
    "ANNEE_EN_DOUBLE": "Ce service a déjà cette année sur une ligne plus haut : gardez une seule "
    "ligne par service et par année.",
    "ANNEE_INVRAISEMBLABLE": "L’année doit être comprise entre 1990 et l’année en cours : "
    "corrigez-la.",
    "ANNEE_SANS_VALEUR": "Cette ligne n’a aucune valeur : complétez-la, ou retirez-la.",
    "VALEUR_NEGATIVE": "Un volume, une longueur ou un nombre d’abonnés n’est jamais négatif : "
    "corrigez la ligne.",
    "VALEUR_DEMESUREE": "Un volume dépasse un milliard de m³ : vérifiez l’unité et la virgule.",
    "LONGUEUR_INVRAISEMBLABLE": "La longueur du réseau n’est pas celle d’un service de ce nombre "
    "d’abonnés, ou l’on en renouvelle plus qu’il n’y en a : donnez-la en kilomètres, non en "
    "mètres.",
    "PART_HORS_BORNES": "Une part de la longueur doit être comprise entre 0 et 100 % : "
    "corrigez-la, ou laissez la cellule vide.",
    "SERVICE_INCONNU": "Ce service n’est pas dans la liste des services d’eau : ajoutez-le, puis "
    "rechargez.",
    "MILLIERS_DE_M3": "Les volumes de cette année sont mille fois plus petits, ou plus grands, que "
    "ceux des autres années de ce service, ou que ce que prennent ses abonnés : donnez-les en m³.",
}
# What does not hold in a declaration -> what the load says of these years.
DECLARATIONS = {
    "DISTRIBUE_NEGATIF": "ANNEES_PLUS_EXPORTEES_QU_ENTREES",
    "COMPTE_PLUS_QUE_DISTRIBUE": "ANNEES_PLUS_COMPTEES_QUE_DISTRIBUEES",
    "RENDEMENT_IMPOSSIBLE": "ANNEES_AU_RENDEMENT_IMPOSSIBLE",
    "TOTAL_INCOHERENT": "ANNEES_AUX_TOTAUX_INCOHERENTS",
    "SERVICE_SANS_LONGUEUR": "ANNEES_SANS_LONGUEUR",
    "VOLUMES_MANQUANTS": "ANNEES_AUX_VOLUMES_MANQUANTS",
}


def impossible(codes: list[str], this_year: int) -> pl.Expr:
    """The code of what is wrong in a row by itself."""
    given, known = ([pl.col(code) for code in some] for some in (codes, (*MEASURES, *PARTS)))
    volumes = [pl.col(code) for code in VOLUMES]
    shares = [pl.col(code).is_between(0, 100) for code in SHARES]
    km, longest = pl.col(PIPE_KM), KM_PER_CUSTOMER * pl.col(CUSTOMERS) + LONE_KM
    too_long = (km > LARGEST_KM) | (km > longest) | (pl.col(RENEWED_KM) > km)
    key = pl.struct(pl.col("service").str.to_uppercase(), "year")
    return (
        pl.when(~pl.col("year").is_between(FIRST_YEAR, this_year))
        .then(pl.lit("ANNEE_INVRAISEMBLABLE"))
        .when(~key.is_first_distinct())
        .then(pl.lit("ANNEE_EN_DOUBLE"))
        .when(pl.all_horizontal(column.is_null() for column in given))
        .then(pl.lit("ANNEE_SANS_VALEUR"))
        .when(pl.min_horizontal(known) < 0)
        .then(pl.lit("VALEUR_NEGATIVE"))
        .when(~(pl.max_horizontal(volumes) <= LARGEST_M3))
        .then(pl.lit("VALEUR_DEMESUREE"))
        .when(~pl.all_horizontal(share.fill_null(True) for share in shares))
        .then(pl.lit("PART_HORS_BORNES"))
        .when(too_long.fill_null(km > LARGEST_KM))
        .then(pl.lit("LONGUEUR_INVRAISEMBLABLE"))
    )


def known_volumes(connection: Connection) -> pl.DataFrame:
    """KNOWN: the steady volumes of the store."""
    row = schema.water_variable.c
    statement = select(*(row[name] for name in KNOWN)).where(row.code.in_(STEADY))
    return store.read(connection, statement, KNOWN)


def in_thousands(rows: pl.DataFrame, known: pl.DataFrame) -> pl.Series:
    """Whether each row gives thousands of m³, or litres, beside the other years of its service.

    The usual volume is the higher median of the years of the store, or of the file where the store
    has none but those that it gives again; alone, a year is judged by its customers.
    """
    given = rows.select("service_id", "year", *STEADY).unpivot(
        index=["service_id", "year"], variable_name="code"
    ).drop_nulls("value")  # fmt: skip
    given = given.filter(pl.col("value") > 0)
    stored = known.join(given, on=["service_id", "year", "code"], how="anti")
    usual = [
        side.filter(pl.col("value") > 0)
        .group_by("service_id", "code")
        .agg(pl.col("value").quantile(0.5, "higher").alias(name))
        for side, name in ((stored, "of_store"), (given, "of_file"))
    ]
    compared = given.join(usual[0], on=["service_id", "code"], how="left").join(
        usual[1], on=["service_id", "code"], how="left"
    )
    times = pl.col("value") / pl.coalesce("of_store", "of_file")
    thousand = times.is_between(*THOUSAND) | (1 / times).is_between(*THOUSAND)
    wrong = compared.filter(thousand).select("service_id", "year").unique()
    metered = pl.coalesce(pl.col(HOMES).fill_null(0) + pl.col(OTHERS), HOMES, METERED)
    per_customer = metered / pl.col(CUSTOMERS)
    tiny = (pl.col(CUSTOMERS) >= LEAST_CUSTOMERS) & per_customer.is_between(
        0, LEAST_M3_PER_CUSTOMER, closed="none"
    )
    marked = rows.join(
        wrong.with_columns(wrong=pl.lit(True)),
        on=["service_id", "year"], how="left", maintain_order="left",
    )  # fmt: skip
    return marked.select(pl.col("wrong").fill_null(False) | tiny.fill_null(False)).to_series()


def declaration_notices(rows: pl.DataFrame, codes: list[str]) -> list[Notice]:
    """By kind of doubt, the services and years whose declaration does not hold together."""
    years: dict[str, list[str]] = {}
    for row in rows.select("service_id", "year", *codes).iter_rows(named=True):
        values = {code: row[code] for code in codes if row[code] is not None}
        for notice in checks(declared(values)):
            if notice.code in DECLARATIONS:
                name = f"{row['service_id']} en {row['year']}"
                years.setdefault(DECLARATIONS[notice.code], []).append(name)
    return [Notice(code, {"names": listed(_distinct(names))}) for code, names in years.items()]


def _distinct(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))
