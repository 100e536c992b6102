"""The declarative list of sources; the Données page, the CLI and the templates come from it."""

from collections.abc import Iterator

import polars as pl
from sqlalchemy import Connection, delete

from data import schema
from loaders import store, targets
from loaders.buildings.building_sources import BUILDING_SOURCES
from loaders.footfall import access_points, ecocounter, events, wifi_sessions, wifi_sites
from loaders.inclusion.inclusion_sources import INCLUSION_SOURCES
from loaders.lighting.lighting_sources import LIGHTING_SOURCES
from loaders.pipeline import Source
from loaders.screens import screen_list
from loaders.water.water_sources import WATER_SOURCES

OPERATOR = "Syndicat (exploitant du Wi-Fi)"
INTERNAL = "Données internes, agrégats publiables sous Licence Ouverte 2.0"

SOURCES = (
    Source(
        key="sites",
        label="Sites Wi-Fi",
        theme="footfall",
        owner=OPERATOR,
        licence=INTERNAL,
        address="Fichier CSV du syndicat ou liste en données ouvertes",
        grain="un site",
        refresh="à chaque ouverture ou fermeture de site",
        fresh_h=24 * 180,
        stale_h=24 * 400,
        columns=wifi_sites.COLUMNS,
        parse=wifi_sites.parse,
        write=wifi_sites.write,
    ),
    Source(
        key="bornes",
        label="Bornes Wi-Fi",
        theme="footfall",
        owner=OPERATOR,
        licence=INTERNAL,
        address="Fichier CSV du syndicat",
        grain="une borne",
        refresh="à chaque pose ou dépose",
        fresh_h=24 * 180,
        stale_h=24 * 400,
        columns=access_points.COLUMNS,
        parse=access_points.parse,
        write=access_points.write,
    ),
    Source(
        key="sessions-radius",
        label="Connexions Wi-Fi (FreeRADIUS)",
        theme="footfall",
        owner=OPERATOR,
        licence=INTERNAL,
        address="Table radacct du serveur FreeRADIUS",
        grain="une session, pseudonymisée à l’entrée, détruite sous 24 h",
        refresh="toutes les heures",
        fresh_h=36,
        stale_h=24 * 7,
        columns=wifi_sessions.COLUMNS,
        parse=wifi_sessions.parse,
        write=wifi_sessions.write,
    ),
    Source(
        key="sessions-portail",
        label="Connexions Wi-Fi (portail captif)",
        theme="footfall",
        owner=OPERATOR,
        licence=INTERNAL,
        address="Export CSV du portail captif",
        grain="une session, pseudonymisée à l’entrée, détruite sous 24 h",
        refresh="tous les jours",
        fresh_h=36,
        stale_h=24 * 7,
        columns=wifi_sessions.PORTAL_COLUMNS,
        parse=wifi_sessions.parse_portal,
        write=wifi_sessions.write,
    ),
    Source(
        key="etat-bornes",
        label="Supervision des bornes",
        theme="footfall",
        owner=OPERATOR,
        licence=INTERNAL,
        address="Journal de supervision (marche, arrêt)",
        grain="un changement d’état d’une borne",
        refresh="tous les jours",
        fresh_h=48,
        stale_h=24 * 7,
        columns=access_points.STATE_COLUMNS,
        parse=access_points.parse_states,
        write=access_points.write_states,
    ),
    Source(
        key="compteurs",
        label="Compteurs de passages (Eco-Counter)",
        theme="footfall",
        owner="Collectivité gestionnaire des compteurs",
        licence="Selon le producteur ; Licence Ouverte 2.0 pour Tours Métropole",
        address="Export CSV du portail Eco-Visio",
        grain="un passage compté, par heure ou par jour",
        refresh="tous les mois",
        fresh_h=24 * 45,
        stale_h=24 * 120,
        columns=ecocounter.COLUMNS,
        parse=ecocounter.parse,
        write=ecocounter.write,
    ),
    Source(
        key="evenements",
        label="Événements",
        theme="footfall",
        owner="Offices de tourisme et communes",
        licence=INTERNAL,
        address="Petit fichier CSV",
        grain="un événement",
        refresh="à la demande",
        fresh_h=24 * 90,
        stale_h=24 * 400,
        columns=events.COLUMNS,
        parse=events.parse,
        write=events.write,
    ),
    Source(
        key="ecrans",
        label="Écrans publics",
        theme="footfall",
        owner="Offices de tourisme",
        licence=INTERNAL,
        address="Petit fichier CSV, à reprendre sur la page Écrans publics",
        grain="un écran",
        refresh="à chaque pose, ou pour changer un message",
        fresh_h=24 * 400,
        stale_h=24 * 800,
        columns=screen_list.COLUMNS,
        parse=screen_list.parse,
        write=screen_list.write,
    ),
    Source(
        key="objectifs",
        label="Objectifs",
        theme="footfall",
        owner="Syndicat et ses membres",
        licence=INTERNAL,
        address="Petit fichier CSV, d’après les délibérations et le schéma directeur",
        grain="un objectif d’un indicateur, pour un territoire et une année",
        refresh="à chaque délibération",
        fresh_h=24 * 400,
        stale_h=24 * 800,
        columns=targets.COLUMNS,
        parse=targets.parse,
        write=targets.write,
    ),
    *BUILDING_SOURCES,
    *LIGHTING_SOURCES,
    *WATER_SOURCES,
    *INCLUSION_SOURCES,
)

BY_KEY = {source.key: source for source in SOURCES}
NAME_WIDTH = max(map(len, BY_KEY))


def sync(connection: Connection) -> None:
    """Rewrite `core_source` from this list, so that screens know the sources without loaders."""
    names = [column.name for column in schema.source.columns if column.name != "position"]
    rows = [
        {
            "position": position,
            **{name: getattr(source, name.removeprefix("source_")) for name in names},
        }
        for position, source in enumerate(SOURCES)
    ]
    connection.execute(delete(schema.source))
    store.insert(connection, schema.source, pl.DataFrame(rows))


def template(source: Source) -> str:
    """The CSV template of a source: its header and one example line."""
    header = ";".join(column.name for column in source.columns)
    example = ";".join(column.example for column in source.columns)
    return f"\ufeff{header}\r\n{example}\r\n"


def listed(source: Source | None) -> Iterator[str]:
    """One line a source; of one source, one line a column."""
    if source is None:
        yield from (f"{one.key:<{NAME_WIDTH}} {one.label} ({one.grain})" for one in SOURCES)
        return
    for column in source.columns:
        duty = "obligatoire" if column.required else "facultative"
        example = f" Ex. : {column.example}" if column.example else ""
        yield f"{column.name} ({duty}) : {column.help.rstrip('.')}.{example}"
