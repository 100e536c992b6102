"""Bytes from a file, an address or an SQL query: short, with a time limit, nothing interpreted."""

import csv
import io
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select, text
from sqlalchemy.exc import SQLAlchemyError

from data import schema
from data.db import make_engine
from loaders.pipeline import LoadError, Source

LOCAL = ZoneInfo("Europe/Paris")
TIMEOUT_S = 60
LARGEST_DOWNLOAD_BYTES = 1_000_000_000
# Before the first load, everything is read.
BEGINNING = "1970-01-01T00:00:00+00:00"


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
            "FICHIER_ILLISIBLE", f"Le fichier « {path} » ne s’ouvre pas ({fault.strerror})."
        ) from fault


def from_url(url: str) -> bytes:
    """The content at an http(s) address, at most 1 GB, within a minute between two packets."""
    if not url.startswith(("http://", "https://")):
        raise LoadError("ADRESSE_INVALIDE", "L’adresse doit commencer par http:// ou https://.")
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_S) as answer:
            content = answer.read(LARGEST_DOWNLOAD_BYTES + 1)
    except (urllib.error.URLError, TimeoutError) as fault:
        raise LoadError(
            "ADRESSE_INJOIGNABLE", f"L’adresse « {url} » ne répond pas ({fault})."
        ) from fault
    if len(content) > LARGEST_DOWNLOAD_BYTES:
        raise LoadError("FICHIER_TROP_GROS", "Le fichier dépasse 1 Go. Découpez-le par année.")
    return content


def from_sql(sql_url: str, query: str, since: str) -> bytes:
    """The rows of a query as CSV with its column names; `:depuis` in it is the watermark."""
    parameters = {"depuis": since} if ":depuis" in query else {}
    source_engine = make_engine(sql_url)
    try:
        with source_engine.connect() as connection:
            result = connection.execution_options(stream_results=True).execute(
                text(query), parameters
            )
            return _csv(result.keys(), result)
    except SQLAlchemyError as fault:
        raise LoadError(
            "REQUETE_SQL",
            f"La base source a refusé la requête : {str(fault).splitlines()[0]}. "
            "Vérifiez l’adresse, les droits et la requête.",
        ) from fault
    finally:
        source_engine.dispose()


def _csv(names: object, rows: object) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(names)
    writer.writerows(
        [cell.isoformat() if isinstance(cell, datetime) else cell for cell in row] for row in rows
    )
    return buffer.getvalue().encode()


def since(engine: Engine, source: Source) -> str:
    """Where an SQL source is read from: its watermark, less what is declared to be read again.

    Without a declared window, the local day of the watermark is read again from its midnight.
    """
    run = schema.load_run.c
    latest = (
        select(run.watermark)
        .where(run.source_key == source.key, run.status == "loaded", run.watermark.is_not(None))
        .order_by(run.run_id.desc())
        .limit(1)
    )
    with engine.connect() as connection:
        watermark = connection.scalar(latest)
    if watermark is None:
        return BEGINNING
    reached = datetime.fromisoformat(watermark)
    if source.reread_s:
        return (reached - timedelta(seconds=source.reread_s)).isoformat()
    return datetime.combine(reached.astimezone(LOCAL), datetime.min.time(), LOCAL).isoformat()
