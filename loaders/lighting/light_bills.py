"""Bills of supply points: our template, or monthly open data as it is, brought to whole months.

A bill longer than a month is spread by days; a month that bills cover only in part is not kept.
"""

from datetime import date, datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data import schema
from data.calendar import PARIS
from data.quality import Notice
from data.territory import load_territory
from loaders import store, values
from loaders.checking import check_rows
from loaders.counts import spaced
from loaders.lighting import light_months
from loaders.lighting.light_places import known_cabinets, supply_points
from loaders.pipeline import Batch, Column, Context, Written
from loaders.placing import PLACE_COLUMNS, communes_of, listed, place_columns, with_commune_codes
from loaders.putting_aside import refused, sorted_out
from loaders.reading import read_table
from loaders.simulated import refuse_mixing
from loaders.words import plain

COLUMNS = (
    Column(
        "point de livraison", "text", "PRM, ou identifiant de l’armoire", "30001234567890",
        aliases=("prm", "pdl", "supply_point", "armoire", "BatimentOuRue"),
    ),
    Column("mois", "text", "Mois facturé ; ou bien début et fin", "01/2024", required=False,
           aliases=("date", "month", "période")),
    Column("début", "day", "Premier jour facturé, compris", "", required=False,
           aliases=("date de début", "du")),
    Column("fin", "day", "Dernier jour facturé, compris", "", required=False,
           aliases=("date de fin", "au")),
    Column("consommation", "number", "En kWh", "1 250", required=False,
           aliases=("kwh", "consommation (kWh)", "consommation kWh", "énergie (kWh)")),
    Column("montant", "number", "En euros, toutes taxes comprises, abonnement compris", "310,50",
           required=False, aliases=("coût", "montant ttc", "montant (€)", "total ttc")),
    Column("abonnement", "number", "Part du montant qui ne dépend pas des kWh, en euros", "42,10",
           required=False, aliases=("part fixe", "abonnement (€)", "abonnement ttc")),
    *PLACE_COLUMNS,
)  # fmt: skip
MONTH_FORMS = ((r"^(\d{1,2})[/-](\d{4})$", "01/$1/$2"), (r"^(\d{4})[/-](\d{1,2})$", "01/$2/$1"))
MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
    "octobre", "novembre", "decembre",
)  # fmt: skip
LONGEST_DAYS = 400
LARGEST = 1e8
BILL = tuple(column.name for column in schema.light_bill.columns)
AMOUNTS = ("kwh", "eur", "subscription_eur")
REASONS = {
    "PERIODE_ABSENTE": "Cette facture ne dit pas de quand elle est : donnez le mois, ou le début "
    "et la fin.",
    "MOIS_ILLISIBLE": "Le mois ne se lit pas : écrivez par exemple 01/2024, ou le début et la fin "
    "dans leurs colonnes.",
    "DATES_INVERSEES": "La fin précède le début : échangez les deux dates.",
    "JOUR_FUTUR": "Cette facture finit dans l’avenir : vérifiez l’année.",
    "FACTURE_TROP_LONGUE": f"Une facture couvre {LONGEST_DAYS} jours au plus : vérifiez ses dates.",
    "FACTURE_VIDE": "Cette facture n’a ni consommation ni montant.",
    "AVOIR": "Une quantité ou un montant négatif est un avoir : chargez plutôt la facture "
    "corrigée, avec les mêmes dates.",
    "VALEUR_DEMESUREE": "Cette quantité n’est pas celle d’un point de livraison : vérifiez "
    "l’unité et la virgule.",
    "ABONNEMENT_SUPERIEUR": "L’abonnement dépasse le montant, qui le comprend : vérifiez les deux "
    "colonnes.",
    "FACTURE_EN_DOUBLE": "Cette facture est déjà sur une ligne plus haut.",
    "FACTURE_CHEVAUCHE": "Cette facture a des jours communs avec une autre du même point de "
    "livraison : corrigez les dates, les deux jours sont compris.",
    "FACTURE_SANS_MOIS_ENTIER": "Aucun mois de cette facture n’est entier : chargez-la avec celles "
    "qui la précèdent et la suivent.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a bill: supply_point, first_day, last_day, AMOUNTS, commune_code."""
    territory = load_territory(Path(context.settings.territory_dir))
    raw = with_commune_codes(read_table(content, COLUMNS))
    batch = check_rows(raw, COLUMNS, territory)
    given = batch.rows
    months = months_of(given["mois"])
    rows = given.select(
        "line_number",
        supply_points(given["point de livraison"]).alias("supply_point"),
        pl.col("début").fill_null(months).alias("first_day"),
        pl.col("fin").fill_null(months.dt.month_end()).alias("last_day"),
        pl.col("consommation").alias("kwh"),
        pl.col("montant").alias("eur"),
        pl.col("abonnement").alias("subscription_eur"),
        communes_of(given, territory),
        (given["mois"].is_not_null() & months.is_null()).alias("month_unread"),
    )
    today = datetime.fromtimestamp(context.now_s, PARIS).date()
    coded = _settled(_checked(rows, today)).drop("month_unread")
    return sorted_out(raw, batch, coded, REASONS)


def months_of(texts: pl.Series) -> pl.Series:
    """The first day of "01/2024", "2024-01", "janvier 2024", "2024-01-01"; null otherwise."""
    clean = texts.str.strip_chars()
    worded = {text: _in_digits(text) for text in clean.unique().drop_nulls()}
    clean = clean.replace_strict(worded, default=None, return_dtype=pl.String)
    for pattern, day in MONTH_FORMS:
        clean = clean.str.replace(pattern, day)
    days, _ = values.parse_day(clean)
    return days.set((days.dt.day() != 1).fill_null(False), None)


def _in_digits(text: str) -> str:
    month, _, year = plain(text).partition(" ")
    return f"{MONTHS.index(month) + 1}/{year}" if month in MONTHS else text


def _checked(rows: pl.DataFrame, today: date) -> pl.DataFrame:
    """The bills with the `code` of what is wrong in each."""
    days = (pl.col("last_day") - pl.col("first_day")).dt.total_days() + 1
    amounts = pl.concat_list(AMOUNTS).list
    sound = pl.all_horizontal(
        pl.col(name).is_null() | (pl.col(name) <= LARGEST) for name in AMOUNTS
    )
    code = (
        pl.when("month_unread")
        .then(pl.lit("MOIS_ILLISIBLE"))
        .when(pl.any_horizontal(pl.col("first_day", "last_day").is_null()))
        .then(pl.lit("PERIODE_ABSENTE"))
        .when(days < 1)
        .then(pl.lit("DATES_INVERSEES"))
        .when(pl.col("last_day") > today)
        .then(pl.lit("JOUR_FUTUR"))
        .when(days > LONGEST_DAYS)
        .then(pl.lit("FACTURE_TROP_LONGUE"))
        .when(pl.col("kwh").is_null() & pl.col("eur").is_null())
        .then(pl.lit("FACTURE_VIDE"))
        .when(amounts.min() < 0)
        .then(pl.lit("AVOIR"))
        .when(~sound)
        .then(pl.lit("VALEUR_DEMESUREE"))
        .when(pl.col("subscription_eur") > pl.col("eur"))
        .then(pl.lit("ABONNEMENT_SUPERIEUR"))
    )
    return rows.with_columns(code.alias("code"))


def _settled(rows: pl.DataFrame) -> pl.DataFrame:
    """Bills with the code of those that share days with one kept of the same supply point."""
    codes: dict[int, str] = {}
    kept: dict[str, tuple] = {}
    sound = rows.filter(pl.col("code").is_null()).sort("supply_point", "first_day", "line_number")
    named = sound.select("line_number", "supply_point", "first_day", "last_day", "kwh", "eur")
    for line, supply_point, *bill in named.iter_rows():
        before = kept.get(supply_point)
        if before is None or bill[0] > before[1]:
            kept[supply_point] = bill
        else:
            codes[line] = "FACTURE_EN_DOUBLE" if bill == before else "FACTURE_CHEVAUCHE"
    found = pl.col("line_number").replace_strict(codes, default=None, return_dtype=pl.String)
    return rows.with_columns(pl.coalesce("code", found).alias("code"))


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or replace the months of these bills, and what was summed of them."""
    refuse_mixing(connection, context)
    # Imported late: bills alone do not need the sums.
    from loaders.lighting import lighting_rollup

    territory = load_territory(Path(context.settings.territory_dir))
    pieces = light_months.pieces(batch.rows)
    months = light_months.whole_months(pieces)
    used = pieces.join(months, on=light_months.KEY, how="semi")["line_number"]
    unused = batch.rows.filter(~pl.col("line_number").is_in(used.implode()))
    cabinets = known_cabinets(connection)
    placed = _in_communes(months, batch.rows, cabinets)
    placed = placed.with_columns(place_columns(placed["commune_code"], territory)).with_columns(
        simulated=pl.lit(context.simulated)
    )
    flat = light_months.flat_months(connection, placed)
    store.upsert(connection, schema.light_bill, light_months.marked(connection, placed, flat))
    lighting_rollup.rebuild(connection, territory)
    batch.notices.extend(_notices(batch.rows, pieces, placed, flat, cabinets))
    rejected = refused(unused.drop("commune_code"), "FACTURE_SANS_MOIS_ENTIER", REASONS)
    return Written(months["month"].min(), months["month"].dt.month_end().max(), rejected)


def _in_communes(months: pl.DataFrame, bills: pl.DataFrame, cabinets: pl.DataFrame) -> pl.DataFrame:
    """Months in the commune of the cabinets of their supply point, else in that of the bill."""
    by_cabinet = cabinets.drop_nulls("commune_code").unique("supply_point", keep="first")
    declared = bills.drop_nulls("commune_code").unique("supply_point", keep="last")
    return (
        months.join(
            by_cabinet.select("supply_point", cabinet_commune="commune_code"),
            on="supply_point", how="left",
        )
        .join(declared.select("supply_point", "commune_code"), on="supply_point", how="left")
        .with_columns(pl.coalesce("cabinet_commune", "commune_code").alias("commune_code"))
    )  # fmt: skip


def _notices(
    bills: pl.DataFrame,
    pieces: pl.DataFrame,
    months: pl.DataFrame,
    flat: pl.DataFrame,
    cabinets: pl.DataFrame,
) -> list[Notice]:
    """What is said of the bills once they are months."""
    points = months["supply_point"].unique().sort()
    unknown = points.filter(~points.is_in(cabinets["supply_point"].implode()))
    outside = months.filter(pl.col("departement_code").is_null())["supply_point"].n_unique()
    spread = bills.filter(~light_months.is_whole_month())
    partial = pieces.join(months, on=light_months.KEY, how="anti").select(light_months.KEY).unique()
    own = flat.join(months, on=light_months.KEY, how="semi")
    counts = {
        "FACTURES_SANS_POINTS": {
            "points": unknown.len(), "all": points.len(), "names": listed(unknown.to_list()),
        },
        "FACTURES_HORS_TERRITOIRE": {"points": outside, "all": points.len()},
        "MOIS_PRORATISES": {
            "months": own.height, "all": months.height, "points": own["supply_point"].n_unique(),
        },
        "FACTURES_REPARTIES": {"rows": spread.height, "months": spread.height and months.height},
        "MOIS_INCOMPLETS": {"months": partial.height},
    }  # fmt: skip
    return [
        Notice(code, {k: spaced(v) if isinstance(v, int) else v for k, v in facts.items()})
        for code, facts in counts.items()
        if next(iter(facts.values()))
    ]
