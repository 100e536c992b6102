"""Light points: what lamp each carries, for how many watts, where and since when."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.quality import Notice
from data.territory import Territory, load_territory
from loaders import positions, store
from loaders.archives import ReadingError
from loaders.checking import check_rows
from loaders.counts import counted, spaced
from loaders.lighting.light_inventory import installed_years, notices_of_points, without_units
from loaders.lighting.light_places import known_cabinets
from loaders.lighting.light_power import with_ballasts
from loaders.lighting.light_words import LAMP_WORDS, STREET_WORDS
from loaders.pipeline import Batch, Column, Context, Written
from loaders.placing import (
    PLACE_COLUMNS,
    communes_of,
    listed,
    place_columns,
    with_commune_codes,
    with_point,
)
from loaders.putting_aside import refused, sorted_out
from loaders.reading import RawTable, read_table
from loaders.simulated import refuse_mixing
from loaders.stored_names import as_stored
from loaders.words import named, unnamed

COLUMNS = (
    Column(
        "id", "text", "Identifiant du point, unique dans le syndicat ; vide : fait de ses "
        "coordonnées", "PL-37261-0001", required=False,
        aliases=("identifiant", "id point", "point_id", "numéro", "code point", "support"),
    ),
    Column(
        "armoire", "text", "Identifiant de l’armoire qui l’alimente, unique dans le syndicat",
        "ARM-37261-01", required=False,
        aliases=("id armoire", "cabinet", "cabinet_id", "code armoire", "poste"),
    ),
    *PLACE_COLUMNS,
    *positions.POSITION_COLUMNS,
    Column(
        "lampe", "text", "LED, SHP, SBP, IM, BF (ballon fluorescent), TL, halogène…", "SHP",
        required=False,
        aliases=("type de lampe", "source", "source lumineuse", "type de source", "technologie"),
    ),
    Column(
        "puissance", "number", "En watts", "115", required=False,
        aliases=("puissance (W)", "puissance W", "puissance lampe", "puissance_w", "watts"),
    ),
    Column(
        "ballast compris", "boolean", "oui si la puissance compte le ballast ; non ou vide : "
        "facteur de référence de la lampe", "oui", required=False,
        aliases=("avec ballast", "ballast inclus"),
    ),
    Column(
        "température de couleur", "integer", "En kelvins", "3000", required=False,
        aliases=("température", "température (K)", "tc", "couleur (K)"),
    ),
    Column(
        "ulr", "number", "Part de la lumière vers le ciel, en %", "1", required=False,
        aliases=("ulor", "ulr (%)", "ulr %"),
    ),
    Column(
        "année de pose", "text", "Année ou date", "2008", required=False,
        aliases=("date de pose", "année", "date d’installation", "année d’installation"),
    ),
    Column(
        "gradation", "text", "Gradation propre au point, à déclarer aussi dans les horaires de "
        "son armoire", "", required=False, aliases=("gradable", "variation"),
    ),
    Column(
        "type de voie", "text", "Rue, route, place, parc, patrimoine, activité, parking", "Rue",
        required=False, aliases=("voie", "usage", "type de rue"),
    ),
)  # fmt: skip
POINT = tuple(column.name for column in schema.light_point.columns)
# Excluded, both: a lamp of 0 W, one of 2,000 W.
POWER_W = (0.0, 2000.0)
COLOUR_K = (1000, 10_000)
ULR_PCT = (0, 100)
FIRST_YEAR = 1900
REASONS = positions.POSITION_REASONS | {
    "POINT_SANS_IDENTITE": "Ce point n’a ni identifiant ni coordonnées : ajoutez l’un ou l’autre.",
    "POINT_EN_DOUBLE": "Cet identifiant est déjà celui d’une ligne plus haut : donnez un "
    "identifiant à chaque point.",
    "POINT_D_UNE_AUTRE_COMMUNE": "Cet identifiant est déjà celui d’un point d’une autre commune : "
    "faites-le précéder du code de la commune.",
    "PUISSANCE_INVRAISEMBLABLE": "La puissance d’un point doit dépasser 0 W et rester sous "
    "2 000 W : vérifiez l’unité, ou laissez la cellule vide.",
    "COULEUR_INVRAISEMBLABLE": "La température de couleur doit être comprise entre 1 000 et "
    "10 000 K : corrigez-la, ou laissez la cellule vide.",
    "ULR_INVRAISEMBLABLE": "L’ULR est un pourcentage compris entre 0 et 100 : corrigez-le, ou "
    "laissez la cellule vide.",
    "ANNEE_ILLISIBLE": "L’année de pose ne se lit pas : écrivez une année depuis 1900, par exemple "
    "2008, ou une date.",
    "ANNEE_FUTURE": "L’année de pose est dans l’avenir : corrigez-la, ou laissez la cellule vide.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a point: POINT, `found_commune` (by its coordinates), `with_ballast`."""
    territory = load_territory(Path(context.settings.territory_dir))
    raw = with_commune_codes(with_point(read_table(content, COLUMNS)))
    _refuse_without_place(raw)
    raw = without_units(raw)
    batch = check_rows(raw, COLUMNS, territory)
    rows, said = positions.placed(batch.rows)
    lamp, street = named(rows["lampe"], LAMP_WORDS), named(rows["type de voie"], STREET_WORDS)
    points = rows.select(
        "line_number",
        _identifiers(rows).alias("point_id"),
        pl.col("armoire").alias("cabinet_id"),
        communes_of(rows, territory),
        "latitude_deg",
        "longitude_deg",
        _known(lamp, rows["lampe"], "other", "unknown").alias("lamp"),
        pl.col("puissance").alias("power_w"),
        pl.col("température de couleur").alias("colour_k"),
        pl.col("ulr").alias("ulr_pct"),
        installed_years(rows["année de pose"]).alias("installed_year"),
        street.fill_null("autre").alias("street"),
        pl.lit(context.simulated).alias("simulated"),
        pl.col("ballast compris").alias("with_ballast"),
        "place_code",
        pl.col("année de pose").is_not_null().alias("dated"),
    ).with_columns(named_point=rows["id"].is_not_null())
    coded = _checked(points, territory, datetime.fromtimestamp(context.now_s, UTC).year)
    found = sorted_out(raw, batch, coded.drop("place_code", "dated"), REASONS)
    found.notices.extend(said)
    kept = rows.join(found.rows, on="line_number", how="semi")
    found.notices.extend(notices_of_points(found.rows, kept, unnamed(rows["lampe"], lamp)))
    return found


