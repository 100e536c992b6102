"""What every list of places shares: its columns, where its records are, how they are stored.

Nobody is stored: columns of telephones and mails are declared so that they are known, and a source
that has some keeps no text of the rows that are put aside.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, delete, select

from data import schema
from data.calendar import PARIS
from data.inclusion.opening import usual_week
from data.quality import Notice
from data.territory import load_territory
from loaders import store
from loaders.checking import MASK, check_rows
from loaders.counts import counted, spaced
from loaders.inclusion.record_places import (
    position_notices,
    with_communes,
    with_positions,
    without_far,
)
from loaders.pipeline import REJECTED_SCHEMA, Batch, Column, Context, Written
from loaders.placing import listed
from loaders.reading import RawTable
from loaders.simulated import INCLUSION, refuse_mixing

RECORD = tuple(column.name for column in schema.inclusion_record.columns)
LISTS = (
    "kinds", "services", "support", "access", "publics", "special_care", "fees", "programmes",
)  # fmt: skip
TYPES = {
    "hours": pl.String, "website": pl.String, "accessibility_url": pl.String,
    "itinerant": pl.Boolean, "mediators": pl.Int64, "updated": pl.Date,
}  # fmt: skip
TEXTS = {"nom": "name", "adresse": "address", "ville": "town"}
# Columns of every list; a source names in them the titles of its own files.
PLACE_TITLES: dict[str, tuple[str, str, str]] = {
    "id": ("text", "Identifiant du lieu, qui ne change pas d’un fichier à l’autre", "lieu-1"),
    "nom": ("text", "Nom du lieu", "Médiathèque de Tours"),
    "adresse": ("text", "Numéro et voie", "2 bis avenue André-Malraux"),
    "code postal": ("text", "Code postal", "37000"),
    "ville": ("text", "Nom de la commune", "Tours"),
    "code commune": ("commune", "Code INSEE ; à défaut, code postal et ville", "37261"),
    "département": ("text", "Code du département, à défaut de code postal", ""),
    "latitude": ("text", "Degrés WGS84", "47,3986"),
    "longitude": ("text", "Degrés WGS84", "0,6897"),
    "pivot": ("text", "SIRET ou SIREN", "21370261600011"),
    "site web": ("text", "Adresse du site", "https://exemple.fr"),
    "mise à jour": ("day", "Jour de la dernière mise à jour de la fiche", "31/12/2025"),
}
PERSONAL = {
    "téléphone": ("telephone", "mobile", "c_telephone"),
    "courriel": ("courriels", "mail", "email", "contact", "c_courriel"),
}
OUTSIDE, TWICE = "HORS_TERRITOIRE", "LIEU_EN_DOUBLE"
REASONS = {
    OUTSIDE: "Ce lieu est hors du territoire\u00a0: il est compté, et laissé de côté.",
    TWICE: "Cet identifiant est déjà celui d’un lieu plus haut dans le fichier : donnez un "
    "identifiant à chaque lieu.",
}
SIRET = re.compile(r"\d{9}(\d{5})?")
URL = re.compile(r"(https?://)?[^\s@|;,/:]+\.[a-z]{2,}([/?#:][^\s|;]*)?", re.IGNORECASE)

# A mail or a telephone in the middle of a text.
REACHED_BY = r"\S+@\S+\.\w+|(?:\+33|\b0)\s?[1-9](?:[\s.]?\d{2}){4}\b"


def place_columns_of(aliases: Mapping[str, tuple[str, ...]], required: tuple[str, ...]) -> tuple:
    """The columns of a list of places, under the titles that its files give them."""
    return (
        *(
            Column(name, kind, text, example, name in required, aliases.get(name, ()))
            for name, (kind, text, example) in PLACE_TITLES.items()
        ),
        *(
            Column(name, "text", "N’est ni lu ni gardé", "", False, titles, personal=True)
            for name, titles in PERSONAL.items()
        ),
    )


def of_territory(
    raw: RawTable, columns: tuple[Column, ...], context: Context, free: Collection[str] = ()
) -> Batch:
    """The records of the territory, with their commune and position; the others put aside.

    `place_code` tells what is wrong with a position, which is then null. Columns of `free` texts
    may be as long as they are: they are read further on, and not kept as they stand.
    """
    territory = load_territory(Path(context.settings.territory_dir))
    checked = tuple(column for column in columns if column.name not in free)
    batch = check_rows(_without_persons(raw), checked, territory)
    texts = [name for name in free if name in raw.frame.columns]
    absent = [pl.lit(None, pl.String).alias(name) for name in free if name not in texts]
    rows = batch.rows.join(
        raw.frame.select("line_number", *texts), on="line_number", maintain_order="left"
    ).with_columns(absent)
    rows = with_communes(with_positions(rows), territory)
    outside = pl.col("departement_code").is_null()
    inside = without_far(rows.filter(~outside), territory)
    rejected = pl.concat([batch.rejected, aside(rows.filter(outside), OUTSIDE)])
    counts = {
        "LIEUX_HORS_TERRITOIRE": rows.height - inside.height,
        "COORDONNEES_INVERSEES": int(inside["swapped"].sum()),
    }
    notices = [*batch.notices, *counted(counts, batch.rows_read), *position_notices(inside)]
    return Batch(inside, rejected.sort("line_number"), notices)


def _without_persons(raw: RawTable) -> RawTable:
    """The table without what a person is reached by; of addresses of sites, the first one."""
    frame = raw.frame.with_columns(
        pl.lit(None, pl.String).alias(name) for name in PERSONAL if name in raw.frame.columns
    )
    if "site web" in frame.columns:
        frame = frame.with_columns(first_url(frame["site web"]).alias("site web"))
    return replace(raw, frame=frame)


def aside(rows: pl.DataFrame, code: str) -> pl.DataFrame:
    """REJECTED_SCHEMA of rows, without their text."""
    return rows.select(
        "line_number",
        pl.lit(code).alias("code"),
        pl.lit(REASONS[code]).alias("reason"),
        pl.lit(MASK).alias("raw_text"),
    ).cast(REJECTED_SCHEMA)


def finished(
    key: str,
    batch: Batch,
    context: Context,
    record_id: pl.Series,
    described: Mapping[str, pl.Series | pl.Expr | str],
) -> Batch:
    """The batch whose rows are those of core_inclusion_record (and `line_number`).

    `described`: what the source says beside the place itself, by field.
    """
    sirets, odd = _sirets(batch.rows["pivot"])
    records = batch.rows.with_columns(**_filled(described)).with_columns(
        pl.lit(key).alias("source_key"),
        record_id.alias("record_id"),
        *(_told_of_nobody(title).alias(name) for title, name in TEXTS.items()),
        sirets.alias("siret"),
        pl.lit(context.simulated).alias("simulated"),
    )
    hours, unread = readable_hours(records["hours"])
    # Of the future, a sheet would be the freshest for as long.
    future = pl.col("updated") > datetime.fromtimestamp(context.now_s, PARIS).date()
    counts = {
        "SIRET_ECARTES": odd,
        "HORAIRES_ILLISIBLES": unread,
        "DATES_DE_FICHES_FUTURES": records.filter(future).height,
        "LIEUX_SANS_DATE": records["updated"].null_count(),
    }
    known_day = pl.when(~future.fill_null(False)).then("updated").alias("updated")
    records = records.with_columns(hours, known_day)
    twice = ~pl.col("record_id").is_first_distinct()
    return Batch(
        records.filter(~twice).select("line_number", *RECORD).cast(TYPES),
        pl.concat([batch.rejected, aside(records.filter(twice), TWICE)]).sort("line_number"),
        [*batch.notices, *counted(counts, records.height)],
    )


def _filled(described: Mapping[str, pl.Series | pl.Expr | str]) -> dict[str, pl.Series | pl.Expr]:
    """Every field that a source may tell of, empty where this one says nothing."""
    nothing = {name: pl.lit("") for name in LISTS}
    nothing |= {name: pl.lit(None, kind) for name, kind in TYPES.items()}
    own = {"website": pl.col("site web"), "updated": pl.col("mise à jour")}
    said = {
        name: pl.lit(value) if isinstance(value, str) else value
        for name, value in described.items()
    }
    return nothing | own | said


def _told_of_nobody(title: str) -> pl.Expr:
    """A text on one line, without the mails and the telephones in it."""
    bare = pl.col(title).str.replace_all(REACHED_BY, "")
    return bare.str.replace_all(r"\s+", " ").str.strip_chars()


def _sirets(text: pl.Series) -> tuple[pl.Series, int]:
    """SIRET or SIREN, null for what is none; how many are none."""
    given = text.str.replace_all(r"[\s\u00a0\u202f\u2009]", "").replace("", None)
    kept = [one if one and _is_siret(one) else None for one in given]
    sirets = pl.Series(kept, dtype=pl.String)
    return sirets, sirets.null_count() - given.null_count()


def _is_siret(digits: str) -> bool:
    """Whether it may be a SIRET or a SIREN: 14 or 9 digits, not only zeros."""
    return bool(SIRET.fullmatch(digits)) and digits.strip("0") != ""


def first_url(text: pl.Series) -> pl.Series:
    """The first address of a text, with its scheme; null when there is none."""
    found = {}
    for one in text.unique().drop_nulls():
        address = next((part for part in re.split(r"[|;\s]+", one) if URL.fullmatch(part)), None)
        bare = address and not address.lower().startswith("http")
        found[one] = f"https://{address}" if bare else address
    return text.replace_strict(found, default=None, return_dtype=pl.String)


def readable_hours(text: pl.Series) -> tuple[pl.Series, int]:
    """Hours as OpenStreetMap writes them, null where they are not; how many are not."""
    text = text.str.strip_chars()
    known = {one: one for one in text.unique().drop_nulls() if usual_week(one) is not None}
    hours = text.replace_strict(known, default=None, return_dtype=pl.String)
    told = text.str.len_chars().fill_null(0) > 0
    return hours.alias("hours"), int((told & hours.is_null()).sum())


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Replace the records of the source by those of the file, then what is summed of them.

    A place that the file does not name any more is gone; of a file without any place of the
    territory, nothing is written.
    """
    refuse_mixing(connection, context, INCLUSION)
    if batch.rows.is_empty():
        return Written(None, None)
    table = schema.inclusion_record
    own = table.c.source_key == batch.rows["source_key"][0]
    named = dict(connection.execute(select(table.c.record_id, table.c.name).where(own)).all())
    gone = [named[one] for one in sorted(set(named) - set(batch.rows["record_id"]))]
    if gone:
        facts = {"rows": spaced(len(gone)), "names": listed(gone)}
        batch.notices.append(Notice("LIEUX_RETIRES", facts))
    connection.execute(delete(table).where(own))
    store.insert(connection, table, batch.rows.select(RECORD))
    # Imported late: a list alone does not need what is summed of it.
    from loaders.inclusion import inclusion_rollup

    inclusion_rollup.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
    day = batch.rows["updated"].max()
    return Written(day, day)
