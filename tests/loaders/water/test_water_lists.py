"""Services, sectors, sensors and tanks."""

import pytest
from sqlalchemy import Engine

from data import schema
from tests.loaders.buildings.building_store import codes, facts, load
from tests.loaders.measured import at, rows
from tests.loaders.water.water_store import SECTORS, SERVICES, fill_water, table

pytestmark = pytest.mark.usefixtures("without_sums")
TOURS, BLOIS = ("243700754", "37"), ("200030385", "41")


@pytest.fixture
def store(engine: Engine) -> Engine:
    fill_water(engine)
    return engine


def test_a_service_and_its_communes_are_read(engine: Engine) -> None:
    report = load(
        engine,
        "services-eau",
        "service;communes;agence;zre;objectif de rendement\n"
        "S1;37261 | 37122;agence de l'eau LOIRE BRETAGNE;oui;85\n"
        "S2;41018;Rhône Méditerranée;;\n"
        "S3;;;non;\n"
        "S4;75056;Outre-Loire;;\n",
    )
    assert report.rejected.is_empty()
    assert rows(engine, schema.water_service) == [
        ("S1", "S1", "loire-bretagne", True, 85.0, False),
        ("S2", "S2", "rhone-mediterranee-corse", None, None, False),
        ("S3", "S3", None, False, None, False),
        ("S4", "S4", None, None, None, False),
    ]
    assert rows(engine, schema.water_service_commune) == [
        ("S1", "37122", *TOURS),
        ("S1", "37261", *TOURS),
        ("S2", "41018", *BLOIS),
        ("S4", "75056", None, None),
    ]
    said = facts(report)
    assert {code: said[code]["names"] for code in said} == {
        "SERVICES_SANS_COMMUNE": "S3",
        "SERVICES_HORS_TERRITOIRE": "S4",
        "SERVICES_SANS_AGENCE": "S3",
        "AGENCES_INCONNUES": "Outre-Loire",
    }


def test_a_service_loaded_again_has_the_communes_of_the_last_list(store: Engine) -> None:
    load(store, "services-eau", "service;communes\ns1;37261\n")
    assert rows(store, schema.water_service_commune) == [("S1", "37261", *TOURS)]
    assert [row[0] for row in rows(store, schema.water_service)] == ["S1"]


def test_what_is_wrong_in_a_service_is_put_aside(engine: Engine) -> None:
    report = load(
        engine,
        "services-eau",
        "service;communes;objectif de rendement\n"
        "S1;Tours;\ns2;37261;8,5\nS3;37261;85\ns3;37122;85\n",
    )
    assert codes(report) == [
        (2, "COMMUNE_ILLISIBLE"),
        (3, "OBJECTIF_INVRAISEMBLABLE"),
        (5, "SERVICE_EN_DOUBLE"),
    ]


def test_a_sector_is_placed_by_its_commune_else_by_its_point(store: Engine) -> None:
    found = {row[0]: row for row in rows(store, schema.water_sector)}
    assert found["BOURG"] == (
        "BOURG", "Bourg", "S1", "37261", *TOURS, 47.39, 0.69, 12.5, 620, 1.2, False,
    )  # fmt: skip
    report = load(
        store, "secteurs-eau", "secteur;service;latitude;longitude\nX;;47,394;0,683\nY;;;\n"
    )
    found = {row[0]: row for row in rows(store, schema.water_sector)}
    assert found["X"][3] == "37261"
    assert found["Y"][3] is None
    said = facts(report)
    assert said["SECTEURS_HORS_TERRITOIRE"]["names"] == "Y"
    assert {said[f"SECTEURS_SANS_{what}"]["rows"] for what in ("LONGUEUR", "ABONNES", "SERVICE")}


def test_what_is_wrong_in_a_sector_is_put_aside(store: Engine) -> None:
    report = load(
        store,
        "secteurs-eau",
        "secteur;service;code commune;latitude;longitude;km;abonnés;usage nocturne\n"
        "A;s1;37261;;;12500;620;\n"  # metres
        "B;S1;37261;;;0;;\n"
        "C;S1;37261;;;500;30;\n"  # 500 km for 30 customers: metres
        "D;S1;37261;;;3;-1;\n"
        "E;S1;37261;;;3;10;900\n"  # litres an hour
        "F;S9;37261;;;3;10;\n"
        "G;S1;37261;48,69;6,18;3;10;\n"
        "H;S1;37261;;;3;10;1\n"
        "h;S1;37261;;;3;10;1\n"
        "bourg;S1;41018;;;3;10;1\n",
    )
    assert codes(report) == [
        (2, "LONGUEUR_INVRAISEMBLABLE"),
        (3, "LONGUEUR_INVRAISEMBLABLE"),
        (4, "LONGUEUR_INVRAISEMBLABLE"),
        (5, "ABONNES_INVRAISEMBLABLES"),
        (6, "USAGE_NOCTURNE_INVRAISEMBLABLE"),
        (7, "SERVICE_INCONNU"),
        (8, "POINT_LOIN_DE_SA_COMMUNE"),
        (10, "SECTEUR_EN_DOUBLE"),
        (11, "SECTEUR_D_UNE_AUTRE_COMMUNE"),
    ]
    assert [row[0] for row in rows(store, schema.water_sector)] == ["BOURG", "COTEAU", "H"]