def _refuse_without_place(raw: RawTable) -> None:
    """Raise ReadingError when no point of the file can be named."""
    titles = set(raw.frame.columns)
    if "id" in titles or {"latitude", "longitude"} <= titles or {"x", "y"} <= titles:
        return
    raise ReadingError(
        "COLONNE_ABSENTE",
        "Colonne absente : « id », ou « latitude » et « longitude », ou « x » et « y ». Colonnes "
        f"trouvées : {', '.join(raw.frame.columns[1:])[:300]}. Renommez la colonne dans la "
        "première ligne du fichier, puis relancez.",
    )


def _known(keys: pl.Series, texts: pl.Series, otherwise: str, absent: str) -> pl.Series:
    """Keys, `otherwise` where a text names none of them, `absent` where there is no text."""
    default = pl.select(
        pl.when(texts.is_not_null()).then(pl.lit(otherwise)).otherwise(pl.lit(absent))
    ).to_series()
    return keys.fill_null(default)


def _identifiers(rows: pl.DataFrame) -> pl.Expr:
    """As written, else made of the coordinates; points of one mast are told apart by a rank."""
    place = pl.format("{},{}", "latitude_deg", "longitude_deg")
    rank = pl.int_range(pl.len()).over("latitude_deg", "longitude_deg", pl.col("id").is_null())
    made = pl.when(rank == 0).then(place).otherwise(pl.format("{} ({})", place, rank + 1))
    return pl.coalesce("id", made)


