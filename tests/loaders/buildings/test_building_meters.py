import polars as pl
import pytest
from sqlalchemy import Engine

from data import schema
from loaders.buildings.energy_words import energies
from tests.loaders.buildings.building_store import BUILDINGS, codes, facts, load, with_references
from tests.loaders.measured import rows

FULL = """PRM;énergie;bâtiment;part (%);base PCS/PCI;puissance souscrite (kVA);nombre de chiffres
30001;Électricité;B1;60 %;;36;
30001;electricite;b2;40;;36;
GI1;gaz;B1;;pci;;6
GI2;Gaz naturel;B2;75;;;
EAU1;Eau;B9;;;;
EAU2;Eau;;;;;
X1;charbon;B1;;;;
X2;gaz;B1;;PCX;;
X3;fioul;B1;0;;;
X4;fioul;B1;101;;;
X5;fioul;B1;;;-36;
X6;fioul;B1;;;;1
X7;Électricité;B1;70;;;
X7;Électricité;B2;40;;;
30001;Électricité;B1;10;;;
30001;gaz;B3;10;;;
3,00012E+13;Électricité;B1;;;;
"""


@pytest.fixture
def store(engine: Engine) -> Engine:
    with_references(engine)
    load(engine, "batiments", BUILDINGS)
    return engine


def test_meters_find_their_buildings(store: Engine) -> None:
    report = load(store, "compteurs-energie", FULL)
    assert rows(store, schema.meter) == [
        ("30001", "electricity", None, 36.0, None, False),
        ("GI1", "gas", "PCI", None, 6, False),
        ("GI2", "gas", "PCS", None, None, False),
    ]
    assert rows(store, schema.meter_building) == [
        ("30001", "B1", 0.6), ("30001", "B2", 0.4), ("GI1", "B1", 1.0), ("GI2", "B2", 0.75),
    ]  # fmt: skip
    assert codes(report) == [
        (6, "COMPTEUR_SANS_BATIMENT"),
        (7, "COMPTEUR_SANS_BATIMENT"),
        (8, "ENERGIE_INCONNUE"),
        (9, "BASE_ILLISIBLE"),
        (10, "PART_HORS_BORNES"),
        (11, "PART_HORS_BORNES"),
        (12, "PUISSANCE_INVRAISEMBLABLE"),
        (13, "NOMBRE_DE_CHIFFRES_INVRAISEMBLABLE"),
        (14, "PARTS_SUPERIEURES_A_100"),
        (15, "PARTS_SUPERIEURES_A_100"),
        (16, "COMPTEUR_EN_DOUBLE"),
        (17, "ENERGIE_CONTRADICTOIRE"),
        (18, "COMPTEUR_ILLISIBLE"),
    ]
    said = facts(report)
    assert said["PARTS_INFERIEURES_A_100"] == {"names": "GI2 (75\u202f%)"}
    assert said["BASE_GAZ_SUPPOSEE_PCS"] == {"rows": 1, "names": "GI2"}


def test_a_list_says_all_of_the_meters_that_it_names(store: Engine) -> None:
    load(store, "compteurs-energie", FULL)
    load(store, "compteurs-energie", "compteur;énergie;bâtiment\n30 001;Électricité;B2\n")
    links = rows(store, schema.meter_building)
    assert links[0] == ("30001", "B2", 1.0)
    assert [link[0] for link in links] == ["30001", "GI1", "GI2"]


def test_thirds_are_a_whole(store: Engine) -> None:
    text = BUILDINGS + "B3;Trois;Mairie;100;37261;;;\n"
    load(store, "batiments", text)
    report = load(
        store, "compteurs-energie",
        "compteur;énergie;bâtiment;part\nM;eau;B1;33,33\nM;eau;B2;33,33\nM;eau;B3;33,34\n",
    )  # fmt: skip
    assert (report.rows_loaded, report.notices) == (3, [])


def test_a_meter_whose_buildings_are_all_unknown_keeps_those_it_had(store: Engine) -> None:
    load(store, "compteurs-energie", FULL)
    before = rows(store, schema.meter_building)
    report = load(store, "compteurs-energie", "compteur;énergie;bâtiment\nGI1;gaz;B9\n")
    assert report.status == "failed"
    assert rows(store, schema.meter_building) == before


@pytest.mark.parametrize(
    ("text", "energy"),
    [
        ("ÉLECTRICITÉ", "electricity"),
        ("elec", "electricity"),
        ("Gaz naturel", "gas"),
        ("Réseau de chaleur", "heat"),
        ("chauffage urbain", "heat"),
        ("FUEL", "oil"),
        ("eau potable", "water"),
        ("gaz propane", None),
        ("", None),
        (None, None),
    ],
)
def test_energies_are_known_by_their_words(text: str | None, energy: str | None) -> None:
    assert energies(pl.Series([text], dtype=pl.String)).to_list() == [energy]
