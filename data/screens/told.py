"""The state of a screen as the site tells it: read again after half a minute, kept for bad days."""

import logging
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from data.cache import StoreAway, cache
from data.screens.queries import UnknownScreen
from data.screens.state import State, state
from data.screens.vocabulary import IDENTIFIER

log = logging.getLogger(__name__)
# Screens ask once a minute: two of one office share what was read.
FRESH_S = 30


def told(engine: Engine, screen_id: str) -> State:
    """The state of a screen now; the last one kept, with its date, when the store is away.

    Raises UnknownScreen, and StoreAway when nothing is kept.
    """
    if not IDENTIFIER.fullmatch(screen_id):
        raise UnknownScreen(screen_id)
    key = f"screen:{engine.url!r}:{screen_id}"
    now = datetime.now(UTC)
    kept = cache.get(key)
    if kept and 0 <= now.timestamp() - kept["at_s"] < FRESH_S:
        return kept
    try:
        fresh = state(engine, screen_id, now)
    except SQLAlchemyError as fault:
        log.warning("screen %r: store away: %s", screen_id, fault)
        if kept is None:
            raise StoreAway from fault
        return kept
    cache.set(key, fresh)
    return fresh
