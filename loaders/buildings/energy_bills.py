"""Bills: what a meter used between two days, spread evenly over them; estimates give way to reads.

Two bills of a meter never share a day: the first loaded stays, but for an estimate that a real
bill of the same period, or of a longer one that covers it whole, corrects.
"""

from datetime import datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, delete

from data import schema
from data.calendar import PARIS
from data.quality import Notice
from data.reference_values import read_values
from data.territory import load_territory
from loaders import series, store
from loaders.buildings import meter_checks, meter_series, meter_steps, meter_units
from loaders.buildings.bill_books import BILL, Bill, Books
from loaders.buildings.meter_names import unknown_code
from loaders.buildings.meter_notices import names_of, names_of_meters
from loaders.buildings.meter_rows import DOUBT
from loaders.buildings.meter_rows import REASONS as READING_REASONS
from loaders.buildings.meter_series import Place
from loaders.checking import check_rows
from loaders.pipeline import REJECTED_SCHEMA, Batch, Column, Context, Written
from loaders.putting_aside import sorted_out
from loaders.reading import read_table
from loaders.simulated import refuse_mixing

SOURCE_KEY = "factures-energie"
COLUMNS = (
    Column(
        "compteur", "text", "Identifiant du compteur, tel que dans la liste des compteurs",
        "30001234567890", aliases=("prm", "pce", "pdl", "point de livraison"),
    ),
    Column(
        "début", "day", "Premier jour facturé, compris", "01/01/2026",
        aliases=("date de début", "du"),
    ),
    Column("fin", "day", "Dernier jour facturé, compris", "28/02/2026",
           aliases=("date de fin", "au")),
    Column("consommation", "number", "Quantité facturée", "1 250", aliases=("quantité",)),
    Column("unité", "text", "kWh, MWh, m³… ; pour le gaz, kWh PCS ou kWh PCI", "kWh"),
    Column(
        "montant", "number", "Montant en euros, toutes taxes comprises", "310,50", required=False,
        aliases=("montant ttc", "montant (€)"),
    ),
    Column(
        "estimée", "boolean", "oui si la consommation est estimée ; vide : non", "non",
        required=False, aliases=("estimé", "estimation"),
    ),
    Column(
        "coefficient", "number", "Gaz en m³ : kWh PCS par m³ ; vide : valeur de référence", "11,2",
        required=False,
    ),
)  # fmt: skip
LONGEST_DAYS = 400
HOURS = 24
REASONS = READING_REASONS | {
    "JOUR_FUTUR": "Cette facture finit dans l’avenir : vérifiez l’année.",
    "FACTURE_TROP_LONGUE": f"Une facture couvre {LONGEST_DAYS} jours au plus : vérifiez ses dates.",
    "AVOIR": "Une quantité négative est un avoir : rechargez plutôt la facture corrigée, avec les "
    "mêmes dates.",
    "FACTURE_CHEVAUCHE": "Cette facture a des jours communs avec une autre du même compteur : "
    "corrigez les dates, les deux jours sont compris. Si c’est l’ancienne qui est fausse, retirez "
    "ce qui est connu du compteur (python -m loaders remove releves COMPTEUR), puis rechargez.",
    "FACTURE_EN_DOUBLE": "Cette facture est déjà sur une ligne plus haut.",
    "FACTURE_DEJA_REELLE": "Une facture réelle couvre déjà les jours de cette estimation.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a bill."""
    raw = read_table(content, COLUMNS)
    checked = check_rows(raw, COLUMNS, load_territory(Path(context.settings.territory_dir)))
    rows = checked.rows.select(
        "line_number",
        pl.col("compteur").alias("meter"),
        pl.col("début").alias("first_day"),
        pl.col("fin").alias("last_day"),
        pl.col("consommation").alias("value"),
        pl.col("unité").alias("unit"),
        pl.col("montant").alias("amount_eur"),
        pl.col("estimée").fill_null(False).alias("estimated"),
        "coefficient",
    )
    texts = raw.with_raw_text(rows.select("line_number"))
    rows = rows.join(texts, on="line_number", how="left", maintain_order="left")
    return sorted_out(raw, checked, rows.with_columns(_code(context.now_s)), REASONS)


def _code(now_s: int) -> pl.Expr:
    today = datetime.fromtimestamp(now_s, PARIS).date()
    length = (pl.col("last_day") - pl.col("first_day")).dt.total_days() + 1
    measurable = pl.col("value").is_finite() & (pl.col("value") <= 1e13)
    return (
        pl.when(length < 1)
        .then(pl.lit("DATES_INVERSEES"))
        .when(pl.col("last_day") > today)
        .then(pl.lit("JOUR_FUTUR"))
        .when(length > LONGEST_DAYS)
        .then(pl.lit("FACTURE_TROP_LONGUE"))
        .when(pl.col("value") < 0)
        .then(pl.lit("AVOIR"))
        .when(~measurable)
        .then(pl.lit("VALEUR_DEMESUREE"))
        .alias("code")
    )


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Store the bills, spread them over their days, and rebuild what they touch."""
    # The screens of buildings are rebuilt by whoever writes what they read.
    from loaders.buildings import building_rollup

    refuse_mixing(connection, context)
    if batch.rows.is_empty():
        return Written(None, None)
    territory = load_territory(Path(context.settings.territory_dir))
    rows = _typed(connection, batch.rows)
    usable = rows.filter(pl.col("code").is_null())
    used = meter_checks.by_day(connection, usable)
    doubts = meter_checks.beyond_any_building(used) | meter_checks.suspect_meters(
        connection, _slices(usable), SOURCE_KEY
    )
    rows = rows.with_columns(
        pl.when(pl.col("meter_id").is_in(list(doubts)) & pl.col("code").is_null())
        .then(pl.lit("UNITE_SUSPECTE"))
        .otherwise("code")
        .alias("code")
    )
    books = Books.of(connection, rows["meter_id"].drop_nulls().unique().to_list())
    rows = _settled(rows, books, context.simulated)
    place = Place(connection, territory, SOURCE_KEY, context.simulated)
    series.rebuild_rollups(connection, _write_bills(place, rows, books))
    building_rollup.rebuild(connection, territory)
    large = meter_checks.large_for_their_floor(used, doubts)
    batch.notices.extend(_notices(rows, doubts, large, books))
    kept = rows.filter(pl.col("code").is_null())
    return Written(kept["first_day"].min(), kept["last_day"].max(), _rejected(rows, doubts))


def _typed(connection: Connection, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows beside their meter, in its unit, with a `code` where they say nothing usable."""
    rows = meter_series.with_meters(rows, meter_series.known_meters(connection))
    rows = meter_units.with_unit(rows).with_columns(
        pl.lit("consommation").alias("nature"), pl.col("first_day").alias("day")
    )
    unfit = meter_units.unfit() | (meter_units.kind_of_unit() == meter_units.POWER)
    rows = rows.with_columns(
        pl.when(pl.col("meter_id").is_null())
        .then(unknown_code())
        .when(unfit)
        .then(pl.lit("UNITE_INATTENDUE"))
        .when(meter_units.implausible_coefficient())
        .then(pl.lit("COEFFICIENT_GAZ_INVRAISEMBLABLE"))
        .alias("code")
    )
    known = meter_units.converted(
        rows.filter(pl.col("code").is_null()), read_values(connection)
    ).select("line_number", pl.col("value").alias("converted"), "note")
    rows = rows.join(known, on="line_number", how="left", maintain_order="left").with_columns(
        pl.coalesce("converted", "value").alias("value")
    )
    hours = ((pl.col("last_day") - pl.col("first_day")).dt.total_days() + 1) * HOURS
    usable = pl.col("code").is_null()
    rows = rows.with_columns(
        pl.when(usable & pl.col("converted").is_null())
        .then(pl.lit("REFERENCE_ABSENTE"))
        .when(usable & meter_checks.too_powerful(hours))
        .then(pl.lit("PUISSANCE_INVRAISEMBLABLE"))
        .otherwise("code")
        .alias("code")
    )
    known_energy = rows.with_columns(pl.col("energy").fill_null("electricity"))
    keyed = meter_series.with_series_key(known_energy, pl.lit(meter_series.BILL))
    return keyed.with_columns(rows["energy"])


def _slices(rows: pl.DataFrame) -> pl.DataFrame:
    """Real bills as what a file says of each meter: an estimate proves nothing of a unit."""
    return rows.filter(~pl.col("estimated")).select(
        "meter_id", "quantity", "series_key", "first_day", "last_day", "value"
    )


def _settled(rows: pl.DataFrame, books: Books, simulated: bool) -> pl.DataFrame:
    """Rows with the code of those that the other bills of their meter forbid."""
    codes = []
    named = rows.select("meter_id", *list(BILL)[1:6], "code")
    for meter, first_day, last_day, value, amount, estimated, code in named.iter_rows():
        bill = Bill(first_day, last_day, value, amount, estimated, simulated)
        codes.append(code or books.enter(meter, bill))
    return rows.with_columns(pl.Series("code", codes, dtype=pl.String))


def _write_bills(place: Place, rows: pl.DataFrame, books: Books) -> pl.DataFrame:
    """Replace the bills of the meters that changed, and their spread days."""
    changed = [m for m, bills in books.bills.items() if set(bills) != set(books.stored[m])]
    table = schema.bill
    if not changed:
        return pl.DataFrame(schema=series.DIRTY)
    place.connection.execute(delete(table).where(table.c.meter_id.in_(changed)))
    bills = pl.DataFrame(
        [
            (meter, b.first_day, b.last_day, b.value, b.amount_eur, b.estimated, b.simulated)
            for meter in changed
            for b in sorted(books.bills[meter], key=lambda bill: bill.first_day)
        ],
        schema=BILL,
        orient="row",
    )
    store.insert(place.connection, table, bills)
    described = rows.filter(pl.col("code").is_null() & pl.col("meter_id").is_in(changed))
    numbers = place.register(
        described.drop("unit").with_columns(
            pl.lit(meter_series.DAY_S).alias("step_s"),
            pl.lit(meter_series.BILL_WAY).alias("way"),
        )
    )
    keys = described.unique("meter_id").select("meter_id", "series_key")
    shares = meter_steps.spread(bills.join(keys, on="meter_id"))
    number = pl.col("series_key").replace_strict(numbers, return_dtype=pl.Int64)
    readings = meter_series.daily_shares(shares).with_columns(number.alias("series_no"))
    return meter_series.replace_readings(
        place.connection, readings.drop("series_key"), numbers.values()
    )


def _notices(
    rows: pl.DataFrame, doubts: dict[str, str], large: list[str], books: Books
) -> list[Notice]:
    kept = rows.filter(pl.col("code").is_null())
    facts = {
        **names_of_meters(rows),
        "COMPTEURS_SANS_BATIMENT": kept.filter(~pl.col("located"))["meter_id"],
        "UNITES_SUSPECTES": pl.Series(list(doubts), dtype=pl.String),
        "UNITES_A_VERIFIER": pl.Series(large, dtype=pl.String),
        "GAZ_COEFFICIENT_PAR_DEFAUT": kept.filter(note=meter_units.KWH_PER_M3)["meter_id"],
        "GAZ_PCI_CONVERTI": kept.filter(note=meter_units.PCS_PER_PCI)["meter_id"],
        "FACTURE_CORRIGEE": pl.Series(books.replaced, dtype=pl.String),
    }
    return [
        Notice(code, {"names": names_of(names)})
        for code, names in facts.items()
        if not names.is_empty()
    ]


def _rejected(rows: pl.DataFrame, doubts: dict[str, str]) -> pl.DataFrame:
    words = pl.col("meter_id").replace_strict(doubts, default="", return_dtype=pl.String)
    reason = pl.col("code").replace_strict(REASONS, return_dtype=pl.String)
    doubted = pl.col("code") == "UNITE_SUSPECTE"
    return (
        rows.drop_nulls("code")
        .with_columns(
            pl.when(doubted).then(pl.format(DOUBT, words)).otherwise(reason).alias("reason")
        )
        .select(REJECTED_SCHEMA.keys())
    )
