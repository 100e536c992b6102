"""What can be taken out of the store of buildings."""

from sqlalchemy import Connection

from data import schema
from data.territory import Territory
from loaders.removing import Removal, by_name, measures, rows

METER = schema.meter.c.meter_id
OF_METER = (
    *measures("buildings"),
    rows("factures", schema.bill.c.meter_id),
    rows("changements de compteur", schema.meter_change.c.meter_id),
)


def _rebuild(connection: Connection, territory: Territory) -> None:
    # Imported late: the command line alone does not need the science of buildings.
    from loaders.buildings import building_rollup

    building_rollup.rebuild(connection, territory)


BUILDING_REMOVALS = (
    Removal(
        kind="releves",
        taken="les mesures, les factures et les changements d’un compteur d’énergie",
        written="l’identifiant du compteur, tel que dans la liste chargée",
        source_key="compteurs-energie",
        find=by_name(METER),
        parts=OF_METER,
        rebuild=_rebuild,
    ),
    Removal(
        kind="compteurs",
        taken="les mêmes, et le compteur lui-même",
        written="l’identifiant du compteur, tel que dans la liste chargée",
        source_key="compteurs-energie",
        find=by_name(METER),
        parts=(
            *OF_METER,
            rows("liens entre compteur et bâtiment", schema.meter_building.c.meter_id),
            rows("compteurs", METER),
        ),
        rebuild=_rebuild,
    ),
    Removal(
        kind="batiments",
        taken="un bâtiment, ses horaires et ses travaux ; ses compteurs restent",
        written="l’identifiant du bâtiment, tel que dans la liste chargée",
        source_key="batiments",
        find=by_name(schema.building.c.building_id),
        parts=(
            rows("plages d’ouverture", schema.opening.c.building_id),
            rows("liens entre compteur et bâtiment", schema.meter_building.c.building_id),
            rows("travaux", schema.work.c.building_id),
            rows("bâtiments", schema.building.c.building_id),
        ),
        rebuild=_rebuild,
    ),
    Removal(
        kind="travaux",
        taken="des travaux",
        written="leur identifiant, par exemple BAT-0001:2023-09-04:chaudiere",
        source_key="travaux",
        find=by_name(schema.work.c.work_id),
        parts=(rows("travaux", schema.work.c.work_id),),
        rebuild=_rebuild,
    ),
)
