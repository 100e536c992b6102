"""Daily temperatures: Météo-France daily files, and the weather of a counter vendor's export.

Météo-France: "Données climatologiques de base quotidiennes", files Q_<département>_…_RR-T-Vent
(`;`, one line a station and day, a quality code after each value). Eco-Visio: a daily export with
the mean temperature alone; its station is that of the commune of the counters it names.
"""

from dataclasses import replace
from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data import schema
from data.series.rollups import local_day
from data.territory import Territory, load_territory
from loaders import store, weather_days
from loaders.buildings.building_places import assign_stations
from loaders.checking import check_rows
from loaders.footfall.counter_names import known_places
from loaders.pipeline import Batch, Column, Context, LoadError, Written
from loaders.putting_aside import sorted_out
from loaders.reading import RawTable, folded, read_table
from loaders.simulated import refuse_mixing
from loaders.weather_notices import USABLE, weather_notices

COLUMNS = (
    Column("NUM_POSTE", "text", "Numéro de la station, 8 chiffres", "37179001", required=False,
           aliases=("station", "id station", "poste")),
    Column("NOM_USUEL", "text", "Nom de la station", "TOURS", required=False, aliases=("nom",)),
    Column("LAT", "latitude", "Degrés WGS84", "47,4445", required=False, aliases=("latitude",)),
    Column("LON", "longitude", "Degrés WGS84", "0,7272", required=False, aliases=("longitude",)),
    Column("ALTI", "number", "Altitude en m", "108", required=False, aliases=("altitude",)),
    Column("AAAAMMJJ", "day", "Jour", "20240115", aliases=("DATE", "jour", "Time")),
    Column("TN", "number", "Température minimale, en °C", "-1,2", required=False,
           aliases=("température minimale", "tmin")),
    Column("QTN", "text", "Code qualité de TN ; 2 : douteuse, non utilisée", "1", required=False),
    Column("TX", "number", "Température maximale, en °C", "6,8", required=False,
           aliases=("température maximale", "tmax")),
    Column("QTX", "text", "Code qualité de TX", "1", required=False),
    Column("TM", "number", "Température moyenne mesurée, en °C", "2,9", required=False,
           aliases=("Average Temperature (°C)", "température moyenne", "tmoy")),
    Column("QTM", "text", "Code qualité de TM", "1", required=False),
)  # fmt: skip
TEMPERATURES = {"TN": "minimum_c", "TX": "maximum_c", "TM": "mean_c"}
STATION = (
    "station_id", "name", "latitude_deg", "longitude_deg", "altitude_m", "simulated",
)  # fmt: skip
DIGITS_OF_STATION = 8
DOUBTFUL = "2"
COLDEST_C, HOTTEST_C = -40.0, 50.0
# A title that only the exports of this vendor have.
VENDOR_TITLE, VENDOR = "weathericon", "ecovisio"
REASONS = {
    "STATION_ABSENTE": "Le numéro de la station est vide : écrivez-le.",
    "JOUR_FUTUR": "Ce jour n’est pas fini : une prévision n’est pas une mesure. Vérifiez l’année.",
    "TEMPERATURE_INVRAISEMBLABLE": "Une température est hors de −40 à 50 °C : vérifiez l’unité et "
    "la virgule.",
    "TEMPERATURES_INVERSEES": "La température minimale dépasse la maximale : vérifiez les deux "
    "colonnes.",
    "JOUR_EN_DOUBLE": "Cette station a déjà ce jour sur une ligne plus haut.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a station and day: line_number, STATION, day, minimum_c, maximum_c, mean_c.

    The rows of a day without any temperature stay: they are counted, named, and write nothing.
    """
    territory = load_territory(Path(context.settings.territory_dir))
    raw = read_table(content, COLUMNS, [column.name for column in COLUMNS])
    if "NUM_POSTE" not in raw.frame.columns:
        # Its other titles say where it comes from.
        raw = _with_vendor_station(read_table(content, COLUMNS), territory)
    batch = check_rows(raw, COLUMNS, territory)
    days = _days(batch.rows, context.simulated)
    today = local_day(pl.lit(context.now_s))
    found = sorted_out(raw, batch, _checked(days, today), REASONS)
    if found.rows.height and found.rows.filter(USABLE).is_empty():
        raise LoadError(
            "TEMPERATURES_ABSENTES",
            "Le fichier n’a aucune température exploitable (TN et TX, ou TM). Prenez le fichier "
            "« RR-T-Vent » de Météo-France, puis relancez.",
        )
    found.notices.extend(weather_notices(found.rows))
    return Batch(found.rows.drop("doubtful"), found.rejected, found.notices)


def _with_vendor_station(raw: RawTable, territory: Territory) -> RawTable:
    """The same table with the station of the commune whose counters the file names."""
    titles = [folded(name) for name in raw.frame.columns]
    codes = {
        code
        for alias, (_place, _role, code) in known_places().items()
        if code and any(alias in title for title in titles)
    }
    commune = territory.commune(codes.pop()) if len(codes) == 1 else None
    if VENDOR_TITLE not in titles or commune is None:
        raise LoadError(
            "STATION_INCONNUE",
            "Le fichier ne dit pas de quelle station il vient. Ajoutez une colonne NUM_POSTE (et "
            "NOM_USUEL, LAT, LON) ; pour un export Eco-Visio, ajoutez son compteur et sa commune "
            "à data/reference/counter_places.csv.",
        )
    return replace(
        raw,
        frame=raw.frame.with_columns(
            pl.lit(f"{VENDOR}-{folded(commune.name)}").alias("NUM_POSTE"),
            pl.lit(f"{commune.name} (Eco-Visio)").alias("NOM_USUEL"),
            pl.lit(commune.town_hall_lat).cast(pl.String).alias("LAT"),
            pl.lit(commune.town_hall_lon).cast(pl.String).alias("LON"),
        ),
    )


def _days(rows: pl.DataFrame, simulated: bool) -> pl.DataFrame:
    """Typed rows; a value that its producer doubts is null, and counted in `doubtful`."""
    doubted = {
        name: pl.col(name).is_not_null() & (pl.col(f"Q{name}").str.strip_chars() == DOUBTFUL)
        for name in TEMPERATURES
    }
    number = pl.col("NUM_POSTE").str.strip_chars()
    lost_zero = number.str.contains(rf"^\d{{{DIGITS_OF_STATION - 1}}}$")
    station = pl.when(lost_zero).then("0" + number).otherwise(number)
    return rows.select(
        "line_number",
        station.alias("station_id"),
        pl.coalesce("NOM_USUEL", station).alias("name"),
        pl.col("LAT").alias("latitude_deg"),
        pl.col("LON").alias("longitude_deg"),
        pl.col("ALTI").alias("altitude_m"),
        pl.lit(simulated).alias("simulated"),
        pl.col("AAAAMMJJ").alias("day"),
        *(
            pl.when(~doubted[name].fill_null(False)).then(name).alias(column)
            for name, column in TEMPERATURES.items()
        ),
        pl.sum_horizontal(case.fill_null(False).cast(pl.Int64) for case in doubted.values()).alias(
            "doubtful"
        ),
    )


def _checked(days: pl.DataFrame, today: pl.Expr) -> pl.DataFrame:
    """The rows with the `code` of what is wrong in them."""
    outside = pl.any_horizontal(
        ~pl.col(column).is_between(COLDEST_C, HOTTEST_C) for column in TEMPERATURES.values()
    )
    return days.with_columns(
        pl.when(pl.col("station_id").is_null())
        .then(pl.lit("STATION_ABSENTE"))
        .when(pl.col("day") >= today)
        .then(pl.lit("JOUR_FUTUR"))
        .when(outside)
        .then(pl.lit("TEMPERATURE_INVRAISEMBLABLE"))
        .when(pl.col("minimum_c") > pl.col("maximum_c"))
        .then(pl.lit("TEMPERATURES_INVERSEES"))
        .when(~pl.struct("station_id", "day").is_first_distinct())
        .then(pl.lit("JOUR_EN_DOUBLE"))
        .alias("code")
    )


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update stations and days, their degree days, and the station of each building.

    A later value replaces an earlier one; a day that now has none keeps what it had.
    """
    refuse_mixing(connection, context)
    # Imported late: weather alone does not need the sums of buildings.
    from loaders.buildings import building_rollup

    known = batch.rows.filter(USABLE)
    stations = known.select(STATION).unique("station_id", keep="last", maintain_order=True)
    store.upsert(connection, schema.weather_station, stations)
    store.upsert(connection, schema.weather_day, known.select(weather_days.DAY.keys()))
    weather_days.rebuild(connection, stations["station_id"].to_list())
    territory = load_territory(Path(context.settings.territory_dir))
    assign_stations(connection, territory)
    building_rollup.rebuild(connection, territory)
    return Written(known["day"].min(), known["day"].max())
