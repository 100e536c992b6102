"""Takes out of the store what is about a customer.

Readings in a wrong unit contradict the right ones until they are removed; a customer who leaves,
or who asks for it, leaves nothing behind.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, delete

from data import schema
from data.db import erase_deleted, loader_lock
from data.territory import load_territory
from data.water.vocabulary import CUSTOMER_METER
from loaders.pipeline import Context, LoadError, record_change
from loaders.stored_names import as_stored
from loaders.water.customer_list import known_customers

DAYS, CUSTOMERS = "releves-abonnes", "abonnes"
TABLES = (schema.water_customer_day, schema.water_customer, schema.water_follow_up)


def remove_days(meters: Sequence[str], context: Context) -> str:
    """Remove all the days of these meters; what was removed, in French."""
    return _removed(meters, context, DAYS, _days)


def remove_customers(meters: Sequence[str], context: Context) -> str:
    """Remove these meters, their days and what was noted of their leaks."""
    return _removed(meters, context, "compteurs-abonnes", _customers)


def _removed(
    meters: Sequence[str],
    context: Context,
    source_key: str,
    remove: Callable[[Connection, list[str], list[int]], dict[str, int]],
) -> str:
    """One transaction, as a load; LoadError, and nothing removed, when a meter is not known."""
    # Imported late: the command line alone does not need the science of water.
    from loaders.water import water_rollup

    with loader_lock(context.engine), context.engine.begin() as connection:
        names, numbers = _stored(connection, meters)
        rows = remove(connection, names, numbers)
        water_rollup.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
        counts = ", ".join(f"{what} ({count})" for what, count in rows.items())
        message = f"Retiré de {len(names)} compteur{_plural(len(names))} : {counts}."
        record_change(connection, source_key, message, context)
    # What was removed leaves the files of the store too.
    erase_deleted(context.engine, [table.name for table in TABLES])
    return message


def _plural(count: int) -> str:
    return "s" if count > 1 else ""


def _stored(connection: Connection, meters: Sequence[str]) -> tuple[list[str], list[int]]:
    """The meters as the store writes them, and their numbers."""
    known = known_customers(connection)
    given = pl.Series(meters, dtype=pl.String)
    found = as_stored(given, known["meter_id"])
    if unknown := given.filter(found.is_null()).to_list():
        raise LoadError(
            "IDENTIFIANT_INCONNU",
            f"Rien n’a été retiré : le magasin n’a pas de compteur d’abonné {', '.join(unknown)}. "
            "Vérifiez l’identifiant, tel que dans la liste des compteurs.",
        )
    rows = known.filter(pl.col("meter_id").is_in(found.implode()))
    return rows["meter_id"].to_list(), rows["customer_no"].to_list()


def _days(connection: Connection, names: list[str], numbers: list[int]) -> dict[str, int]:
    row = schema.water_customer_day.c
    removed = connection.execute(
        delete(schema.water_customer_day).where(row.customer_no.in_(numbers))
    )
    return {"journées": removed.rowcount}


def _customers(connection: Connection, names: list[str], numbers: list[int]) -> dict[str, int]:
    follow_up, customer = schema.water_follow_up.c, schema.water_customer.c
    days = _days(connection, names, numbers)
    notes = connection.execute(
        delete(schema.water_follow_up).where(
            follow_up.place_kind == CUSTOMER_METER, follow_up.place_id.in_(names)
        )
    )
    meters = connection.execute(
        delete(schema.water_customer).where(customer.customer_no.in_(numbers))
    )
    return {**days, "notes": notes.rowcount, "compteurs": meters.rowcount}


REMOVALS = {DAYS: remove_days, CUSTOMERS: remove_customers}
