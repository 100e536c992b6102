"""Takes out of the store the readings of sensors of water that were loaded by mistake.

A wrong reading is replaced by a right one of the same instant. Readings in a wrong unit, of
another sensor or of another time have none: they are removed here, whole sensors at once.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.db import loader_lock
from data.territory import load_territory
from loaders.pipeline import Context, LoadError, record_change
from loaders.series_removal import remove_series
from loaders.stored_names import as_stored
from loaders.water.water_names import THEME

KIND = "debits"
SOURCE_KEY = "debits-eau"


def remove(sensors: Sequence[str], context: Context) -> str:
    """Remove all the readings of these sensors; what was removed, in French.

    One transaction, as a load. Raises LoadError, and removes nothing, when one has no reading.
    """
    # Imported late: the command line alone does not need the science of water.
    from loaders.water import water_rollup

    with loader_lock(context.engine), context.engine.begin() as connection:
        names = _stored(connection, sensors)
        readings = remove_series(connection, THEME, names)
        water_rollup.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
        message = f"Retiré ({', '.join(names)}) : mesures ({readings})."
        record_change(connection, SOURCE_KEY, message, context)
    return f"{message} Rechargez ensuite les bons fichiers, avec « run … --again »."


def _stored(connection: Connection, sensors: Sequence[str]) -> list[str]:
    """The sensors as the store writes them."""
    row = schema.series.c
    measured = connection.scalars(select(row.place).where(row.theme == THEME).distinct()).all()
    given = pl.Series(sensors, dtype=pl.String)
    found = as_stored(given, pl.Series(measured, dtype=pl.String))
    if unknown := given.filter(found.is_null()).to_list():
        raise LoadError(
            "IDENTIFIANT_INCONNU",
            f"Rien n’a été retiré : le magasin n’a aucune mesure de {', '.join(unknown)}. Vérifiez "
            "l’identifiant, tel que dans la liste des capteurs.",
        )
    return found.to_list()
