"""What a load of weather says of its stations: days missing, values doubted, means alone."""

import polars as pl

from data.quality import Notice
from loaders.placing import listed

# A day has a mean: that of its two ends, or the one that was measured.
USABLE = pl.all_horizontal(pl.col("minimum_c", "maximum_c").is_not_null()) | (
    pl.col("mean_c").is_not_null()
)


def weather_notices(days: pl.DataFrame) -> list[Notice]:
    """The notices of one file: a row a station and day, `doubtful` a number of values."""
    known = days.filter(USABLE)
    silent = days.join(known, on="line_number", how="anti")
    doubted = days.filter(pl.col("doubtful") > 0)
    notices = []
    if missing := _missing_days(days.join(known, on="station_id", how="semi"), known):
        notices.append(Notice("METEO_JOURS_MANQUANTS", {"names": listed(missing)}))
    if silent.height:
        facts = {"rows": silent.height, "names": _names(silent)}
        notices.append(Notice("METEO_SANS_TEMPERATURE", facts))
    if doubted.height:
        facts = {"values": doubted["doubtful"].sum(), "names": _names(doubted)}
        notices.append(Notice("METEO_VALEURS_DOUTEUSES", facts))
    both = known.drop_nulls(["minimum_c", "maximum_c"])
    cases = {
        "METEO_MOYENNE_SEULE": known.join(both, on="station_id", how="anti"),
        "METEO_STATION_SANS_POSITION": known.filter(pl.col("latitude_deg").is_null()),
    }
    notices += [
        Notice(code, {"names": _names(rows)}) for code, rows in cases.items() if rows.height
    ]
    return notices


def _names(rows: pl.DataFrame) -> str:
    return listed(rows["name"].unique(maintain_order=True).to_list())


def _missing_days(days: pl.DataFrame, known: pl.DataFrame) -> list[str]:
    """Each station with days missing from the first to the last of the file: how many, the gap.

    "TOURS (12 jours entre le 01/01/2016 et le 31/12/2023, dont 5 à la suite à partir du …)", those
    with the longest gap first.
    """
    edges = days.group_by("station_id", "name", maintain_order=True).agg(
        pl.col("day").min().alias("first"), pl.col("day").max().alias("last")
    )
    # One day beyond each end: a gap may begin or end the file.
    bounds = pl.concat(
        [
            known.select("station_id", "day"),
            edges.select("station_id", pl.col("first").dt.offset_by("-1d").alias("day")),
            edges.select("station_id", pl.col("last").dt.offset_by("1d").alias("day")),
        ]
    ).sort("station_id", "day")
    before = pl.col("day").shift().over("station_id")
    gaps = bounds.with_columns(
        before.dt.offset_by("1d").alias("start"),
        ((pl.col("day") - before).dt.total_days() - 1).alias("gap"),
    ).filter(pl.col("gap") > 0)
    found = (
        gaps.sort("gap", descending=True, maintain_order=True)
        .group_by("station_id", maintain_order=True)
        .agg(pl.col("gap").sum().alias("days"), pl.col("gap", "start").first())
        .join(edges, on="station_id", how="left", maintain_order="left")
    )
    return [_gap_words(row) for row in found.iter_rows(named=True)]


def _gap_words(row: dict[str, object]) -> str:
    plural = "s" if row["days"] > 1 else ""
    return (
        f"{row['name']} ({row['days']} jour{plural} entre le {row['first']:%d/%m/%Y} et le "
        f"{row['last']:%d/%m/%Y}, dont {row['gap']} à la suite à partir du "
        f"{row['start']:%d/%m/%Y})"
    )
