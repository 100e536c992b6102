"""The sources of public buildings, part of the declarative list of `loaders.sources`."""

from loaders import reference_values, weather
from loaders.buildings import building_list as buildings
from loaders.buildings import building_meters, building_works
from loaders.buildings.energy_sources import ENERGY_SOURCES
from loaders.pipeline import Source

OWNER = "Collectivités et conseil en énergie du syndicat"
INTERNAL = "Données internes, agrégats publiables sous Licence Ouverte 2.0"

BUILDING_SOURCES = (
    Source(
        key="batiments",
        label="Bâtiments publics",
        theme="buildings",
        owner=OWNER,
        licence=INTERNAL,
        address="Fichier CSV du patrimoine",
        grain="un bâtiment",
        refresh="à chaque changement du patrimoine",
        fresh_h=24 * 365,
        stale_h=24 * 730,
        columns=buildings.COLUMNS,
        parse=buildings.parse,
        write=buildings.write,
    ),
    Source(
        key="compteurs-energie",
        label="Compteurs d’énergie et d’eau",
        theme="buildings",
        owner=OWNER,
        licence=INTERNAL,
        address="Fichier CSV des points de livraison",
        grain="un compteur et un bâtiment qu’il dessert",
        refresh="à chaque ouverture ou fermeture de contrat",
        fresh_h=24 * 365,
        stale_h=24 * 730,
        columns=building_meters.COLUMNS,
        parse=building_meters.parse,
        write=building_meters.write,
    ),
    Source(
        key="travaux",
        label="Travaux et événements des bâtiments",
        theme="buildings",
        owner=OWNER,
        licence=INTERNAL,
        address="Petit fichier CSV",
        grain="des travaux dans un bâtiment",
        refresh="à la demande",
        fresh_h=24 * 365,
        stale_h=24 * 730,
        columns=building_works.COLUMNS,
        parse=building_works.parse,
        write=building_works.write,
    ),
    Source(
        key="prix-energie",
        label="Prix de l’énergie et facteurs",
        theme="buildings",
        owner=OWNER,
        licence=INTERNAL,
        address="Petit fichier CSV, qui complète les valeurs livrées avec l’application",
        grain="une valeur et sa date d’effet",
        refresh="à chaque nouveau contrat",
        fresh_h=24 * 400,
        stale_h=24 * 800,
        columns=reference_values.COLUMNS,
        parse=reference_values.parse,
        write=reference_values.write,
    ),
    Source(
        key="meteo",
        label="Météo quotidienne",
        theme="buildings",
        owner="Météo-France",
        licence="Licence Ouverte 2.0 pour Météo-France",
        address="Données climatologiques de base quotidiennes (meteo.data.gouv.fr), un fichier "
        "RR-T-Vent par département",
        grain="une station et un jour",
        refresh="tous les mois",
        fresh_h=24 * 45,
        stale_h=24 * 120,
        columns=weather.COLUMNS,
        parse=weather.parse,
        write=weather.write,
    ),
    *ENERGY_SOURCES,
)
