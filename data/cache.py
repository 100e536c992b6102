"""Answers kept between requests, until a load or the end of the day: their keys hold both."""

import functools
import hashlib
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_caching import Cache
from flask_caching.backends.filesystemcache import FileSystemCache
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from data import db, schema
from data.calendar import paris_day

cache = Cache()
log = logging.getLogger(__name__)
KEPT_S = 7 * 24 * 3600
VERSION_CHECK_S = 2.0
MOST_FILES = 5000
# The folder is looked at once for so many writings: reading it takes as long as some of them.
WRITINGS = 250


class StoreAway(RuntimeError):
    """The database cannot be reached and no earlier answer is kept."""


@dataclass(frozen=True)
class Answer:
    """The value of a query, when it was read, and whether the store was away since."""

    value: Any
    read_at_s: float
    stale: bool = False


class AnswerFiles(FileSystemCache):
    """The files of the library, with another way to make room.

    Once a folder is full, the library reads all of its files before each writing, to take one
    away: up to a second for each answer. Here the oldest quarter goes at once, and with it what
    a full disk left half written.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        # No threshold for the library: it neither counts nor takes away.
        super().__init__(*arguments, **options | {"threshold": 0})
        self._writings = 0

    def _prune(self) -> None:
        """What the library does before each writing."""
        # Someone may have emptied the place of all caches.
        os.makedirs(self._path, exist_ok=True)
        self._writings += 1
        if self._writings % WRITINGS == 1:
            self._make_room()

    def _make_room(self) -> None:
        # When two workers do it at once, one misses a file and stops: the other goes on.
        with os.scandir(self._path) as entries:
            aged = sorted((entry.stat().st_mtime, entry.path) for entry in entries)
        if len(aged) > MOST_FILES:
            for _written_s, path in aged[: -3 * MOST_FILES // 4]:
                os.remove(path)


def configure(server: Any, cache_url: str) -> None:
    """Attach the cache to the Flask server: `null`, `file:DIR` or `redis://…`."""
    if cache_url == "null":
        config = {"CACHE_TYPE": "NullCache", "CACHE_NO_NULL_WARNING": True}
    elif cache_url.startswith("file:"):
        folder = cache_url.removeprefix("file:")
        config = {"CACHE_TYPE": "data.cache.AnswerFiles", "CACHE_DIR": folder}
    else:
        config = {"CACHE_TYPE": "RedisCache", "CACHE_REDIS_URL": cache_url}
    cache.init_app(server, config={**config, "CACHE_DEFAULT_TIMEOUT": KEPT_S})


_checked: dict[Engine, tuple[float, str]] = {}


def data_version(engine: Engine) -> str:
    """Number and time of the last successful load, number of the last follow-up of an alert.

    Asked again at most every two seconds. "0" on an empty store. The time tells apart two stores
    filled one after the other in the same place. Raises SQLAlchemyError when the store is away.
    """
    checked_s, version = _checked.get(engine, (-VERSION_CHECK_S, "0"))
    if time.monotonic() - checked_s >= VERSION_CHECK_S:
        run = schema.load_run.c
        latest = (
            select(run.run_id, run.ended_s)
            .where(run.status == "loaded")
            .order_by(run.run_id.desc())
            .limit(1)
        )
        with engine.connect() as connection:
            row = connection.execute(latest).first()
            told = connection.scalar(select(func.max(schema.water_follow_up.c.follow_up_no)))
        version = f"{row.run_id}-{row.ended_s}" if row else "0"
        version = f"{version}-{told}" if told else version
        _checked[engine] = (time.monotonic(), version)
    return version


def ask_again(engine: Engine) -> None:
    """Ask the version of the data at the next question: this process has just changed them."""
    _checked.pop(engine, None)


def answer(engine: Engine, query: Callable[..., Any], *arguments: Any) -> Answer:
    """The result of `query(engine, *arguments)`, kept for the current data version and local day.

    What runs tonight or is late is not told the next day when nothing was loaded in between.
    When the store is away, the last answer kept for the same question comes back marked stale;
    StoreAway is raised when there is none.
    """
    question = _question(engine, query, arguments)
    try:
        key = f"{question}:{data_version(engine)}:{paris_day(int(time.time()))}"
        kept = _kept(key)
        if kept is None:
            kept = Answer(query(engine, *arguments), time.time())
            _keep(kept, key, f"{question}:last")
        return kept
    except SQLAlchemyError as fault:
        _checked.pop(engine, None)
        log.warning("store away: %s", fault)
        kept = _kept(f"{question}:last")
        if kept is None:
            raise StoreAway from fault
        return Answer(kept.value, kept.read_at_s, stale=True)


def _kept(key: str) -> Answer | None:
    try:
        return cache.get(key)
    # A server that is away, a spoiled file: what is not kept is asked again.
    except Exception as fault:
        log.warning("cache not read: %s", fault)
        return None


def _keep(answered: Answer, *keys: str) -> None:
    try:
        for key in keys:
            cache.set(key, answered)
    # A full disk, a folder that is not ours: the answer stands all the same.
    except Exception as fault:
        log.warning("cache not written: %s", fault)


@functools.cache
def _code_version() -> str:
    """A fingerprint of this package: an answer kept by another version of the code is not ours."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _question(engine: Engine, query: Callable[..., Any], arguments: tuple[Any, ...]) -> str:
    # What was answered while the meters of customers were open is not given once they are shut.
    rights = db.customer_detail()
    where = f"{_code_version()}{rights}{engine.url!r}"
    text = f"{where}{query.__module__}.{query.__qualname__}{arguments!r}"
    return hashlib.sha256(text.encode()).hexdigest()
