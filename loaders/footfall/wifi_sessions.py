"""Wi-Fi sessions, from FreeRADIUS accounting or a captive portal: pseudonymised on the way in.

Sessions of the day wait in `raw_footfall_session` under that day's key; those of past days become
published cells at once. Who a terminal belongs to is never written anywhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, delete, select

from data import schema
from data.calendar import day_bounds_utc_s, paris_day
from data.footfall.publication import SESSION, SITE_DAY
from data.quality import Notice
from data.territory import load_territory
from loaders import store
from loaders.checking import MASK, check_rows
from loaders.footfall import footfall_publishing, hours_today, pseudonyms, wifi_parsing
from loaders.footfall.wifi_parsing import Sessions
from loaders.footfall.wifi_places import access_point_sites, known_sites, sites_of
from loaders.pipeline import REJECTED_SCHEMA, Batch, Column, Context, Written
from loaders.reading import RawTable, read_table
from loaders.simulated import refuse_mixing

# What MySQL writes for a session that is still open.
NO_TIME = r"^0000-00-00"
SLICE_ROWS = 200_000
# What may name an access point or a site, and how many unknown ones a notice names.
PLACES = ("calledstationid", "nasidentifier", "nasipaddress", "borne", "site")
NAMED = 5
SHORT_LIVED = (schema.session.name, schema.terminal_key.name, schema.footfall_today.name)
RAW_SESSION = {name: kind for name, kind in SESSION.items() if name != "hour"}

COLUMNS = (
    Column(
        "acctuniqueid",
        "text",
        "Identifiant de la session, unique sur tout le réseau",
        "6f2b8d0c41e79a53",
        aliases=("acctsessionid", "radacctid"),
    ),
    Column(
        "callingstationid",
        "text",
        "Adresse MAC du terminal : remplacée à l’entrée par un pseudonyme d’un jour",
        "02-00-00-00-00-01",
        personal=True,
    ),
    Column(
        "calledstationid",
        "text",
        "Adresse MAC de la borne, suivie du nom du réseau",
        "AC-DE-48-00-11-22:Wifi-public",
        required=False,
    ),
    Column("nasidentifier", "text", "Identifiant de la borne", "B0142", required=False),
    Column("nasipaddress", "text", "Adresse IP de la borne", "10.20.0.14", required=False),
    Column("acctstarttime", "instant", "Début de la session", "2026-07-14 10:02:31"),
    Column(
        "acctstoptime",
        "instant",
        "Fin de la session ; vide si elle est ouverte",
        "2026-07-14 10:48:07",
        required=False,
    ),
)
PORTAL_COLUMNS = (
    Column(
        "session", "text", "Identifiant de la session", "P-2026-000148", aliases=("session_id",)
    ),
    Column(
        "terminal",
        "text",
        "Adresse MAC ou compte : remplacé à l’entrée par un pseudonyme d’un jour",
        "02-00-00-00-00-01",
        aliases=("mac", "adresse_mac", "compte"),
        personal=True,
    ),
    Column("borne", "text", "Identifiant de la borne", "B0142", required=False),
    Column("site", "text", "Identifiant du site, à défaut de borne", "S042", required=False),
    Column("debut", "instant", "Début de la session", "14/07/2026 10:02"),
    Column("fin", "instant", "Fin ; vide si elle est ouverte", "14/07/2026 10:48", required=False),
    Column("langue", "text", "Langue du terminal, deux lettres", "fr", required=False),
    Column(
        "consentement",
        "boolean",
        "Accord pour reconnaître les retours dans l’année civile (oui, non)",
        "non",
        required=False,
        aliases=("accord",),
    ),
)


def parse(content: bytes, context: Context) -> Batch:
    """Sessions of a FreeRADIUS `radacct` export, or of its rows read by SQL."""
    raw = _read(content, COLUMNS)
    del content
    return _parsed(raw, context, COLUMNS, _radius_rows)


def parse_portal(content: bytes, context: Context) -> Batch:
    """Sessions of a captive portal's export, with language and consent."""
    raw = _read(content, PORTAL_COLUMNS)
    del content
    return _parsed(raw, context, PORTAL_COLUMNS, _portal_rows)


