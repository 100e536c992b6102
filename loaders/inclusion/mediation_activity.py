"""Accompaniments: the export of the Coop de la médiation numérique, or counts in our template.

An export has one row an activity, with its participants; a template one row a count of a month.
Counts are added, never lines. Nobody is kept: of beneficiaries, how many are named or anonymous.
"""

import re
from dataclasses import replace
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, bindparam, delete, select

from data import schema
from data.calendar import paris_day
from data.months import month_end
from data.quality import Notice
from data.territory import Territory, load_territory
from loaders import store
from loaders.checking import MASK, check_rows
from loaders.counts import counted, spaced
from loaders.inclusion.activity_counts import long_counts
from loaders.inclusion.activity_words import DIMENSION_WORDS, FREE, activity_lists, item_of
from loaders.pipeline import REJECTED_SCHEMA, Batch, Column, Context, Written
from loaders.placing import listed
from loaders.reading import RawTable, read_table
from loaders.simulated import INCLUSION, refuse_mixing
from loaders.words import named, plain

KEY = "accompagnements"
COLUMNS = (
    Column("mois", "day", "Un jour du mois ; de l’export, le jour de l’activité", "01/03/2024",
           aliases=("date", "date de l’activité", "mois d’activité")),
    Column("nombre", "integer", "Nombre d’accompagnements", "42",
           aliases=("nombre de participants", "participants", "accompagnements",
                    "nombre d’accompagnements", "nb participants")),
    Column("lieu", "text", "Identifiant ou nom du lieu ; de l’export, « Nom, 37000 Tours »",
           "LIEU-37261-01", required=False, aliases=("id lieu", "lieu d’activité", "structure")),
    Column("nom du lieu", "text", "Nom du lieu", "Médiathèque de Tours", required=False),
    Column("code commune", "commune", "Code INSEE de la commune du lieu", "37261",
           required=False, aliases=("code_insee", "insee", "commune")),
    Column("rubrique", "text", "total, thème, canal, durée, âge ou public", "total",
           required=False, aliases=("dimension", "ventilation")),
    Column("libellé", "text", "Ce qui est compté ; vide pour le total", "",
           required=False, aliases=("libelle", "item", "valeur")),
    Column("durée", "number", "De l’export : minutes de l’activité", "", required=False,
           aliases=("durée (min)", "durée en minutes")),
    Column("canal", "text", "De l’export : canal d’accompagnement", "", required=False,
           aliases=("canaux d’accompagnement", "type de lieu")),
    Column("thématiques", "text", "De l’export : thématiques, une par ligne", "", required=False,
           aliases=("thématique(s) d’accompagnement", "thématiques d’accompagnement",
                    "thématique")),
    Column("tranches d’âge", "text", "De l’export : une par participant", "", required=False,
           aliases=("tranche d’âge du bénéficiaire", "tranche d’âge")),
    Column("bénéficiaires", "text", "De l’export : comptés, jamais gardés", "", required=False,
           aliases=("bénéficiaire",), personal=True),
    Column("notes", "text", "N’est ni lu ni gardé", "", required=False,
           aliases=("notes supplémentaires",), personal=True),
)  # fmt: skip
ACTIVITY = tuple(column.name for column in schema.inclusion_activity.columns)
# "Médiathèque, 37000 Tours"; "37000 Tours" alone is the commune of a home.
PLACE_FORM = re.compile(r"^(?:(?P<name>.+?),\s*)?(?P<postcode>\d{5})\s+(?P<city>\D.*)$", re.S)
MONTH_FORMS = ((r"^\s*(\d{1,2})[/-](\d{4})\s*$", "01/$1/$2"),
               (r"^\s*(\d{4})-(\d{1,2})\s*$", "$1-$2-01"))  # fmt: skip
