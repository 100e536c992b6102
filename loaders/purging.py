"""What is not kept for ever: sessions of days that are over, old rows put aside."""

import time

from sqlalchemy import Engine

from data import db
from data.settings import Settings
from loaders import quarantine
from loaders.footfall import wifi_sessions
from loaders.pipeline import Context


def purge_ended_days(engine: Engine, settings: Settings) -> None:
    """No session outlives its day, even when no new one arrives."""
    with db.loader_lock(engine):
        with engine.begin() as connection:
            wifi_sessions.purge(connection, Context(settings, engine, int(time.time()), "purge"))
        db.erase_deleted(engine, wifi_sessions.SHORT_LIVED)


def purge_old_rows(engine: Engine, settings: Settings) -> int:
    """Rows put aside go after their time, even when nothing is loaded; how many went."""
    with db.loader_lock(engine), engine.begin() as connection:
        return quarantine.forget_old(connection, settings.quarantine_days, int(time.time()))
