"""What can be taken out of the store of public lighting.

A lamp taken down goes, what was spent and mended stays: bills and faults are of their commune.
"""

from sqlalchemy import Connection

from data import schema
from data.territory import Territory
from loaders.lighting.light_loads import THEME
from loaders.removing import Removal, by_moment, by_name, measures, rows

CABINET = schema.light_cabinet.c.cabinet_id
SCHEDULE, REDUCTION, BILL = (
    table.c for table in (schema.light_schedule, schema.light_reduction, schema.light_bill)
)


def _rebuild(connection: Connection, territory: Territory) -> None:
    # Imported late: the command line alone does not need the sums of lighting.
    from loaders.lighting import lighting_rollup

    lighting_rollup.rebuild(connection, territory)


LIGHTING_REMOVALS = (
    Removal(
        kind="points-lumineux",
        taken="un point lumineux déposé, ou qui n’existe pas ; ses pannes restent",
        written="l’identifiant du point, tel que dans l’inventaire",
        source_key="points-lumineux",
        find=by_name(schema.light_point.c.point_id),
        parts=(rows("points lumineux", schema.light_point.c.point_id),),
        rebuild=_rebuild,
    ),
    Removal(
        kind="armoires",
        taken="une armoire, ses points, ses horaires et ses courbes de charge ; les factures de "
        "son point de livraison restent",
        written="l’identifiant de l’armoire, tel que dans la liste chargée",
        source_key="armoires",
        find=by_name(CABINET),
        parts=(
            rows("points lumineux", schema.light_point.c.cabinet_id),
            rows("horaires", SCHEDULE.cabinet_id),
            rows("coupures", REDUCTION.cabinet_id),
            *measures(THEME),
            rows("armoires", CABINET),
        ),
        rebuild=_rebuild,
    ),
    Removal(
        kind="horaires-eclairage",
        taken="les horaires d’une armoire, ou un seul par sa date d’effet",
        written="l’armoire, suivie pour un seul horaire de sa date d’effet : "
        "ARM-37261-01:2022-10-01",
        source_key="horaires-eclairage",
        find=by_moment(
            SCHEDULE.cabinet_id, SCHEDULE.first_day, SCHEDULE.cabinet_id, SCHEDULE.first_day
        ),
        parts=(
            rows("horaires", SCHEDULE.cabinet_id, SCHEDULE.first_day),
            rows("coupures", REDUCTION.cabinet_id, REDUCTION.first_day),
        ),
        rebuild=_rebuild,
    ),
    Removal(
        kind="factures-eclairage",
        taken="les factures d’un point de livraison, ou celles d’une année ou d’un mois",
        written="le point de livraison, suivi au besoin de l’année ou du mois : "
        "30001234567890:2024-01",
        source_key="factures-eclairage",
        find=by_moment(BILL.supply_point, BILL.month, BILL.supply_point, BILL.month),
        parts=(rows("mois facturés", BILL.supply_point, BILL.month),),
        rebuild=_rebuild,
    ),
    Removal(
        kind="courbes-eclairage",
        taken="les courbes de charge d’une armoire",
        written="l’identifiant de l’armoire, tel que dans la liste chargée",
        source_key="courbes-eclairage",
        find=by_name(schema.series.c.place, schema.series.c.theme == THEME),
        parts=measures(THEME),
        rebuild=_rebuild,
    ),
    Removal(
        kind="pannes-eclairage",
        taken="une panne",
        written="l’identifiant de la panne, tel que dans l’export",
        source_key="pannes-eclairage",
        find=by_name(schema.light_fault.c.fault_id),
        parts=(rows("pannes", schema.light_fault.c.fault_id),),
        rebuild=_rebuild,
    ),
    Removal(
        kind="zones-protegees",
        taken="une zone protégée",
        written="l’identifiant de la zone, tel que dans la couche chargée",
        source_key="zones-protegees",
        find=by_name(schema.light_zone.c.zone_id),
        parts=(rows("zones", schema.light_zone.c.zone_id),),
        rebuild=_rebuild,
    ),
)