def test_the_rows_of_a_sensor_are_all_that_is_known_of_it(store: Engine) -> None:
    report = load(
        store,
        "capteurs-eau",
        "secteur;capteur;sens\nbourg;d1;-\nCOTEAU;D4;\nCOTEAU;D4;entrée\nCOTEAU;D4;sortie\n"
        "COTEAU;D5;milieu\nCOTEAU;r1;entrée\nZ;D6;entrée\n",
    )
    assert codes(report) == [
        (4, "CAPTEUR_EN_DOUBLE"),
        (5, "SENS_CONTRADICTOIRE"),
        (6, "SENS_INCONNU"),
        (7, "NOM_D_UN_RESERVOIR"),
        (8, "SECTEUR_INCONNU"),
    ]
    assert rows(store, schema.water_sector_meter) == [
        ("BOURG", "D1", -1),
        ("BOURG", "D2", -1),
        ("COTEAU", "D2", 1),
        ("COTEAU", "D3", -1),
        ("COTEAU", "D4", 1),
    ]


def test_the_curve_of_a_tank_is_replaced_whole(store: Engine) -> None:
    report = load(
        store,
        "reservoirs-eau",
        "réservoir;secteur;nom;niveau;volume\n"
        "r1;coteau;;0;0\nR1;COTEAU;Cuve;2,5;300\n"
        "R2;COTEAU;;0;0\n"
        "R3;COTEAU;;0;10\nR3;COTEAU;;2;10\n"
        "R4;COTEAU;;0;0\nR4;BOURG;;2;10\n"
        "R5;Z;;0;0\nR5;Z;;2;10\n"
        "R6;COTEAU;;120;10\nR7;COTEAU;;2;120 000\n"  # centimetres, litres
        "D1;COTEAU;;0;0\nD1;COTEAU;;2;10\n"
        "R1;COTEAU;;2,5;310\n",
    )
    assert codes(report) == [
        (4, "COURBE_D_UN_POINT"),
        (5, "COURBE_DECROISSANTE"),
        (6, "COURBE_DECROISSANTE"),
        (7, "DEUX_SECTEURS"),
        (8, "DEUX_SECTEURS"),
        (9, "SECTEUR_INCONNU"),
        (10, "SECTEUR_INCONNU"),
        (11, "NIVEAU_INVRAISEMBLABLE"),
        (12, "VOLUME_INVRAISEMBLABLE"),
        (13, "NOM_D_UN_CAPTEUR"),
        (14, "NOM_D_UN_CAPTEUR"),
        (15, "POINT_EN_DOUBLE"),
    ]
    assert rows(store, schema.water_tank) == [("R1", "COTEAU", "Cuve")]
    assert rows(store, schema.water_tank_volume) == [("R1", 0.0, 0.0), ("R1", 2.5, 300.0)]


def test_series_follow_the_commune_of_their_sector(store: Engine) -> None:
    load(store, "debits-eau", table("D1;01/07/2024 10:00;3;m³/h;;", "D3;01/07/2024 10:00;3;m³/h;;"))
    communes = {row[7]: row[9] for row in rows(store, schema.series)}
    assert communes == {"D1": "37261", "D3": "37122"}
    load(store, "capteurs-eau", "secteur;capteur\nBOURG;D3\n")
    communes = {row[7]: row[9] for row in rows(store, schema.series)}
    assert communes == {"D1": "37261", "D3": "37261"}
    assert at("2024-07-01 10:00") == rows(store, schema.reading)[0][1]


@pytest.mark.parametrize("simulated", [False, True])
def test_real_and_simulated_water_never_mix(engine: Engine, simulated: bool) -> None:
    load(engine, "services-eau", SERVICES, simulated=simulated)
    report = load(engine, "secteurs-eau", SECTORS, simulated=not simulated)
    expected = "MAGASIN_DE_DEMONSTRATION" if simulated else "MAGASIN_REEL"
    assert (report.status, report.code) == ("failed", expected)
