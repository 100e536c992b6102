"""Remote readings of customers' meters: digested into days on the way in.

The hourly curve of a home tells when people sleep, wake and leave: it is personal data. It is read,
its days and the least hour of each are kept, and no hour is written anywhere.
"""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data.quality import Notice
from data.territory import load_territory
from loaders.checking import MASK
from loaders.counts import spaced
from loaders.pipeline import REJECTED_SCHEMA, Batch, Context, Written
from loaders.placing import listed
from loaders.reading import read_table
from loaders.repeated_hours import with_repeated_hours
from loaders.simulated import refuse_mixing
from loaders.stored_names import as_stored
from loaders.water import customer_days, customer_rows, customer_steps
from loaders.water.customer_doubts import doubted
from loaders.water.customer_list import known_customers
from loaders.water.customer_rows import put_aside
from loaders.water.personal_columns import NAMES, PERSONAL_COLUMNS, masked, without_personal

COLUMNS = customer_rows.COLUMNS
KEPT = NAMES | {column.name for column in COLUMNS}
DOUBT = (
    "Les relevés de ce compteur donnent {} : l’unité est sans doute fausse. Aucun n’est chargé ; "
    "vérifiez l’unité (L ou m³), puis rechargez. Si ce qui est déjà chargé est faux, retirez-le "
    "d’abord : python -m loaders remove releves-abonnes COMPTEUR."
)
# Different values at one instant: more than a reading sent twice.
FROZEN_VALUES = 3
LEAST_BACK_M3 = 0.01
# What happened to an index -> what is said of the meters.
EVENTS = {
    customer_steps.ROLLOVER: "INDEX_REVENUS_A_ZERO",
    customer_steps.RESET: "COMPTEURS_ABONNES_REMIS_A_ZERO",
    customer_steps.CHANGED: "COMPTEURS_ABONNES_CHANGES",
    customer_steps.JUMP: "INDEX_QUI_BONDISSENT",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a reading (customer_rows.ROW); nothing of it is kept when it is put aside."""
    raw = read_table(content, (*COLUMNS, *PERSONAL_COLUMNS), KEPT)
    del content
    raw, said = without_personal(masked(raw))
    territory = load_territory(Path(context.settings.territory_dir))
    batch = customer_rows.read_rows(raw, COLUMNS, territory, context.now_s)
    batch.notices.extend(said)
    return batch


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Digest the readings of known meters into days, and rebuild what is summed of them."""
    refuse_mixing(connection, context)
    # Imported late: readings alone do not need what is summed of them.
    from loaders.water import water_rollup

    customers = known_customers(connection)
    rows, aside = _sorted_out(connection, batch, customers)
    steps = _steps(rows)
    days, backwards = customer_days.days_of(customer_steps.of_days(steps))
    aside += [_unused(rows, steps), put_aside(_coded(backwards, "INDEX_DECROISSANT"))]
    if not days.is_empty():
        split = customer_days.write_days(connection, days)
        batch.notices.extend(_split(split, context))
        water_rollup.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
    batch.notices.extend(_notices(customers, steps, backwards))
    rejected = pl.concat(aside).unique("line_number", keep="first").sort("line_number")
    return Written(days["day"].min(), days["day"].max(), rejected, _watermark(batch, context))


def _sorted_out(
    connection: Connection, batch: Batch, customers: pl.DataFrame
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Rows of known meters, one an instant, meter by meter in order; and the others, put aside."""
    rows, unknown = _with_numbers(batch.rows, customers)
    if len(names := unknown["meter"].unique().sort()):
        batch.notices.append(Notice("COMPTEURS_ABONNES_INCONNUS", {"names": listed(names)}))
    rows = with_repeated_hours(rows, ("customer_no", "index")).drop("naive")
    rows = rows.sort("customer_no", "index", "at_s", "line_number")
    coded = rows.with_columns(_doubles(rows).alias("code"))
    aside = [put_aside(_coded(unknown, "COMPTEUR_INCONNU")), put_aside(coded)]
    frozen = coded.filter(code="HORLOGE_FIGEE").join(customers, on="customer_no")["meter_id"]
    if len(frozen):
        names = listed(frozen.unique().sort().to_list())
        batch.notices.append(Notice("HORLOGES_D_ABONNES_FIGEES", {"names": names}))
    rows = coded.filter(pl.col("code").is_null()).drop("code")
    doubts = doubted(connection, rows, customers)
    aside.append(_doubtful(rows, doubts))
    return rows.join(doubts, on="customer_no", how="anti", maintain_order="left"), aside


def _with_numbers(rows: pl.DataFrame, customers: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows with the number of their meter in place of its name; and those of unknown meters."""
    given = rows["meter"].unique()
    names = as_stored(given, customers["meter_id"])
    found = pl.DataFrame({"meter": given, "meter_id": names}).join(customers, on="meter_id")
    numbers = found.select("meter", "customer_no")
    known = rows.join(numbers, on="meter", maintain_order="left").drop("meter")
    return known, rows.join(numbers, on="meter", how="anti")


def _doubles(rows: pl.DataFrame) -> pl.Expr:
    """The code of rows of an instant already told, or told by a clock that stands still.

    Rows of one meter, kind and instant follow each other, in the order of the file.
    """
    key = ["customer_no", "index", "at_s"]
    as_before = pl.all_horizontal(pl.col(name) == pl.col(name).shift() for name in key)
    again = as_before.fill_null(False)
    twice = rows.filter(again).select(key).unique()
    values = rows.join(twice, on=key, how="semi").group_by(key).agg(pl.col("value_m3").n_unique())
    frozen = values.filter(pl.col("value_m3") >= FROZEN_VALUES)
    lines = rows.join(frozen, on=key, how="semi")["line_number"]
    return (
        pl.when(pl.col("line_number").is_in(lines.implode()))
        .then(pl.lit("HORLOGE_FIGEE"))
        .when(again)
        .then(pl.lit("HORODATAGE_EN_DOUBLE"))
        .when(~pl.col("index") & pl.col("customer_no").is_in(_mixed(rows).implode()))
        .then(pl.lit("NATURES_MELEES"))
    )


def _mixed(rows: pl.DataFrame) -> pl.Series:
    kinds = rows.select("customer_no", "index").unique()
    return kinds.filter(kinds["customer_no"].is_duplicated())["customer_no"].unique()


def _doubtful(rows: pl.DataFrame, doubts: pl.DataFrame) -> pl.DataFrame:
    return rows.join(doubts, on="customer_no").select(
        "line_number",
        pl.lit("UNITE_SUSPECTE").alias("code"),
        pl.format(DOUBT, "words").alias("reason"),
        pl.lit(MASK).alias("raw_text"),
    ).cast(REJECTED_SCHEMA)  # fmt: skip


def _steps(rows: pl.DataFrame) -> pl.DataFrame:
    index = customer_steps.index_steps(rows.filter("index"))
    return pl.concat([index, customer_steps.volume_steps(rows.filter(~pl.col("index")))])


def _unused(rows: pl.DataFrame, steps: pl.DataFrame) -> pl.DataFrame:
    """Rows of meters of which no step is short enough to tell a day."""
    lag_s = pl.col("at_s") - pl.col("before_s")
    told = steps.filter(lag_s.is_between(1, customer_steps.APART_S))
    silent = rows.join(told.select("customer_no").unique(), on="customer_no", how="anti")
    alone = pl.len().over("customer_no") == 1
    code = pl.when(alone).then(pl.lit("RELEVE_SEUL")).otherwise(pl.lit("RELEVES_ESPACES"))
    return put_aside(silent.with_columns(code.alias("code")))


def _coded(rows: pl.DataFrame, code: str) -> pl.DataFrame:
    return rows.with_columns(pl.lit(code).alias("code"))


def _split(split: pl.DataFrame, context: Context) -> list[Notice]:
    # A base is read again from a day that was open: it is fuller each time.
    if split.is_empty() or context.from_sql:
        return []
    facts = {"days": spaced(split.height), "meters": spaced(split["customer_no"].n_unique())}
    return [Notice("JOURNEES_PARTAGEES", facts)]


def _notices(rows: pl.DataFrame, steps: pl.DataFrame, backwards: pl.DataFrame) -> list[Notice]:
    """What happened to the indexes, meter by meter."""
    names = rows.select("customer_no", "meter_id").unique("customer_no")
    events = steps.drop_nulls("event").join(names, on="customer_no")
    found = {code: events.filter(event=event)["meter_id"] for event, code in EVENTS.items()}
    back = (
        events.filter(event=customer_steps.BACKFLOW)
        .group_by("meter_id")
        .agg(pl.col("volume_m3").sum())
        .filter(pl.col("volume_m3") <= -LEAST_BACK_M3)
    )
    apart = steps.filter(pl.col("at_s") - pl.col("before_s") > customer_steps.APART_S)
    found["RETOURS_D_EAU"] = back["meter_id"]
    found["COMPTEURS_A_L_ENVERS"] = backwards.join(names, on="customer_no")["meter_id"]
    found["RELEVES_TROP_ESPACES"] = apart.join(names, on="customer_no")["meter_id"]
    return [
        Notice(code, {"rows": spaced(meters.n_unique()),
                      "names": listed(meters.unique().sort().to_list())})
        for code, meters in found.items()
        if len(meters)
    ]  # fmt: skip


def _watermark(batch: Batch, context: Context) -> str | None:
    """Where the next reading of a base begins: the last instant read."""
    if batch.rows.is_empty() or not context.from_sql:
        return None
    return datetime.fromtimestamp(batch.rows["at_s"].max(), UTC).isoformat()
