from datetime import date

import pytest
from sqlalchemy import Engine

from data import schema
from tests.loaders.buildings.building_store import BUILDINGS, codes, facts, load, with_references
from tests.loaders.measured import rows

FULL = """id;bâtiment;nature;libellé;début;fin;énergie;coût (€);économie attendue
;b1;LED;Relamping des classes;04/07/2022;15/07/2022;Électricité;12 500,50;30 %
T9;B2;Remplacement de la chaufferie;;2023-05-02;;gaz;;
;B2;Peinture;;2023-06-01;;;;
;B9;LED;;2023-06-01;;;;
;B1;LED;;2023-06-02;2023-06-01;;;
;B1;LED;;2023-06-03;;charbon;;
;B1;LED;;2023-06-04;;;-1;
;B1;LED;;2023-06-05;;;;101
;B1;Éclairage;;2022-07-04;;;;
"""


@pytest.fixture
def store(engine: Engine) -> Engine:
    with_references(engine)
    load(engine, "batiments", BUILDINGS)
    return engine


def test_works_find_their_building(store: Engine) -> None:
    report = load(store, "travaux", FULL)
    assert rows(store, schema.work) == [
        ("B1:2022-07-04:led", "B1", "led", "Relamping des classes", date(2022, 7, 4),
         date(2022, 7, 15), "electricity", 12_500.5, 30.0, False),
        ("B2:2023-06-01:autre", "B2", "autre", "Autre", date(2023, 6, 1), date(2023, 6, 1),
         None, None, None, False),
        ("T9", "B2", "chaudiere", "Chaudière ou régulation", date(2023, 5, 2), date(2023, 5, 2),
         "gas", None, None, False),
    ]  # fmt: skip
    assert codes(report) == [
        (5, "BATIMENT_INCONNU"),
        (6, "DATES_INVERSEES"),
        (7, "ENERGIE_INCONNUE"),
        (8, "COUT_NEGATIF"),
        (9, "ECONOMIE_HORS_BORNES"),
        (10, "TRAVAUX_EN_DOUBLE"),
    ]
    assert facts(report)["NATURE_DE_TRAVAUX_INCONNUE"] == {"names": "Peinture"}


def test_the_same_works_twice_are_stored_once(store: Engine) -> None:
    text = "bâtiment;nature;début;coût\nB1;LED;2022-07-04;100\n"
    load(store, "travaux", text)
    load(store, "travaux", text.replace("100", "200"))
    assert [row[7] for row in rows(store, schema.work)] == [200.0]
