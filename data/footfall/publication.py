"""Sessions in, published counts out: small cells are hidden once, here, before anything reads them.

A session frame has site_id, day and hour (local time of its start), terminal (a pseudonym valid
that day only), start_s, stop_s (null: unknown), language, consented_terminal. The rule and its
proof are in docs/adr/0006-privacy-grid.md.
"""

from datetime import date

import polars as pl

from data.footfall.vocabulary import DWELL_LABELS

SESSION = {
    "site_id": pl.String,
    "day": pl.Date,
    "hour": pl.Int8,
    "terminal": pl.UInt64,
    "start_s": pl.Int64,
    "stop_s": pl.Int64,
    "language": pl.String,
    "consented_terminal": pl.String,
}
MONTH_COUNT = {
    "kind": pl.String,
    "site_id": pl.String,
    "month": pl.Date,
    "item": pl.String,
    "count": pl.Int64,
    "terminal_days": pl.Int64,
}
# Items of the dwell line: the lower bounds of the classes in minutes, as text.
DWELL_CLASSES = [str(start_min) for start_min in DWELL_LABELS]
VISIT_GAP_S = 30 * 60

SITE_DAY = ["site_id", "day"]
TERMINAL_DAY = [*SITE_DAY, "terminal"]
MONTH_LINE = ["kind", "site_id", "month"]
ITEM_ORDER = ["site_id", "month", "item"]


