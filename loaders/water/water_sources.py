"""The sources of water, part of the declarative list of `loaders.sources`."""

from loaders.pipeline import Source
from loaders.water import water_sectors, water_sensors, water_services, water_tanks

THEME = "water"
OWNER = "Services d’eau, leurs exploitants et les syndicats d’eau potable"
INTERNAL = "Données internes, agrégats publiables sous Licence Ouverte 2.0"

WATER_SOURCES: tuple[Source, ...] = (
    Source(
        key="services-eau",
        label="Services d’eau",
        theme=THEME,
        owner=OWNER,
        licence=INTERNAL,
        address="Petit fichier CSV, d’après l’annuaire SISPEA",
        grain="un service et ses communes",
        refresh="à chaque changement de périmètre",
        fresh_h=24 * 365,
        stale_h=24 * 730,
        columns=water_services.COLUMNS,
        parse=water_services.parse,
        write=water_services.write,
    ),
    Source(
        key="secteurs-eau",
        label="Secteurs de réseau d’eau",
        theme=THEME,
        owner=OWNER,
        licence=INTERNAL,
        address="Fichier CSV du patrimoine, ou du système d’information géographique",
        grain="un secteur",
        refresh="à chaque changement de la sectorisation",
        fresh_h=24 * 365,
        stale_h=24 * 730,
        columns=water_sectors.COLUMNS,
        parse=water_sectors.parse,
        write=water_sectors.write,
    ),
    Source(
        key="capteurs-eau",
        label="Capteurs des secteurs d’eau",
        theme=THEME,
        owner=OWNER,
        licence=INTERNAL,
        address="Petit fichier CSV, d’après la télégestion",
        grain="un capteur et un secteur",
        refresh="à chaque pose ou dépose",
        fresh_h=24 * 365,
        stale_h=24 * 730,
        columns=water_sensors.COLUMNS,
        parse=water_sensors.parse,
        write=water_sensors.write,
    ),
    Source(
        key="reservoirs-eau",
        label="Réservoirs d’eau",
        theme=THEME,
        owner=OWNER,
        licence=INTERNAL,
        address="Petit fichier CSV, d’après les plans des ouvrages",
        grain="un point de la courbe de volume d’un réservoir",
        refresh="à chaque changement d’ouvrage",
        fresh_h=24 * 365,
        stale_h=24 * 1095,
        columns=water_tanks.COLUMNS,
        parse=water_tanks.parse,
        write=water_tanks.write,
    ),
)
