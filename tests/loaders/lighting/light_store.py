"""A store with two cabinets and three points, for the loads of lighting."""

from sqlalchemy import Engine

from tests.loaders.buildings.building_store import load, with_references

PRM = "30001234567890"
CABINETS = f"""id;nom;code commune;latitude;longitude;point de livraison;puissance souscrite
A1;Place Plumereau;37261;47,3946;0,6830;{PRM};12
A2;Quai de la Loire;41018;47,5861;1,3359;;6 kVA
"""
POINTS = """id;armoire;latitude;longitude;lampe;puissance;ballast compris;année de pose;type de voie
P1;A1;47,3940;0,6835;SHP;115;oui;1998;Rue
P2;A1;47,3941;0,6836;LED;40 W;;15/03/2021;Place
P3;A2;47,5862;1,3360;Ballon fluo;125;non;1985;Parc
"""


def fill_lighting(engine: Engine) -> None:
    """Reference values, A1 in Tours (P1, P2) and A2 in Blois (P3)."""
    with_references(engine)
    load(engine, "armoires", CABINETS)
    load(engine, "points-lumineux", POINTS)