def _checked(points: pl.DataFrame, territory: Territory, year: int) -> pl.DataFrame:
    """The points with the `code` of what is wrong with them, and `found_commune`."""
    far = positions.far_from_commune(points, territory)
    low, high = POWER_W
    code = (
        pl.when(pl.col("place_code").is_not_null())
        .then("place_code")
        .when(pl.col("point_id").is_null())
        .then(pl.lit("POINT_SANS_IDENTITE"))
        .when(~pl.col("point_id").str.to_uppercase().is_first_distinct())
        .then(pl.lit("POINT_EN_DOUBLE"))
        .when(pl.lit(far).fill_null(False))
        .then(pl.lit(positions.FAR))
        .when((pl.col("power_w") <= low) | (pl.col("power_w") >= high))
        .then(pl.lit("PUISSANCE_INVRAISEMBLABLE"))
        .when(~pl.col("colour_k").is_between(*COLOUR_K))
        .then(pl.lit("COULEUR_INVRAISEMBLABLE"))
        .when(~pl.col("ulr_pct").is_between(*ULR_PCT))
        .then(pl.lit("ULR_INVRAISEMBLABLE"))
        .when(pl.col("dated") & ~(pl.col("installed_year") >= FIRST_YEAR).fill_null(False))
        .then(pl.lit("ANNEE_ILLISIBLE"))
        .when(pl.col("installed_year") > year)
        .then(pl.lit("ANNEE_FUTURE"))
    )
    return points.with_columns(
        code.alias("code"), positions.communes_by_place(points, territory).alias("found_commune")
    )


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the points and the cabinets that they name, then what was summed of them.

    A point without commune is in that of its cabinet, else where its coordinates are.
    """
    refuse_mixing(connection, context)
    # Imported late: an inventory alone does not need its sums.
    from loaders.lighting import lighting_rollup

    territory = load_territory(Path(context.settings.territory_dir))
    cabinets = known_cabinets(connection)
    known = as_stored(batch.rows["cabinet_id"], cabinets["cabinet_id"])
    rows = batch.rows.with_columns(known.fill_null(batch.rows["cabinet_id"]))
    rows = _in_communes(rows, cabinets)
    stored = _stored_points(connection)
    names = as_stored(rows["point_id"], stored["point_id"]).fill_null(rows["point_id"])
    rows = rows.with_columns(names).join(stored, on="point_id", how="left", maintain_order="left")
    elsewhere = (pl.col("stored_commune") != pl.col("commune_code")).fill_null(False)
    taken = pl.col("named_point") & elsewhere
    rejected = refused(
        rows.filter(taken).select("line_number", *POINT[:3]), "POINT_D_UNE_AUTRE_COMMUNE", REASONS
    )
    rows = with_ballasts(connection, rows.filter(~taken), context.now_s, batch.notices)
    rows = rows.with_columns(place_columns(rows["commune_code"], territory))
    _create_cabinets(connection, rows, cabinets, batch.notices)
    store.upsert(connection, schema.light_point, rows.select(POINT))
    batch.notices.extend(_notices(rows, cabinets))
    lighting_rollup.rebuild(connection, territory)
    return Written(None, None, rejected)


def _stored_points(connection: Connection) -> pl.DataFrame:
    point = schema.light_point.c
    columns = {"point_id": pl.String, "stored_commune": pl.String}
    return store.read(connection, select(point.point_id, point.commune_code), columns)


def _in_communes(rows: pl.DataFrame, cabinets: pl.DataFrame) -> pl.DataFrame:
    """Rows with their commune, and that of their cabinet."""
    communes = cabinets.select("cabinet_id", cabinet_commune="commune_code")
    return rows.join(communes, on="cabinet_id", how="left", maintain_order="left").with_columns(
        pl.coalesce("commune_code", "cabinet_commune", "found_commune").alias("commune_code")
    )


def _create_cabinets(
    connection: Connection, rows: pl.DataFrame, cabinets: pl.DataFrame, notices: list[Notice]
) -> None:
    """Add the cabinets that the points name first, in the commune of most of their points."""
    place = ("commune_code", "epci_code", "departement_code")
    named_first = rows.drop_nulls("cabinet_id").join(cabinets, on="cabinet_id", how="anti")
    counts = named_first.group_by("cabinet_id", *place).len()
    created = (
        counts.sort(["len", "commune_code"], descending=[True, False])
        .unique("cabinet_id", keep="first")
        .sort("cabinet_id")
        .select(
            "cabinet_id",
            pl.col("cabinet_id").alias("name"),
            *place,
            pl.col("cabinet_id").str.to_uppercase().alias("supply_point"),
            pl.lit(rows["simulated"].any()).alias("simulated"),
        )
    )
    if created.height:
        store.insert(connection, schema.light_cabinet, created)
        names = listed(created["cabinet_id"].to_list())
        notices.append(Notice("ARMOIRES_CREEES", {"rows": spaced(created.height), "names": names}))


def _notices(rows: pl.DataFrame, cabinets: pl.DataFrame) -> list[Notice]:
    """What is said of the points once their cabinet and commune are known."""
    cases = {
        "POINTS_HORS_TERRITOIRE": pl.col("departement_code").is_null(),
        "POINTS_SANS_ARMOIRE": pl.col("cabinet_id").is_null(),
        "ARMOIRE_D_UNE_AUTRE_COMMUNE": (
            pl.col("cabinet_commune") != pl.col("commune_code")
        ).fill_null(False),
    }
    counts = {code: rows.filter(case).height for code, case in cases.items()}
    return counted(counts, rows.height)