def _radius_rows(rows: pl.DataFrame, connection: Connection) -> pl.DataFrame:
    points = access_point_sites(connection)
    named = [
        sites_of(rows[name], points)
        for name in ("calledstationid", "nasidentifier", "nasipaddress")
    ]
    return rows.select(
        "line_number",
        session="acctuniqueid",
        terminal="callingstationid",
        site_id=pl.coalesce(named),
        start_s="acctstarttime",
        stop_s="acctstoptime",
        language=pl.lit(None, pl.String),
        consent=pl.lit(False),
    )


def _portal_rows(rows: pl.DataFrame, connection: Connection) -> pl.DataFrame:
    points, sites = access_point_sites(connection), known_sites(connection)
    return rows.select(
        "line_number",
        "session",
        "terminal",
        site_id=pl.coalesce(sites_of(rows["borne"], points), sites_of(rows["site"], sites)),
        start_s="debut",
        stop_s="fin",
        language="langue",
        consent="consentement",
    )


def _parsed(
    raw: RawTable,
    context: Context,
    columns: Sequence[Column],
    as_sessions: Callable[[pl.DataFrame, Connection], pl.DataFrame],
) -> Sessions:
    """Checked sessions, under the keys of their days and years."""
    with context.engine.connect() as connection:
        stored = pseudonyms.stored_keys(connection)
        checked = _checked(raw, context, columns, partial(as_sessions, connection=connection))
    rows, keys = wifi_parsing.pseudonymised(checked.rows, stored, context.now_s)
    return Sessions(rows, checked.rejected, checked.notices, keys)


def _checked(
    raw: RawTable,
    context: Context,
    columns: Sequence[Column],
    as_sessions: Callable[[pl.DataFrame], pl.DataFrame],
) -> Batch:
    """Sessions typed and given their site by slices, which bounds the memory of a large file."""
    territory = load_territory(Path(context.settings.territory_dir))
    slices = []
    for frame in [*raw.frame.iter_slices(SLICE_ROWS)] or [raw.frame]:
        part = check_rows(replace(raw, frame=frame), columns, territory)
        slices.append(replace(part, rows=as_sessions(part.rows)))
        raw = replace(raw, rejected=raw.rejected.clear())
    rows, faulty = wifi_parsing.checked_sessions(
        pl.concat(part.rows for part in slices), context.now_s
    )
    rejected = [part.rejected for part in slices]
    rejected.append(faulty.with_columns(raw_text=pl.lit(MASK)))
    notices = {notice.code: notice for part in slices for notice in part.notices}
    unknown = raw.frame.join(faulty.filter(code="BORNE_INCONNUE"), on="line_number", how="semi")
    return Batch(
        rows,
        pl.concat(rejected).sort("line_number"),
        [*notices.values(), *_unknown_places(unknown, columns, context)],
    )


def _unknown_places(
    rows: pl.DataFrame, columns: Sequence[Column], context: Context
) -> list[Notice]:
    """Names the access points that no site has, each told when enough terminals share it: one
    that few share may be a person's, written in the wrong column."""
    person = next(column.name for column in columns if column.personal)
    names = (
        rows.unpivot([name for name in PLACES if name in rows.columns], index=person)
        .drop_nulls()
        .group_by("value")
        .agg(pl.len(), terminals=pl.col(person).n_unique())
        .filter(pl.col("terminals") >= context.settings.privacy_threshold)
        .sort("len", "value", descending=[True, False])["value"]
        .head(NAMED)
    )
    return [Notice("BORNES_INCONNUES", {"names": ", ".join(names)})] if len(names) else []


def _read(content: bytes, columns: Sequence[Column]) -> RawTable:
    """The cells of declared columns alone: nothing is known of what the others say about people.

    The text itself goes, since rows put aside keep nothing of it.
    """
    raw = read_table(content, columns, kept=[column.name for column in columns])
    stop = pl.col("^(acctstoptime|fin)$")
    frame = raw.frame.with_columns(pl.when(~stop.str.contains(NO_TIME)).then(stop))
    return replace(raw, frame=frame, body=replace(raw.body, text=""))


