"""The signs of life of public screens: one row a screen, the last one."""

from collections.abc import Mapping

from sqlalchemy import Engine, insert, select, update

from data import schema
from data.db import site_write
from data.screens.queries import UnknownScreen
from data.screens.vocabulary import IDENTIFIER

# Not written again sooner: a screen speaks every 55 to 65 seconds, whoever insists waits.
EVERY_S = 45
# A busy store loses a sign of life, for a minute; no thread of the site waits for it.
WAIT_S = 0.1
CONTACT = schema.screen_contact


def record(engine: Engine, screen_id: str, contact: Mapping[str, str], now_s: int) -> bool:
    """Keep the contact of a screen: whether it was written, at most once a minute a screen.

    `contact` has version, data_version, state and error ("" for none), bounded by the caller. An
    error stays until another one. Raises UnknownScreen, StoreBusy, SQLAlchemyError.
    """
    if not IDENTIFIER.fullmatch(screen_id):
        raise UnknownScreen(screen_id)
    key = CONTACT.c.screen_id == screen_id
    known = schema.screen.c.screen_id == screen_id
    with engine.connect() as connection:
        if connection.execute(select(schema.screen.c.screen_id).where(known)).first() is None:
            raise UnknownScreen(screen_id)
        before = connection.scalar(select(CONTACT.c.at_s).where(key))
    if before is not None and 0 <= now_s - before < EVERY_S:
        return False
    told = {name: contact[name] for name in ("version", "data_version", "state")}
    values = {"at_s": now_s, **told}
    if contact["error"]:
        values |= {"last_error": contact["error"], "last_error_s": now_s}
    with site_write(engine, WAIT_S) as connection:
        if connection.execute(update(CONTACT).where(key).values(**values)).rowcount == 0:
            connection.execute(insert(CONTACT).values(screen_id=screen_id, **values))
    return True
