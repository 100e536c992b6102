"""Bytes from a file, an address or an SQL query: short, with a time limit, nothing interpreted."""

import contextlib
import csv
import io
import re
import urllib.request
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Engine, bindparam, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import NullType

from data.db import make_reading_engine
from loaders.pipeline import LoadError, Source, latest_watermark

LOCAL = ZoneInfo("Europe/Paris")
TIMEOUT_S = 60
LARGEST_DOWNLOAD_BYTES = 1_000_000_000
# Before the first load, everything is read.
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def from_file(path: str) -> bytes:
    """The content of a file."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise LoadError(
            "FICHIER_ABSENT", f"Le fichier « {path} » n’existe pas. Vérifiez le chemin."
        ) from None
    except OSError as fault:
        raise LoadError(
            "FICHIER_ILLISIBLE",
            f"Le fichier « {path} » ne s’ouvre pas ({fault.strerror}). "
            "Donnez le droit de le lire au compte qui charge, puis relancez.",
        ) from fault


def from_url(url: str) -> bytes:
    """The content at an http(s) address, at most 1 GB, within a minute between two packets."""
    if not url.startswith(("http://", "https://")):
        raise LoadError("ADRESSE_INVALIDE", "L’adresse doit commencer par http:// ou https://.")
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_S) as answer:
            content = answer.read(LARGEST_DOWNLOAD_BYTES + 1)
    # A broken answer or a malformed address raises more than URLError, which is an OSError.
    except (OSError, HTTPException, ValueError) as fault:
        raise LoadError(
            "ADRESSE_INJOIGNABLE",
            f"L’adresse « {url} » ne répond pas ({fault}). "
            "Ouvrez-la depuis cette machine : l’adresse ou le réseau est en cause.",
        ) from fault
    if len(content) > LARGEST_DOWNLOAD_BYTES:
        raise LoadError("FICHIER_TROP_GROS", "Le fichier dépasse 1 Go. Découpez-le par année.")
    return content


def public_address(url: str) -> str:
    """The address without account nor parameters, which may be keys to it."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def from_sql(sql_url: str, query: str, since: datetime) -> bytes:
    """The rows of a query as CSV with its column names; `:depuis` in it is the watermark."""
    try:
        source_engine = make_reading_engine(sql_url)
        with contextlib.closing(source_engine.connect()) as connection:
            result = connection.execution_options(stream_results=True).execute(
                text(query).bindparams(*_since_parameter(query, since, source_engine))
            )
            return _csv(result.keys(), result)
    except (SQLAlchemyError, ImportError) as fault:
        raise LoadError(
            "REQUETE_SQL",
            f"La base source a refusé la requête : {str(fault).splitlines()[0]}. "
            "Vérifiez l’adresse, le pilote, les droits et la requête.",
        ) from fault


def _since_parameter(query: str, since: datetime, source_engine: Engine) -> list[BindParameter]:
    """The watermark as the source compares it, where the query asks for it.

    PostgreSQL is left to find its type (with or without time zone); elsewhere times are texts or
    have no zone, and are those of Paris as everywhere a source does not say.
    """
    if not re.search(r"(?<!:):depuis\b", query):
        return []
    local = since.astimezone(LOCAL)
    if source_engine.dialect.name == "postgresql":
        return [bindparam("depuis", local.isoformat(" "), NullType())]
    return [bindparam("depuis", local.replace(tzinfo=None).isoformat(" "))]


def _csv(names: object, rows: object) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(names)
    writer.writerows(
        [cell.isoformat() if isinstance(cell, datetime) else cell for cell in row] for row in rows
    )
    return buffer.getvalue().encode()


def since(engine: Engine, source: Source) -> datetime:
    """Where an SQL source is read from: its watermark, less what is declared to be read again.

    Without a declared window, the local day of the watermark is read again from its midnight.
    """
    with engine.connect() as connection:
        latest = connection.execute(latest_watermark(source.key)).first()
    if latest is None:
        return BEGINNING
    reached = datetime.fromisoformat(latest.watermark)
    if source.reread_s:
        return reached - timedelta(seconds=source.reread_s)
    return datetime.combine(reached.astimezone(LOCAL), datetime.min.time(), LOCAL)
