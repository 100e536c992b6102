"""A store with a service, two sectors, their sensors and a tank, for the loads of water."""

from sqlalchemy import Engine, select

from data import schema
from tests.loaders.buildings.building_store import load

SERVICES = """service;nom;communes;agence;zre;objectif de rendement
S1;Eau de Touraine;37261|37122;Agence de l’eau Loire-Bretagne;non;85
"""
SECTORS = """secteur;nom;service;code commune;latitude;longitude;km;abonnés;usage nocturne
BOURG;Bourg;S1;37261;47,39;0,69;12,5;620;1,2
COTEAU;Coteau;S1;37122;;;8;300;
"""
# D2 leaves the town for the hill, and goes either way; D3 leaves the hill.
SENSORS = """secteur;capteur;sens
BOURG;D1;entrée
BOURG;D2;sortie
COTEAU;D2;entrée
COTEAU;D3;sortie
"""
TANKS = """réservoir;secteur;nom;niveau;volume
R1;COTEAU;Château d’eau;0;0
R1;COTEAU;;4;400
"""
TITLES = "capteur;horodatage;valeur;unité;nature;fuseau"


def fill_water(engine: Engine) -> None:
    """The service, its sectors, sensors and tank."""
    for source, text in (
        ("services-eau", SERVICES),
        ("secteurs-eau", SECTORS),
        ("capteurs-eau", SENSORS),
        ("reservoirs-eau", TANKS),
    ):
        assert load(engine, source, text).rejected.is_empty()


def readings(engine: Engine, sensor: str, nature: str = "") -> list[tuple[int, float]]:
    """Instant and value of what is stored of a sensor, in order."""
    series, reading = schema.series.c, schema.reading.c
    statement = (
        select(reading.at_s, reading.value)
        .join_from(schema.reading, schema.series, series.series_no == reading.series_no)
        .where(series.place == sensor, series.series_key.contains(f":{nature}"))
        .order_by(reading.at_s)
    )
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(statement)]


def table(*lines: str) -> str:
    """A long file of readings."""
    return "\n".join([TITLES, *lines]) + "\n"
