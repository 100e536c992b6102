"""What members answer to the survey: one row a member, a question and a day."""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data import schema
from data.calendar import paris_day
from data.territory import Territory, load_territory, normalise_commune_code
from loaders import store
from loaders.checking import check_rows
from loaders.pipeline import Batch, Column, Context, Written
from loaders.putting_aside import sorted_out
from loaders.reading import read_table
from loaders.simulated import INCLUSION, refuse_mixing
from loaders.words import named

KEY = "enquete-communes"
COLUMNS = (
    Column("membre", "text", "Code INSEE de la commune, ou SIREN de la commune ou de l’EPCI",
           "37261", aliases=("code", "code membre", "code_insee", "siren", "collectivité")),
    Column("question", "text", "numérique, cyber, DPO ou sobriété", "cyber",
           aliases=("thème", "code question")),
    Column("réponse", "boolean", "oui ou non ; une question sans réponse n’a pas de ligne", "oui",
           aliases=("reponse", "valeur")),
    Column("date", "day", "Jour de la réponse", "15/10/2023",
           aliases=("jour", "date de réponse")),
)  # fmt: skip
ANSWER = tuple(column.name for column in schema.inclusion_answer.columns)
# Keys of data.inclusion.vocabulary.QUESTIONS.
QUESTION_WORDS = (
    ("cyber", r"cyber"),
    ("dpo", r"\bdpo\b|delegue|protection des donnees"),
    ("sobriete", r"sobriete"),
    ("numerique", r"^numerique$|axe numerique|volet numerique"),
)
REASONS = {
    "MEMBRE_INCONNU": "Ce membre n’est ni une commune ni un EPCI du territoire : écrivez son code "
    "INSEE ou son SIREN.",
    "QUESTION_INCONNUE": "Cette question n’est pas connue : écrivez numérique, cyber, DPO ou "
    "sobriété.",
    "REPONSE_EN_DOUBLE": "Ce membre a déjà une réponse à cette question ce jour-là : gardez-en "
    "une seule.",
    "JOUR_FUTUR": "Cette date est dans l’avenir : vérifiez-la.",
}
Member = tuple[str, str, str | None, str | None, str | None]


def parse(content: bytes, context: Context) -> Batch:
    """One row an answer: line_number and the columns of core_inclusion_answer."""
    raw = read_table(content, COLUMNS)
    territory = load_territory(Path(context.settings.territory_dir))
    batch = check_rows(raw, COLUMNS, territory)
    rows = pl.concat(
        [batch.rows, _member_columns(batch.rows["membre"], territory)], how="horizontal"
    ).with_columns(
        named(batch.rows["question"], QUESTION_WORDS).alias("question"),
        pl.col("réponse").alias("yes"),
        pl.col("date").alias("day"),
        pl.lit(context.simulated).alias("simulated"),
    )
    coded = rows.with_columns(
        pl.when(pl.col("member").is_null())
        .then(pl.lit("MEMBRE_INCONNU"))
        .when(pl.col("question").is_null())
        .then(pl.lit("QUESTION_INCONNUE"))
        .when(pl.col("day") > paris_day(context.now_s))
        .then(pl.lit("JOUR_FUTUR"))
        .when(~pl.struct("member", "question", "day").is_first_distinct())
        .then(pl.lit("REPONSE_EN_DOUBLE"))
        .alias("code")
    )
    return sorted_out(raw, batch, coded.select("line_number", *ANSWER, "code"), REASONS)


def _member_columns(codes: pl.Series, territory: Territory) -> pl.DataFrame:
    """member, name, commune, EPCI and département codes; all null for an unknown member."""
    members = _members(territory)
    found = [members.get("".join(code.split())) or _by_insee(code, territory, members)
             for code in codes]  # fmt: skip
    names = ("member", "name", "commune_code", "epci_code", "departement_code")
    return pl.DataFrame(
        [member or (None,) * len(names) for member in found],
        schema=dict.fromkeys(names, pl.String),
        orient="row",
    )


def _members(territory: Territory) -> dict[str, Member]:
    """Every commune and EPCI by its SIREN, and every commune by its code."""
    found: dict[str, Member] = {}
    for epci in territory.epcis:
        departement = epci.departements[0] if len(epci.departements) == 1 else None
        found[epci.code] = (epci.code, epci.full_name, None, epci.code, departement)
    for one in territory.communes:
        member = (one.code, one.name, one.code, one.epci, one.departement)
        found[one.code] = member
        if one.siren:
            found[one.siren] = member
    return found


def _by_insee(code: str, territory: Territory, members: dict[str, Member]) -> Member | None:
    """A commune by a code written otherwise, or merged since."""
    insee = normalise_commune_code(code)
    return members.get(territory.current_commune_code(insee)) if insee else None


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or replace the answers of the file."""
    refuse_mixing(connection, context, INCLUSION)
    if batch.rows.is_empty():
        return Written(None, None)
    store.upsert(connection, schema.inclusion_answer, batch.rows.select(ANSWER))
    # Imported late: answers alone do not need what is listed of them.
    from loaders.inclusion import inclusion_rollup

    inclusion_rollup.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
    return Written(batch.rows["day"].min(), batch.rows["day"].max())
