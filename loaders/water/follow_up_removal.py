"""Takes out of the store what people noted of an alert, or the name that they gave with a note."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, delete, func, select, update

from data import schema
from data.calendar import PARIS
from data.db import erase_deleted, loader_lock
from loaders.pipeline import Context, LoadError, record_change

AUTHORS, FOLLOW_UPS = "auteurs", "suivi"
NOTE = schema.water_follow_up.c
SOURCE_KEY = "debits-eau"


def remove_authors(names: Sequence[str], context: Context) -> str:
    """Take these names off the notes that they signed; the notes stay, signed by nobody."""
    wanted = [name.strip().lower() for name in names]
    with loader_lock(context.engine), context.engine.begin() as connection:
        signed = update(schema.water_follow_up).where(func.lower(NOTE.author).in_(wanted))
        count = connection.execute(signed.values(author="")).rowcount
        if not count:
            raise LoadError(
                "IDENTIFIANT_INCONNU",
                "Rien n’a été retiré : aucune note n’est signée de ce nom. Écrivez-le comme il "
                "apparaît à l’écran.",
            )
        message = f"Nom retiré de {count} note{_plural(count)}."
        # Of the account of loads, which anyone reads, the name is left out too.
        record_change(connection, SOURCE_KEY, message, context)
    erase_deleted(context.engine, [schema.water_follow_up.name])
    return message


def remove_follow_ups(places: Sequence[str], context: Context) -> str:
    """Remove the notes of sectors or meters: "BOURG" all, "BOURG:2026-11-22 14:05" those of then.

    The local day alone is enough. One transaction; LoadError, and nothing removed, when one of
    them says no note.
    """
    with loader_lock(context.engine), context.engine.begin() as connection:
        by_place = {place: _noted(connection, place) for place in places}
        if unknown := [place for place, numbers in by_place.items() if not numbers]:
            raise LoadError(
                "IDENTIFIANT_INCONNU",
                f"Rien n’a été retiré : aucune note pour {', '.join(unknown)}. Écrivez le secteur "
                "ou le compteur, suivi pour une seule note de sa date : "
                'BOURG:2026-11-22, ou "BOURG:2026-11-22 14:05".',
            )
        wanted = {number for numbers in by_place.values() for number in numbers}
        connection.execute(delete(schema.water_follow_up).where(NOTE.follow_up_no.in_(wanted)))
        message = f"Retiré : {len(wanted)} note{_plural(len(wanted))} de suivi."
        record_change(connection, SOURCE_KEY, message, context)
    erase_deleted(context.engine, [schema.water_follow_up.name])
    return message


def _noted(connection: Connection, place: str) -> list[int]:
    """The numbers of the notes that a place, or a place and a moment, names."""
    rows = connection.execute(select(NOTE.follow_up_no, NOTE.place_id, NOTE.at_s)).all()
    wanted = place.strip().lower()
    return [row.follow_up_no for row in rows if _names(wanted, row)]


def _names(wanted: str, row: Row) -> bool:
    if wanted == row.place_id.lower():
        return True
    told = f"{datetime.fromtimestamp(row.at_s, PARIS):%Y-%m-%d %H:%M}"
    since = wanted.removeprefix(f"{row.place_id.lower()}:")
    return since != wanted and len(since) >= len("2026-11-22") and told.startswith(since)


def _plural(count: int) -> str:
    return "s" if count > 1 else ""


REMOVALS = {AUTHORS: remove_authors, FOLLOW_UPS: remove_follow_ups}