MOST_A_ROW = 100_000
NOWHERE, ELSEWHERE = "hors-lieu", "Hors d’un lieu (domicile, à distance…)"
REASONS = {
    "HORS_TERRITOIRE": "Ce lieu est hors du territoire : il est compté, et laissé de côté.",
    "NOMBRE_IMPOSSIBLE": "Ce nombre est négatif ou démesuré : vérifiez la ligne.",
    "JOUR_FUTUR": "Ce mois est dans l’avenir : vérifiez la date.",
    "RUBRIQUE_INCONNUE": "Cette rubrique n’est pas connue : écrivez total, thème, canal, durée, "
    "âge ou public.",
    "LIBELLE_ABSENT": "Le libellé de ce nombre manque : dites ce qu’il compte, par exemple un "
    "thème.",
    "ACTIVITE_EN_DOUBLE": "Ce nombre est déjà donné plus haut pour ce lieu et ce mois : gardez-en "
    "un seul.",
    "TOTAL_ABSENT": "Ce lieu n’a pas de ligne « total » pour ce mois : ajoutez-la, car une "
    "rubrique peut dépasser le nombre d’accompagnements.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row an activity (lists of what it was about), or one a count (`dimension`, `item`)."""
    raw = read_table(content, COLUMNS)
    by_count = "rubrique" in raw.frame.columns
    territory = load_territory(Path(context.settings.territory_dir))
    columns = tuple(column for column in COLUMNS if column.name not in FREE)
    batch = check_rows(_with_days(raw), columns, territory)
    rows = _placed(batch.rows, territory).with_columns(
        pl.col("mois").dt.month_start().alias("month"),
        named(batch.rows["rubrique"], DIMENSION_WORDS).alias("dimension"),
        pl.lit(context.simulated).alias("simulated"),
    )
    rows = rows.join(activity_lists(raw), on="line_number", how="left", maintain_order="left")
    rows = rows.with_columns(item_of(rows["dimension"], rows["libellé"]))
    coded = rows.with_columns(_faults(context, by_count=by_count).alias("code"))
    if by_count:
        coded = _without_total(coded)
    kept = coded.filter(pl.col("code").is_null()).select(
        "line_number", "place_key", "place_name", "commune_code", "epci_code",
        "departement_code", "month", "nombre", "dimension", "item", "durée", "canal", "themes",
        "ages", "anonymous", "followed", "simulated", pl.lit(by_count).alias("by_count"),
    )  # fmt: skip
    # A row that cannot be read may hold a name as well as another.
    unread = batch.rejected.with_columns(raw_text=pl.lit(MASK))
    rejected = pl.concat([unread, _aside(coded)]).sort("line_number")
    return Batch(kept, rejected, [*batch.notices, *_notices(coded, batch.rows_read)])


def _with_days(raw: RawTable) -> RawTable:
    """The table whose months ("05/2024", "2024-05") are the first day of each."""
    day = pl.col("mois")
    for pattern, form in MONTH_FORMS:
        day = day.str.replace(pattern, form)
    return replace(raw, frame=raw.frame.with_columns(day))


def _placed(rows: pl.DataFrame, territory: Territory) -> pl.DataFrame:
    """Rows with place_key, place_name, commune, EPCI, département and whether they are outside.

    A home is no place: what was done there counts for the EPCI, never for its commune alone.
    """
    inside = {departement.code for departement in territory.departements}
    places = [
        _place(lieu, name, code, territory, inside)
        for lieu, name, code in rows.select("lieu", "nom du lieu", "code commune").iter_rows()
    ]
    kinds = ("place_key", "place_name", "commune_code", "epci_code", "departement_code")
    frame = pl.DataFrame(
        places,
        schema={**dict.fromkeys(kinds, pl.String), "outside": pl.Boolean},
        orient="row",
    )
    return pl.concat([rows, frame], how="horizontal")


def _place(
    lieu: str | None, name: str | None, code: str | None, territory: Territory, inside: set[str]
) -> tuple[str, str, str | None, str | None, str | None, bool]:
    found = PLACE_FORM.match(lieu or "")
    own = (found["name"] if found else lieu) or None
    if found and not code:
        code = territory.commune_from_postcode(found["postcode"], found["city"])
    commune = territory.commune(code) if code else None
    postcode = found["postcode"] if found else None
    outside = commune is None and bool(code or (postcode and postcode[:2] not in inside))
    epci = commune.epci if commune else None
    departement = commune.departement if commune else (postcode[:2] if postcode else None)
    if own is None:
        key = f"{NOWHERE}-{epci or departement or 'syndicat'}"
        return key, ELSEWHERE, None, epci, departement, outside
    place = f"{plain(own).replace(' ', '-')}-{code or postcode}" if found else own
    return place, name or own, code if commune else None, epci, departement, outside


def _faults(context: Context, *, by_count: bool) -> pl.Expr:
    """The code of what is wrong with a row; null where nothing is."""
    own = ("place_key", "month", "dimension", "item")
    counts = pl.lit(by_count)
    return (
        pl.when("outside")
        .then(pl.lit("HORS_TERRITOIRE"))
        .when(~pl.col("nombre").is_between(0, MOST_A_ROW) | (pl.col("durée") < 0))
        .then(pl.lit("NOMBRE_IMPOSSIBLE"))
        .when(pl.col("mois") > paris_day(context.now_s))
        .then(pl.lit("JOUR_FUTUR"))
        .when(counts & pl.col("dimension").is_null())
        .then(pl.lit("RUBRIQUE_INCONNUE"))
        .when(counts & pl.col("item").is_null())
        .then(pl.lit("LIBELLE_ABSENT"))
        .when(counts & ~pl.struct(own).is_first_distinct())
        .then(pl.lit("ACTIVITE_EN_DOUBLE"))
    )


def _without_total(rows: pl.DataFrame) -> pl.DataFrame:
    """The counts of a place and a month that have no total are said so."""
    good = pl.col("code").is_null()
    totals = (good & (pl.col("dimension") == "total")).any().over("place_key", "month")
    return rows.with_columns(
        pl.when(good & ~totals).then(pl.lit("TOTAL_ABSENT")).otherwise("code").alias("code")
    )


def _aside(rows: pl.DataFrame) -> pl.DataFrame:
    """REJECTED_SCHEMA of the rows at fault, without their text."""
    return (
        rows.drop_nulls("code")
        .select(
            "line_number",
            "code",
            pl.col("code").replace_strict(REASONS).alias("reason"),
            pl.lit(MASK).alias("raw_text"),
        )
        .cast(REJECTED_SCHEMA)
    )


def _notices(rows: pl.DataFrame, everything: int) -> list[Notice]:
    kept = rows.filter(pl.col("code").is_null())
    named_places = kept.filter(~pl.col("place_key").str.starts_with(NOWHERE))
    lost = named_places.filter(pl.col("commune_code").is_null())
    notices = counted({"ACTIVITES_HORS_D_UN_LIEU": kept.height - named_places.height}, everything)
    if lost.height:
        names = listed(sorted(lost["place_name"].unique()))
        notices.append(Notice("ACTIVITES_SANS_COMMUNE", {"names": names}))
    return notices


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Replace, for each place, the months that the file holds."""
    refuse_mixing(connection, context, INCLUSION)
    rows = batch.rows
    if rows.is_empty():
        return Written(None, None)
    table = schema.inclusion_activity
    pairs = rows.select("place_key", "month").unique().sort("place_key", "month")
    own = table.c.source_key == KEY
    held = select(table.c.place_key, table.c.month).where(own).distinct()
    known = {tuple(pair) for pair in connection.execute(held)}
    replaced = [pair for pair in pairs.iter_rows() if pair in known]
    batch.notices.extend(_replaced_notice(len(replaced)))
    statement = delete(table).where(
        own, table.c.place_key == bindparam("place"), table.c.month == bindparam("of_month")
    )
    if replaced:
        named_pairs = [{"place": place, "of_month": month} for place, month in replaced]
        connection.execute(statement, named_pairs)
    counts = long_counts(rows).with_columns(pl.lit(KEY).alias("source_key"))
    store.insert(connection, table, counts.select(ACTIVITY))
    # Imported late: counts alone do not need what is listed of them.
    from loaders.inclusion import inclusion_rollup

    inclusion_rollup.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
    return Written(rows["month"].min(), month_end(rows["month"].max()))


def _replaced_notice(rows: int) -> list[Notice]:
    return [Notice("ACTIVITES_REMPLACEES", {"rows": spaced(rows)})] if rows else []