def site_days(sessions: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """Sessions and different terminals of each site and day, both null under the threshold."""
    shown = pl.col("terminals") >= threshold
    return (
        sessions.group_by(SITE_DAY)
        .agg(
            sessions=pl.len().cast(pl.Int64),
            terminals=pl.col("terminal").n_unique().cast(pl.Int64),
        )
        .with_columns(pl.when(shown).then(pl.col("sessions", "terminals")))
        .sort(SITE_DAY)
    )


def of_published_days(sessions: pl.DataFrame, site_days: pl.DataFrame) -> pl.DataFrame:
    """The sessions of published site-days: a hidden day feeds no other count."""
    published = site_days.filter(pl.col("terminals").is_not_null())
    return sessions.join(published.select(SITE_DAY), on=SITE_DAY, how="semi")


def site_hours(sessions: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """Sessions by local hour of start, published hours only; persons are the hour's terminals."""
    hours = sessions.group_by(*SITE_DAY, "hour").agg(
        sessions=pl.len().cast(pl.Int64), persons=pl.col("terminal").n_unique()
    )
    return (
        published_cells(hours, SITE_DAY, "persons", threshold)
        .drop("persons")
        .sort(*SITE_DAY, "hour")
    )


def hours_so_far(sessions: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """What `site_hours` publishes of the hours of one open day that are over.

    An hour is over once a session that began in a later hour is known, on any site: no site's own
    silence says so, which would tell an empty hour from one with a few persons.
    """
    return site_hours(sessions.filter(pl.col("hour") < pl.col("hour").max()), threshold)


def published_cells(
    cells: pl.DataFrame, line: list[str], persons: str, threshold: int
) -> pl.DataFrame:
    """The cells of each line that may be shown; `cells` holds the nonzero ones.

    Hidden: every cell under the threshold, and, as soon as a line has one, the smallest of its
    other cells too (all of them when several are the smallest). So a hidden set always mixes
    cells on both sides of the threshold and does not depend on which cell is which: exchanging
    two hidden cells gives the same publication. A line without small cell is shown whole.
    """
    small = pl.col(persons) < threshold
    smallest_other = pl.col(persons).filter(~small).min().over(line)
    alone = ~small.any().over(line)
    return cells.filter(~small & (alone | (pl.col(persons) > smallest_other)))


def visits(sessions: pl.DataFrame) -> pl.DataFrame:
    """Visits [site_id, day, terminal, start_s, stop_s]: a terminal's sessions on one site and day
    that overlap or follow each other by less than 30 minutes.

    Sessions of unknown end are left out: their visit has no length.
    """
    ordered = (
        sessions.lazy()
        .filter(pl.col("stop_s").is_not_null())
        .select(*TERMINAL_DAY, "start_s", "stop_s")
        .sort(*TERMINAL_DAY, "start_s")
    )
    first_of_terminal = pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(name).shift()) for name in TERMINAL_DAY
    )
    # Times grow from one terminal to the next by more than any session lasts, so that one running
    # maximum over the whole frame is each terminal's own.
    own_times = first_of_terminal.cum_sum().cast(pl.Int64) * (1 << 34)
    reached_s = (pl.col("stop_s") + own_times).cum_max().shift() - own_times
    starts_visit = first_of_terminal | (pl.col("start_s") - reached_s >= VISIT_GAP_S)
    return (
        ordered.with_columns(visit=starts_visit.cum_sum())
        .group_by("visit")
        .agg(pl.col(*TERMINAL_DAY, "start_s").first(), pl.col("stop_s").max())
        .drop("visit")
        .sort(*TERMINAL_DAY, "start_s")
        .collect()
    )


def month_counts(sessions: pl.DataFrame) -> pl.DataFrame:
    """Counts of each site and month before suppression, which add up over days (MONTH_COUNT).

    dwell: visits by class; language: terminals of each day by language; pair: terminals seen on
    both sites (site_id < item) the same day. `terminal_days` are the persons behind a count:
    different terminals of each day, added up.
    """
    counts = [_dwell_counts(sessions), _language_counts(sessions), _pair_counts(sessions)]
    return pl.concat(counts).select(pl.col(name).cast(kind) for name, kind in MONTH_COUNT.items())


def _dwell_counts(sessions: pl.DataFrame) -> pl.DataFrame:
    bounds = [int(key) for key in DWELL_CLASSES][1:]
    minutes = (pl.col("stop_s") - pl.col("start_s")) / 60
    dwell_class = minutes.bin_intervals(bounds, labels=DWELL_CLASSES)
    classed = visits(sessions).select(*TERMINAL_DAY, item=dwell_class.cast(pl.String))
    return _by_month(classed, "dwell")


def _language_counts(sessions: pl.DataFrame) -> pl.DataFrame:
    spoken = (
        sessions.filter(pl.col("language").is_not_null())
        .group_by(TERMINAL_DAY)
        .agg(item=pl.col("language").min())
    )
    return _by_month(spoken, "language")


def _pair_counts(sessions: pl.DataFrame) -> pl.DataFrame:
    seen = sessions.select(TERMINAL_DAY).unique()
    several = seen.filter(pl.col("site_id").count().over("day", "terminal") > 1)
    pairs = several.join(several.rename({"site_id": "item"}), on=["day", "terminal"])
    return _by_month(pairs.filter(pl.col("site_id") < pl.col("item")), "pair")


def _by_month(seen: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Rows of `seen` [site_id, day, terminal, item] counted, and their different terminals."""
    return (
        seen.group_by(*TERMINAL_DAY, "item")
        .agg(count=pl.len())
        .group_by("site_id", pl.col("day").dt.month_start().alias("month"), "item")
        .agg(pl.col("count").sum(), terminal_days=pl.len())
        .sort(ITEM_ORDER)
        .select(pl.lit(kind).alias("kind"), *ITEM_ORDER, "count", "terminal_days")
    )


def published_months(counts: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """The month counts that may be shown [kind, site_id, month, item, count].

    Pairs have no published total: the threshold alone protects them.
    """
    lines = published_cells(
        counts.filter(pl.col("kind") != "pair"), MONTH_LINE, "terminal_days", threshold
    )
    pairs = counts.filter(pl.col("kind") == "pair", pl.col("terminal_days") >= threshold)
    return pl.concat([lines, pairs]).drop("terminal_days").sort("kind", *ITEM_ORDER)


def published_returns(consented_days: pl.DataFrame, month: date, threshold: int) -> pl.DataFrame:
    """Consenting terminals of each site in a month, and those seen there on an earlier day of the
    calendar year; a site is left out when either the returning or the others are too few.

    `consented_days` holds [site_id, consented_terminal, day] of the year at least.
    """
    of_month = pl.col("day").dt.month_start() == month
    year = consented_days.filter(
        pl.col("day") >= month.replace(month=1, day=1), pl.col("day").dt.month_start() <= month
    )
    terminals = (
        year.group_by("site_id", "consented_terminal")
        .agg(first=pl.col("day").min(), last=pl.col("day").max(), seen=of_month.any())
        .filter("seen")
    )
    returned = (pl.col("first") < pl.col("last")).sum().cast(pl.Int64)
    by_site = terminals.group_by("site_id").agg(
        pl.lit(month).alias("month"), terminals=pl.len().cast(pl.Int64), returned=returned
    )
    others = pl.col("terminals") - pl.col("returned")
    enough = (pl.col("returned") >= threshold) & (others >= threshold)
    return by_site.filter(enough).sort("site_id")
