"""Schedules: how a cabinet burns from a day on, and what its nights are spared.

Several lines make a schedule: one a reduction, all of the same cabinet and date.
"""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection, delete

from data import schema
from data.lighting.burning import crosses_midnight_twice
from data.lighting.vocabulary import ASTRONOMIC, FIXED
from data.quality import Notice
from data.territory import load_territory
from loaders import store
from loaders.checking import check_rows
from loaders.counts import spaced
from loaders.lighting import light_clock
from loaders.lighting.light_inventory import without_units
from loaders.lighting.light_places import known_cabinets
from loaders.pipeline import Batch, Column, Context, Written
from loaders.putting_aside import refused, sorted_out
from loaders.reading import read_table
from loaders.simulated import refuse_mixing
from loaders.stored_names import as_stored
from loaders.words import Words, named

COLUMNS = (
    Column(
        "armoire", "text", "Identifiant de l’armoire ; vide : toutes celles de la commune",
        "ARM-37261-01", required=False,
        aliases=("id armoire", "cabinet_id", "code armoire"),
    ),
    Column("code commune", "commune", "Code INSEE, à défaut d’armoire", "", required=False,
           aliases=("commune", "insee", "code insee")),
    Column("date d’effet", "day", "Premier soir où l’horaire s’applique", "01/10/2022",
           aliases=("date", "début", "à partir du")),
    Column("règle", "text", "astronomique (vide) ou fixe", "astronomique", required=False,
           aliases=("mode", "commande")),
    Column("allumage", "text", "Heure d’allumage, règle fixe seulement", "", required=False),
    Column("extinction", "text", "Heure d’extinction, règle fixe seulement", "", required=False),
    Column("jours", "text", "Soirs concernés, par exemple di-je ; vide : tous", "lu-di",
           required=False, aliases=("jours de la semaine",)),
    Column("saison du", "text", "Premier soir de la saison ; vide : toute l’année", "01/05",
           required=False, aliases=("du",)),
    Column("saison au", "text", "Dernier soir de la saison, compris", "30/09", required=False,
           aliases=("au",)),
    Column("de", "text", "Début de la coupure ou de la gradation", "23:00", required=False,
           aliases=("coupure de", "heure de début")),
    Column("à", "text", "Fin de la coupure ou de la gradation", "05:00", required=False,
           aliases=("coupure à", "heure de fin", "jusqu’à")),
    Column("niveau", "number", "Part de la puissance qui reste, en % ; vide ou 0 : éteint", "0",
           required=False, aliases=("niveau %", "niveau (%)", "gradation")),
)  # fmt: skip
RULES: Words = ((ASTRONOMIC, r"astro|crepuscul|lumandar|cellule|soleil"), (FIXED, r"fixe|fixed"))
SCHEDULE = tuple(column.name for column in schema.light_schedule.columns)
REDUCTION = tuple(column.name for column in schema.light_reduction.columns)
KEY = ["cabinet_id", "first_day"]
CLOCKS = {"allumage": "on_min", "extinction": "off_min", "de": "start_min", "à": "end_min"}
REASONS = {
    "HORAIRE_SANS_LIEU": "Cette ligne ne nomme ni armoire ni commune : ajoutez l’une ou l’autre.",
    "REGLE_INCONNUE": "La règle n’est pas connue : écrivez astronomique ou fixe.",
    "REGLE_CONTRADICTOIRE": "L’allumage et l’extinction sont ceux d’une règle fixe, qui demande "
    "les deux : complétez-les, ou videz-les pour une règle astronomique.",
    "HEURE_ILLISIBLE": "Une heure ne se lit pas : écrivez par exemple 23:30 ou 5h.",
    "COUPURE_INCOMPLETE": "Il manque le début ou la fin de la coupure : écrivez les deux, par "
    "exemple 23:00 et 05:00.",
    "HORAIRE_PASSE_DEUX_MINUITS": "Ces heures ne tiennent pas dans une nuit, de midi à midi : le "
    "début et la fin sont égaux, échangés, ou minuit est passé deux fois.",
    "JOURS_ILLISIBLES": "Les jours ne se lisent pas : écrivez par exemple lu-ve, ou sa, di.",
    "SAISON_ILLISIBLE": "La saison ne se lit pas : écrivez ses deux bornes, par exemple 15/05 et "
    "30/09, ou laissez les deux cellules vides.",
    "NIVEAU_HORS_BORNES": "Le niveau qui reste est un pourcentage compris entre 0 et 100.",
    "HORAIRE_EN_DOUBLE": "Cette ligne répète une ligne plus haut.",
    "HORAIRE_CONTRADICTOIRE": "Une ligne plus haut dit autre chose de la même armoire, à la même "
    "date et aux mêmes heures : gardez l’une des deux.",
    "ARMOIRE_INCONNUE": "Cette armoire n’est pas dans la liste des armoires : ajoutez-la, puis "
    "rechargez.",
    "COMMUNE_SANS_ARMOIRE": "Aucune armoire de cette commune n’est connue : chargez la liste des "
    "armoires, puis rechargez.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a line: its cabinet or commune, its rule, and its reduction if it has one."""
    raw = without_units(read_table(content, COLUMNS))
    batch = check_rows(raw, COLUMNS, load_territory(Path(context.settings.territory_dir)))
    given = batch.rows
    clocks = {minutes: light_clock.minutes(given[name]) for name, minutes in CLOCKS.items()}
    unread = [given[name].is_not_null() & clocks[m].is_null() for name, m in CLOCKS.items()]
    fixed = given["allumage"].is_not_null() | given["extinction"].is_not_null()
    rows = given.select(
        "line_number",
        pl.col("armoire").alias("cabinet"),
        pl.col("code commune").alias("commune_code"),
        pl.col("date d’effet").alias("first_day"),
        named(given["règle"], RULES).alias("rule"),
        *(series.alias(name) for name, series in clocks.items()),
        light_clock.weekdays(given["jours"]).alias("weekdays"),
        *light_clock.seasons(given["saison du"], given["saison au"]),
        pl.col("niveau").alias("level_pct"),
        pl.col("règle").is_not_null().alias("ruled"),
        fixed.alias("clocked"),
        pl.any_horizontal(unread).alias("clock_unread"),
    ).with_columns(
        # Without a word, clocks say that they are the rule.
        pl.when("ruled").then("rule").when("clocked").then(pl.lit(FIXED))
        .otherwise(pl.lit(ASTRONOMIC)).alias("rule"),
        pl.when(pl.col("start_min").is_not_null()).then(pl.col("level_pct").fill_null(0.0))
        .otherwise("level_pct").alias("level_pct"),
    )  # fmt: skip
    return sorted_out(raw, batch, _within_a_day(_settled(_checked(rows))), REASONS)


def _checked(rows: pl.DataFrame) -> pl.DataFrame:
    """The lines with the `code` of what is impossible in them."""
    half = pl.col("on_min").is_null() != pl.col("off_min").is_null()
    contrary = (pl.col("rule") == ASTRONOMIC) & pl.col("clocked")
    lacking = (pl.col("rule") == FIXED) & pl.col("on_min").is_null()
    twice = _crossing("start_min", "end_min") | _crossing("on_min", "off_min")
    code = (
        pl.when(pl.col("cabinet").is_null() & pl.col("commune_code").is_null())
        .then(pl.lit("HORAIRE_SANS_LIEU"))
        .when(pl.col("rule").is_null())
        .then(pl.lit("REGLE_INCONNUE"))
        .when("clock_unread")
        .then(pl.lit("HEURE_ILLISIBLE"))
        .when(half | contrary | lacking)
        .then(pl.lit("REGLE_CONTRADICTOIRE"))
        .when(pl.col("start_min").is_null() != pl.col("end_min").is_null())
        .then(pl.lit("COUPURE_INCOMPLETE"))
        .when(pl.col("start_min").is_null() & pl.col("level_pct").is_not_null())
        .then(pl.lit("COUPURE_INCOMPLETE"))
        .when(twice)
        .then(pl.lit("HORAIRE_PASSE_DEUX_MINUITS"))
        .when(pl.col("weekdays").is_null())
        .then(pl.lit("JOURS_ILLISIBLES"))
        .when("season_unread")
        .then(pl.lit("SAISON_ILLISIBLE"))
        .when(~pl.col("level_pct").is_between(0, 100))
        .then(pl.lit("NIVEAU_HORS_BORNES"))
    )
    return rows.with_columns(code.alias("code"))


def _crossing(start: str, end: str) -> pl.Expr:
    """Whether hours hold in no night: more than a day long, or from one noon to beyond the next."""
    hours = pl.struct(pl.col(start).alias("start"), pl.col(end).alias("end"))
    return hours.map_elements(_impossible, return_dtype=pl.Boolean)


def _impossible(hours: dict[str, int | None]) -> bool:
    start, end = hours["start"], hours["end"]
    if start is None or end is None:
        return False
    too_long = start > light_clock.DAY_MIN or end - start >= light_clock.DAY_MIN
    return too_long or crosses_midnight_twice(
        start % light_clock.DAY_MIN, end % light_clock.DAY_MIN
    )


def _within_a_day(rows: pl.DataFrame) -> pl.DataFrame:
    """Clocks past midnight ("24:00", "29:00") as those of the next day; REDUCTION and SCHEDULE."""
    clocks = [pl.col(name) % light_clock.DAY_MIN for name in CLOCKS.values()]
    return rows.with_columns(clocks).drop("ruled", "clocked", "clock_unread", "season_unread")


def _settled(rows: pl.DataFrame) -> pl.DataFrame:
    """Lines with the code of those that repeat or deny one above, of the same place and date."""
    place = [pl.col("cabinet").str.to_uppercase().fill_null(""), "commune_code", "first_day"]
    sound = pl.col("code").is_null()
    heads = pl.struct("rule", pl.col("on_min").fill_null(-1), pl.col("off_min").fill_null(-1))
    when = ["weekdays", "season_start", "season_end", pl.col("start_min").fill_null(-1),
            pl.col("end_min").fill_null(-1)]  # fmt: skip
    window = pl.struct(*when)
    level = pl.col("level_pct").fill_null(-1.0)
    denied = heads != heads.first().over(*place, sound)
    repeated = ~pl.struct(*place, sound, window).is_first_distinct()
    first_level = level.first().over(*place, sound, *when)
    return rows.with_columns(
        pl.when(~sound)
        .then("code")
        .when(denied | (repeated & (level != first_level)))
        .then(pl.lit("HORAIRE_CONTRADICTOIRE"))
        .when(repeated)
        .then(pl.lit("HORAIRE_EN_DOUBLE"))
        .alias("code")
    )


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Replace the schedules of these cabinets and dates, and what was computed with them."""
    refuse_mixing(connection, context)
    # Imported late: schedules alone do not need their sums.
    from loaders.lighting import lighting_rollup

    cabinets = known_cabinets(connection).select("cabinet_id", "commune_code")
    own, shared = _of_cabinets(batch.rows, cabinets), _of_communes(batch.rows, cabinets)
    rows = pl.concat([own, shared.join(own, on=KEY, how="anti")]).drop_nulls("cabinet_id")
    rejected = pl.concat(
        [
            _refused(own.filter(pl.col("cabinet_id").is_null()), "ARMOIRE_INCONNUE"),
            _refused(shared.filter(pl.col("cabinet_id").is_null()), "COMMUNE_SANS_ARMOIRE"),
        ]
    )
    _replace(connection, rows.with_columns(simulated=pl.lit(context.simulated)))
    lighting_rollup.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
    batch.notices.extend(_notices(shared.drop_nulls("cabinet_id"), own))
    return Written(rows["first_day"].min(), rows["first_day"].max(), rejected)


def _of_cabinets(rows: pl.DataFrame, cabinets: pl.DataFrame) -> pl.DataFrame:
    """Lines that name a cabinet, with its `cabinet_id`: null where it is not known."""
    named_ones = rows.filter(pl.col("cabinet").is_not_null())
    known = as_stored(named_ones["cabinet"], cabinets["cabinet_id"])
    return named_ones.with_columns(known.alias("cabinet_id"))


def _of_communes(rows: pl.DataFrame, cabinets: pl.DataFrame) -> pl.DataFrame:
    """Lines of a whole commune, one row for each of its cabinets; null where it has none."""
    whole = rows.filter(pl.col("cabinet").is_null())
    return whole.join(cabinets, on="commune_code", how="left", maintain_order="left")


def _refused(rows: pl.DataFrame, code: str) -> pl.DataFrame:
    return refused(
        rows.select("line_number", "cabinet", "commune_code", "first_day"), code, REASONS
    )


def _replace(connection: Connection, rows: pl.DataFrame) -> None:
    """Store the schedules, with no other reduction than those of the file."""
    reduction = schema.light_reduction.c
    for (first_day,), lines in rows.group_by("first_day"):
        identifiers = lines["cabinet_id"].unique().to_list()
        connection.execute(
            delete(schema.light_reduction).where(
                reduction.first_day == first_day, reduction.cabinet_id.in_(identifiers)
            )
        )
    store.upsert(connection, schema.light_schedule, rows.unique(KEY, keep="first").select(SCHEDULE))
    windows = rows.drop_nulls("start_min").sort("line_number")
    ranked = windows.with_columns(pl.int_range(pl.len()).over(KEY).alias("rank"))
    store.insert(connection, schema.light_reduction, ranked.select(REDUCTION))


def _notices(shared: pl.DataFrame, own: pl.DataFrame) -> list[Notice]:
    if shared.is_empty():
        return []
    lines, cabinets = shared["line_number"].n_unique(), shared["cabinet_id"].n_unique()
    notices = [
        Notice("HORAIRES_PAR_COMMUNE", {"rows": spaced(lines), "cabinets": spaced(cabinets)})
    ]
    if preferred := shared.join(own, on=KEY, how="semi")["cabinet_id"].n_unique():
        notices.append(Notice("HORAIRE_PROPRE_PREFERE", {"cabinets": spaced(preferred)}))
    return notices