def write(connection: Connection, batch: Sessions, context: Context) -> Written:
    """Keep the sessions of today, publish those of days that are over, drop what is published."""
    refuse_mixing(connection, context)
    today = paris_day(context.now_s)
    over = batch.rows.filter(pl.col("day") < today)
    shown = footfall_publishing.published_site_days(connection, over)
    late = over.join(shown, on=SITE_DAY, how="semi")
    if not late.is_empty():
        over = over.join(shown, on=SITE_DAY, how="anti")
    _keep_open_day(connection, batch, today, context.now_s)
    _settle_days(connection, over, context)
    return Written(
        first_day=batch.rows["day"].min(),
        last_day=batch.rows["day"].max(),
        rejected=_already_published(late),
        watermark=_watermark(batch.rows, context),
    )


def purge(connection: Connection, context: Context) -> None:
    """Publish and destroy the sessions of days that are over, without a load.

    To be run soon after midnight when no load is: no session may stay longer than a day.
    """
    _settle_days(connection, pl.DataFrame(schema=SESSION | {"session_key": pl.String}), context)


def _keep_open_day(connection: Connection, batch: Sessions, today: date, now_s: int) -> None:
    """Sessions of today wait; one already there is replaced, for it may have ended since."""
    rows = batch.rows.filter(pl.col("day") == today)
    periods = {str(day) for day in rows["day"].unique()}
    consented = batch.rows.filter(pl.col("consented_terminal").is_not_null())
    if any(day.year == today.year for day in consented["day"].unique()):
        periods.add(f"year:{today.year}")
    pseudonyms.store_keys(connection, batch.keys, periods)
    waiting = rows.select("session_key", *RAW_SESSION, received_s=pl.lit(now_s))
    store.upsert(
        connection, schema.session, waiting.with_columns(pl.col("terminal").cast(pl.String))
    )


def _settle_days(connection: Connection, arriving: pl.DataFrame, context: Context) -> None:
    """Publish days that are over, what waited in its last reading; then tell today's hours."""
    today = paris_day(context.now_s)
    table = schema.session
    read = RAW_SESSION | {"terminal": pl.String, "session_key": pl.String}
    statement = select(*(table.c[name] for name in read)).where(table.c.day < today)
    waited = store.read(connection, statement, read).with_columns(
        pl.col("terminal").cast(pl.UInt64), hour=wifi_parsing.local_start().dt.hour()
    )
    shown_again = arriving.filter(pl.col("session_key").is_not_null())
    waited = waited.join(shown_again, on="session_key", how="anti")
    sessions = pl.concat([arriving.select(*SESSION), waited.select(*SESSION).cast(SESSION)])
    del arriving
    threshold = context.settings.privacy_threshold
    rules = footfall_publishing.Rules(today, threshold, whole_days=context.from_sql)
    footfall_publishing.publish(connection, sessions, rules)
    connection.execute(delete(table).where(table.c.day < today))
    key = schema.terminal_key.c.period
    connection.execute(delete(schema.terminal_key).where(key < str(today)))
    hours_today.rewrite(connection, today, context)


def _already_published(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of site-days that show a number; nothing of the session itself is kept."""
    day = pl.col("day").dt.to_string("%d/%m/%Y")
    return rows.select(
        "line_number",
        code=pl.lit("JOUR_DEJA_PUBLIE"),
        reason=pl.format(
            "La journée du {} de ce site est déjà publiée ; elle ne change plus, pour qu’aucune "
            "différence ne trahisse quelqu’un. La session y figure déjà, ou arrive trop tard.",
            day,
        ),
        raw_text=pl.lit(MASK),
    ).cast(REJECTED_SCHEMA)


def _watermark(rows: pl.DataFrame, context: Context) -> str | None:
    """Where the next SQL reading starts: the last start read, or the last midnight when it is
    later, for the days before are published. A file says nothing of what the base holds."""
    if rows.is_empty() or not context.from_sql:
        return None
    midnight_s, _next = day_bounds_utc_s(paris_day(context.now_s))
    return datetime.fromtimestamp(max(rows["start_s"].max(), midnight_s), UTC).isoformat()
