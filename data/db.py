"""Engines, migrations and the lock of loaders: the only place that opens a database."""

import contextlib
import fcntl
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import pandas as pd
from sqlalchemy import Connection, Engine, Select, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from data.settings import Settings

MIGRATIONS = Path(__file__).parent / "migrations"
# One number for the whole application: two loaders never write together.
LOADER_LOCK_KEY = 0x6761_6261
# How long SQLite waits for another writer; how long, twice at most, someone who sent a form does.
BUSY_S, FORM_WAIT_S = 15, 1.0
# The site keeps the lock of loaders for some milliseconds when it writes.
LOADER_WAIT_S = 0.3
# PostgreSQL: a lock was not given in time.
LOCK_NOT_AVAILABLE = "55P03"

_current: tuple[Settings, Engine] | None = None


class StoreBusy(RuntimeError):
    """Another loader holds the write lock."""


def make_engine(url: str, *, create: bool = True) -> Engine:
    """An engine for SQLite (WAL) or PostgreSQL; nothing is opened before the first query.

    With `create` false, a SQLite file that is not there stays so: asking it is an error.
    """
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(
            url, pool_pre_ping=True, pool_size=8, connect_args={"connect_timeout": 3}
        )
    address = make_url(url)
    path = address.database
    if path and create:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    elif path:
        existing = {"mode": "rw", "uri": "true"}
        address = address.set(database=f"file:{path}", query=existing)
    engine = create_engine(address, connect_args={"timeout": BUSY_S})
    event.listen(engine, "connect", _tune_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    if path:
        _follow_file(engine, Path(path))
    return engine


def _follow_file(engine: Engine, path: Path) -> None:
    """Leave a file that is no longer at its place: another store, or none, has taken it."""

    @event.listens_for(engine, "connect")
    def note(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["file"] = _identity(path)

    @event.listens_for(engine, "checkout")
    def refuse(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        if record.info["file"] != _identity(path):
            raise DisconnectionError


def _identity(path: Path) -> tuple[int, int] | None:
    """What no other existing file has; None without a file."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def make_reading_engine(url: str) -> Engine:
    """An engine for a base that is not ours: SQLite is opened as it is, for reading only."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, connect_args={"connect_timeout": 10})
    only_read = {"mode": "ro", "uri": "true"}
    return create_engine(address.set(database=f"file:{address.database}", query=only_read))


def _tune_sqlite(connection: object, _record: object) -> None:
    # The driver opens transactions late and never for DDL: we begin them ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "cache_size=-32000",
        # What is deleted is overwritten: no session or key stays readable in free pages.
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def configure(settings: Settings) -> Engine:
    """Make the engine that pages read from; replaces the previous one."""
    global _current
    _current = settings, make_engine(settings.database_url, create=False)
    return _current[1]


def engine() -> Engine:
    """The engine made by `configure`."""
    if _current is None:
        raise RuntimeError("data.db.configure(settings) has not been called")
    return _current[1]


def settings() -> Settings:
    """The settings given to `configure`."""
    if _current is None:
        raise RuntimeError("data.db.configure(settings) has not been called")
    return _current[0]


def customer_detail() -> bool:
    """Whether the operator has opened the meters of customers; no before `configure`."""
    return _current is not None and _current[0].customer_detail


def fetch(engine: Engine, statement: Select) -> pd.DataFrame:
    """The rows of a Core statement, with its columns even when there are none."""
    with engine.connect() as connection:
        result = connection.execute(statement)
        # As plain tuples: pandas would ask each row of the driver what it is.
        return pd.DataFrame([tuple(row) for row in result], columns=list(result.keys()))


def upgrade(engine: Engine) -> None:
    """Bring the store's schema to the last migration; an up-to-date store is left alone."""
    # Alembic is needed by loaders only: the web workers never import it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def erase_deleted(engine: Engine, tables: Sequence[str]) -> None:
    """Take what was deleted from these tables out of the store's files too.

    Until then, SQLite keeps it in its journal and PostgreSQL in dead rows.
    """
    sqlite = engine.dialect.name == "sqlite"
    statement = "PRAGMA wal_checkpoint(TRUNCATE)" if sqlite else f"VACUUM {', '.join(tables)}"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(statement)


def is_migrated(engine: Engine) -> bool:
    """Whether the store has its tables; a missing SQLite file is not created by asking."""
    path = engine.url.database if engine.dialect.name == "sqlite" else None
    if path and not Path(path).exists():
        return False
    return inspect(engine).has_table("load_run")


@contextlib.contextmanager
def loader_lock(engine: Engine) -> Iterator[None]:
    """Hold the only write lock of the store; raises StoreBusy when another loader has it.

    The system frees it when the process dies, however it dies.
    """
    sqlite = engine.dialect.name == "sqlite"
    with _sqlite_lock(engine, LOADER_WAIT_S) if sqlite else _postgresql_lock(engine):
        yield


@contextlib.contextmanager
def site_write(engine: Engine, wait_s: float | None = None) -> Iterator[Connection]:
    """One short transaction of the site; raises StoreBusy when it must wait over FORM_WAIT_S.

    `wait_s`: for something that nobody waits for.

    On SQLite it takes the turn of a loader: one that has read and not yet written would else be
    refused its own writing. On PostgreSQL the role of the site reads unless told otherwise.
    """
    sqlite = engine.dialect.name == "sqlite"
    wait_s = FORM_WAIT_S if wait_s is None else wait_s
    turn = _sqlite_lock(engine, wait_s) if sqlite else contextlib.nullcontext()
    try:
        with turn, engine.begin() as connection, _short_wait(connection, wait_s):
            yield connection
    except OperationalError as fault:
        if _is_busy(fault):
            raise StoreBusy from fault
        raise


@contextlib.contextmanager
def _short_wait(connection: Connection, wait_s: float) -> Iterator[None]:
    """A transaction that writes, and waits no longer than this."""
    wait_ms = int(wait_s * 1000)
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET TRANSACTION READ WRITE")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait_ms}")
        yield
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {wait_ms}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_S * 1000}")


def _is_busy(fault: OperationalError) -> bool:
    """Whether a writing was refused because another one lasts."""
    if getattr(fault.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE:
        return True
    return getattr(fault.orig, "sqlite_errorname", "").startswith("SQLITE_BUSY")


@contextlib.contextmanager
def _sqlite_lock(engine: Engine, wait_s: float) -> Iterator[None]:
    """The lock of the file beside the store; raises StoreBusy after `wait_s`."""
    path = engine.url.database
    if not path:
        yield
        return
    last_s = time.monotonic() + wait_s
    with open(f"{path.removeprefix('file:')}.lock", "w") as lock:
        while not _is_locked(lock):
            if time.monotonic() > last_s:
                raise StoreBusy
            time.sleep(0.05)
        yield


def _is_locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def _postgresql_lock(engine: Engine) -> Iterator[None]:
    with engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        key = {"key": LOADER_LOCK_KEY}
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), key):
            raise StoreBusy
        try:
            yield
        finally:
            connection.scalar(text("SELECT pg_advisory_unlock(:key)"), key)
