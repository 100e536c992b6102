"""What people did of an alert: seen, repaired, dismissed. The only thing that the site writes.

Rows are added, never rewritten: the last one of an alert is its state. A row knows its alert by
its place and by a day on which it ran, for the dates of an alert may move when data are reloaded.
"""

import logging
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd
from sqlalchemy import ColumnElement, Engine, Row, Select, exists, or_, select
from sqlalchemy.exc import SQLAlchemyError

from data import cache, schema
from data.db import StoreBusy, site_write
from data.quality import Notice
from data.selection import SYNDICAT
from data.settings import Settings
from data.viewing import LOCAL
from data.water import entry_code
from data.water.scope import shown_customers
from data.water.vocabulary import CUSTOMER_METER, STATES

log = logging.getLogger(__name__)
SURROGATE = re.compile("[\ud800-\udfff]")
NOTE_LENGTH, AUTHOR_LENGTH = 500, 80
NEW, REPAIRED, CLOSED = "new", "repaired", ("repaired", "dismissed")
# How far the dates of an alert may move when its data are loaded again.
MOVES = timedelta(days=14)
# An alert that begins this long after the last day of one that was closed is another one.
SAME_LEAK = timedelta(days=3)
ROW = schema.water_follow_up.c
OF_FOLLOW_UP = [
    "follow_up_no", "place_kind", "place_id", "anchor_day", "state", "note", "author", "at_s",
]  # fmt: skip


@dataclass(frozen=True)
class FollowUp:
    """What someone says of the alert of a place; `anchor_day`: its last day as it was read."""

    place_kind: str
    place_id: str
    anchor_day: date
    state: str
    note: str = ""
    author: str = ""
    at_s: int = 0


def follow_ups(engine: Engine, place_kind: str, place_id: str) -> pd.DataFrame:
    """OF_FOLLOW_UP of a place, oldest first."""
    own = (ROW.place_kind == place_kind) & (ROW.place_id == place_id)
    return pd.DataFrame(follow_ups_of(engine, own), columns=OF_FOLLOW_UP)


def follow_ups_of(engine: Engine, condition: ColumnElement[bool]) -> list[Row]:
    """OF_FOLLOW_UP of several places, oldest first, as rows."""
    columns = [ROW[name] for name in OF_FOLLOW_UP]
    statement = select(*columns).where(condition).order_by(ROW.follow_up_no)
    with engine.connect() as connection:
        return list(connection.execute(statement))


def state_of(alert: object, rows: pd.DataFrame | Sequence[object]) -> FollowUp | None:
    """The last follow-up of an alert among the rows of its place; None while nobody said anything.

    `alert` has since, last_day and open. Rows hold when their anchor day lies within MOVES of the
    alert. What closed an alert says nothing of one that began later; what was said to be repaired
    and still runs MOVES after is to be seen again.
    """
    told = rows.itertuples() if isinstance(rows, pd.DataFrame) else rows
    own = [row for row in told if _is_about(alert, row)]
    if not own:
        return None
    last = own[-1]
    still_runs = alert.open and alert.last_day > _said_day(last) + MOVES
    if last.state == REPAIRED and still_runs:
        return None
    return FollowUp(
        last.place_kind, last.place_id, last.anchor_day, last.state, last.note, last.author,
        last.at_s,
    )  # fmt: skip


def _is_about(alert: object, row: object) -> bool:
    if row.state in CLOSED and alert.since > row.anchor_day + SAME_LEAK:
        return False
    return alert.since - MOVES <= row.anchor_day <= alert.last_day + MOVES


def _said_day(row: object) -> date:
    """The day it was said, or the day of the data that it was said of when that is later."""
    return max(row.anchor_day, datetime.fromtimestamp(row.at_s, LOCAL).date())


