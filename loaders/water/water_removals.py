"""What can be taken out of the store of water: the network, its measures, its declarations."""

from collections.abc import Callable

from sqlalchemy import Connection, Delete, delete, select

from data import schema
from data.territory import Territory
from data.water.vocabulary import SECTOR
from loaders.removing import Part, Removal, by_moment, by_name, link, measures, rows
from loaders.water.water_names import THEME

SECTOR_ID, SERVICE_ID = schema.water_sector.c.sector_id, schema.water_service.c.service_id
METER_ID, TANK_ID = schema.water_sector_meter.c.meter_id, schema.water_tank.c.tank_id
SERIES, VARIABLE = schema.series.c, schema.water_variable.c


def rebuild(connection: Connection, territory: Territory) -> None:
    """What screens read of water, once something has gone."""
    # Imported late: the command line alone does not need the science of water.
    from loaders.water import water_rollup

    water_rollup.rebuild(connection, territory)


def notes(place_kind: str) -> Part:
    """What people noted of the alerts of these places."""
    note = schema.water_follow_up.c
    return Part(
        "notes",
        lambda places: delete(schema.water_follow_up).where(
            note.place_kind == place_kind, note.place_id.in_(places)
        ),
    )


def _curves_of_sectors() -> Callable[[list], Delete]:
    tank, curve = schema.water_tank.c, schema.water_tank_volume
    return lambda sectors: delete(curve).where(
        curve.c.tank_id.in_(select(tank.tank_id).where(tank.sector_id.in_(sectors)))
    )


NETWORK_REMOVALS = (
    Removal(
        kind="debits",
        taken="toutes les mesures d’un capteur d’eau ou d’un réservoir",
        written="l’identifiant du capteur, tel que dans ses relevés",
        source_key="debits-eau",
        find=by_name(SERIES.place, SERIES.theme == THEME),
        parts=measures(THEME),
        rebuild=rebuild,
    ),
    Removal(
        kind="capteurs-eau",
        taken="un capteur et ses mesures",
        written="l’identifiant du capteur, tel que dans la liste chargée",
        source_key="capteurs-eau",
        find=by_name(METER_ID),
        parts=(*measures(THEME), rows("liens entre capteur et secteur", METER_ID)),
        rebuild=rebuild,
    ),
    Removal(
        kind="reservoirs-eau",
        taken="un réservoir, sa courbe et ses niveaux",
        written="l’identifiant du réservoir, tel que dans la liste chargée",
        source_key="reservoirs-eau",
        find=by_name(TANK_ID),
        parts=(
            *measures(THEME),
            rows("", schema.water_tank_volume.c.tank_id),
            rows("réservoirs", TANK_ID),
        ),
        rebuild=rebuild,
    ),
    Removal(
        kind="secteurs-eau",
        taken="un secteur, ses réservoirs, ses liens avec les capteurs et les notes sur ses "
        "fuites ; mesures, abonnés et interventions restent, sans secteur",
        written="l’identifiant du secteur, tel que dans la liste chargée",
        source_key="secteurs-eau",
        find=by_name(SECTOR_ID),
        parts=(
            link(schema.water_repair.c.sector_id),
            link(schema.water_noise.c.sector_id),
            link(schema.water_customer.c.sector_id),
            notes(SECTOR),
            rows("liens entre capteur et secteur", schema.water_sector_meter.c.sector_id),
            Part("", _curves_of_sectors()),
            rows("réservoirs", schema.water_tank.c.sector_id),
            rows("secteurs", SECTOR_ID),
        ),
        rebuild=rebuild,
    ),
    Removal(
        kind="services-eau",
        taken="un service, ses communes et ses volumes annuels ; ses secteurs et ses abonnés "
        "restent, sans service",
        written="l’identifiant du service, tel que dans la liste chargée",
        source_key="services-eau",
        find=by_name(SERVICE_ID),
        parts=(
            link(schema.water_sector.c.service_id),
            link(schema.water_customer.c.service_id),
            rows("", schema.water_service_commune.c.service_id),
            rows("variables annuelles", VARIABLE.service_id),
            rows("services", SERVICE_ID),
        ),
        rebuild=rebuild,
    ),
    Removal(
        kind="volumes-eau",
        taken="les volumes annuels d’un service, ou ceux d’une année",
        written="le service, suivi au besoin de l’année : 37-EAU-01:2024",
        source_key="volumes-eau",
        find=by_moment(VARIABLE.service_id, VARIABLE.year, VARIABLE.service_id, VARIABLE.year),
        parts=(rows("variables annuelles", VARIABLE.service_id, VARIABLE.year),),
        rebuild=rebuild,
    ),
    Removal(
        kind="interventions-eau",
        taken="une réparation",
        written="son identifiant, ou à défaut BOURG:2026-11-22:canalisation",
        source_key="interventions-eau",
        find=by_name(schema.water_repair.c.repair_id),
        parts=(rows("réparations", schema.water_repair.c.repair_id),),
        rebuild=rebuild,
    ),
)
