"""Takes out of the store what was loaded by mistake: the way back that no other load gives.

A wrong reading is replaced by a right one of the same instant. What has no right one (another
date, another meter, a building that does not exist) is removed here, whole meters and buildings
at once, so that nothing is left of them.
"""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Column, Connection, Table, delete, select

from data import schema
from data.db import loader_lock
from data.territory import Territory, load_territory
from loaders.buildings.meter_names import bare_name
from loaders.pipeline import Context, LoadError, record_change
from loaders.series_removal import remove_series

READINGS, METERS, BUILDINGS, WORKS = "releves", "compteurs", "batiments", "travaux"
# What is named by each kind.
IDENTIFIERS: dict[str, Column] = {
    READINGS: schema.meter.c.meter_id,
    METERS: schema.meter.c.meter_id,
    BUILDINGS: schema.building.c.building_id,
    WORKS: schema.work.c.work_id,
}
# What goes with each kind, by the same identifier; readings go with meters.
TABLES: dict[str, tuple[Table, ...]] = {
    READINGS: (schema.bill, schema.meter_change),
    METERS: (schema.bill, schema.meter_change, schema.meter_building, schema.meter),
    BUILDINGS: (schema.opening, schema.meter_building, schema.work, schema.building),
    WORKS: (schema.work,),
}
# The source whose account of loads tells what was removed.
ACCOUNTS = {
    READINGS: "compteurs-energie",
    METERS: "compteurs-energie",
    BUILDINGS: "batiments",
    WORKS: "travaux",
}
WORDS = {
    schema.reading.name: "mesures",
    schema.bill.name: "factures",
    schema.meter_change.name: "changements de compteur",
    schema.meter_building.name: "liens entre compteur et bâtiment",
    schema.meter.name: "compteurs",
    schema.opening.name: "plages d’ouverture",
    schema.building.name: "bâtiments",
    schema.work.name: "travaux",
}


def remove(kind: str, identifiers: Sequence[str], context: Context) -> str:
    """Remove these meters' readings, meters, buildings or works; what was removed, in French.

    One transaction, as a load: whatever screens read of buildings is rebuilt. Raises LoadError,
    and removes nothing, when the store does not know one of them.
    """
    with loader_lock(context.engine), context.engine.begin() as connection:
        names = _stored(connection, kind, identifiers)
        removed = _removed(connection, kind, names)
        _rebuild(connection, load_territory(Path(context.settings.territory_dir)))
        words = ", ".join(f"{word} ({rows})" for word, rows in removed.items()) or "rien"
        message = f"Retiré ({', '.join(names)}) : {words}."
        record_change(connection, ACCOUNTS[kind], message, context)
    return f"{message} Rechargez ensuite les bons fichiers, avec « run … --again »."


def _removed(connection: Connection, kind: str, names: Sequence[str]) -> dict[str, int]:
    """The number of rows removed, by word."""
    removed = _readings(connection, names) if kind in (READINGS, METERS) else {}
    for table in TABLES[kind]:
        column = table.c[IDENTIFIERS[kind].name]
        rows = connection.execute(delete(table).where(column.in_(names))).rowcount
        if rows:
            removed[WORDS[table.name]] = rows
    return removed


def _rebuild(connection: Connection, territory: Territory) -> None:
    # Imported late: the command line alone does not need the science of buildings.
    from loaders.buildings import building_rollup

    building_rollup.rebuild(connection, territory)


def _stored(connection: Connection, kind: str, identifiers: Sequence[str]) -> list[str]:
    """The identifiers as the store writes them."""
    known = {
        bare_name(name).upper(): name for name in connection.scalars(select(IDENTIFIERS[kind]))
    }
    found = {name: known.get(bare_name(name).upper()) for name in identifiers}
    if unknown := [name for name, stored in found.items() if stored is None]:
        raise LoadError(
            "IDENTIFIANT_INCONNU",
            f"Rien n’a été retiré : le magasin ne connaît pas {', '.join(unknown)}. Vérifiez "
            "l’identifiant, tel que dans la liste chargée.",
        )
    return list(found.values())


def _readings(connection: Connection, meters: Sequence[str]) -> dict[str, int]:
    """Remove every series of these meters."""
    readings = remove_series(connection, "buildings", meters)
    return {WORDS[schema.reading.name]: readings} if readings else {}