def submit(
    engine: Engine, settings: Settings, given_code: str, client: str, follow_up: FollowUp
) -> Notice:
    """Store what someone says, when they know the code; what to tell them, whatever happened.

    `client`: their address, of which nothing is kept. SUIVI_ENREGISTRE is the only answer after
    which something is stored. SUIVI_DEJA_NOTE: the last row of the place says just that of that
    day; a second click adds nothing.
    """
    try:
        refused = entry_code.refusal(settings, given_code, client) or _refusal(follow_up)
        if refused:
            return Notice(refused)
        if not _is_known(engine, follow_up):
            return Notice("SUIVI_SANS_ALERTE")
        if _is_last(engine, follow_up):
            return Notice("SUIVI_DEJA_NOTE")
        record(engine, follow_up)
    except StoreBusy:
        return Notice("SUIVI_BASE_OCCUPEE")
    except (SQLAlchemyError, OSError) as fault:
        # Neither the note nor the name of who wrote it.
        log.warning("follow-up not stored: %s", _reason(fault))
        return Notice("SUIVI_NON_ENREGISTRE")
    return Notice("SUIVI_ENREGISTRE")


def _reason(fault: Exception) -> str:
    """What the database or the system says, without the statement that it refused."""
    return str(getattr(fault, "orig", None) or type(fault).__name__).partition("\n")[0]


def record(engine: Engine, follow_up: FollowUp) -> None:
    """Add a row, in its own transaction; raises StoreBusy when a loader keeps the store."""
    row = _row(follow_up)
    with site_write(engine) as connection:
        connection.execute(schema.water_follow_up.insert().values(**row))
    cache.ask_again(engine)


def _row(follow_up: FollowUp) -> Mapping[str, object]:
    words = {"note": follow_up.note.strip(), "author": follow_up.author.strip()}
    return {**vars(follow_up), **words, "at_s": follow_up.at_s or int(time.time())}


def _refusal(follow_up: FollowUp) -> str:
    """The code of what forbids to store the words; empty when nothing does."""
    if follow_up.state not in STATES:
        return "SUIVI_ETAT_INCONNU"
    if len(follow_up.note.strip()) > NOTE_LENGTH or len(follow_up.author.strip()) > AUTHOR_LENGTH:
        return "SUIVI_TROP_LONG"
    return "" if _is_text(follow_up) else "SUIVI_TEXTE_ILLISIBLE"


def _is_text(follow_up: FollowUp) -> bool:
    """Whether both databases can keep the words: no lone surrogate, no NUL."""
    words = (follow_up.note, follow_up.author, follow_up.place_kind, follow_up.place_id)
    return not any("\0" in one or SURROGATE.search(one) for one in words)


def _is_last(engine: Engine, follow_up: FollowUp) -> bool:
    """Whether the last row of the place says the same of the same day."""
    said = _row(follow_up)
    place = [ROW[name] == said[name] for name in ("place_kind", "place_id")]
    told = [ROW[name] for name in ("anchor_day", "state", "note", "author")]
    statement = select(*told).where(*place).order_by(ROW.follow_up_no.desc()).limit(1)
    with engine.connect() as connection:
        last = connection.execute(statement).first()
    return last is not None and all(said[name] == cell for name, cell in last._mapping.items())


def _is_known(engine: Engine, follow_up: FollowUp) -> bool:
    """Whether an alert of the place, which may be shown, runs on about that day."""
    alert, day = schema.water_alert.c, follow_up.anchor_day
    if not date.min + MOVES <= day <= date.max - MOVES:
        return False
    found = exists().where(
        alert.place_kind == follow_up.place_kind,
        alert.place_id == follow_up.place_id,
        alert.since <= day + MOVES,
        alert.last_day >= day - MOVES,
        or_(alert.place_kind != CUSTOMER_METER, alert.place_id.in_(_shown_meters())),
    )
    with engine.connect() as connection:
        return bool(connection.scalar(select(found)))


def _shown_meters() -> Select:
    return select(schema.water_customer.c.meter_id).where(shown_customers(SYNDICAT))
