"""The list of customers' meters: where they are, and nobody's name."""

import pytest
from sqlalchemy import Engine

from data import schema
from tests.loaders.buildings.building_store import codes, facts, load
from tests.loaders.measured import rows
from tests.loaders.water.customer_store import CUSTOMERS, fill_customers
from tests.loaders.water.water_store import fill_water

pytestmark = pytest.mark.usefixtures("without_sums")
TOURS = ("37261", "243700754", "37")


@pytest.fixture
def store(engine: Engine) -> Engine:
    fill_water(engine)
    return engine


def test_a_meter_has_the_service_and_the_commune_of_its_sector(store: Engine) -> None:
    report = load(store, "compteurs-abonnes", CUSTOMERS)
    assert rows(store, schema.water_customer) == [
        (1, "C1", "S1", "BOURG", *TOURS, "domestique", False),
        (2, "C2", "S1", None, "37122", "243700754", "37", "public", False),
        (3, "C3", "S1", "COTEAU", "37122", "243700754", "37", "autre", False),
    ]
    assert facts(report) == {"ABONNES_SANS_SECTEUR": {"rows": "1", "all": "3"}}


def test_a_list_loaded_again_changes_the_meters_and_keeps_their_numbers(store: Engine) -> None:
    load(store, "compteurs-abonnes", CUSTOMERS)
    load(store, "compteurs-abonnes", "compteur;secteur;usage\nc3;bourg;élevage\nC4;BOURG;bureau\n")
    found = {row[1]: (row[0], row[3], row[7]) for row in rows(store, schema.water_customer)}
    assert found == {
        "C1": (1, "BOURG", "domestique"),
        "C2": (2, None, "public"),
        "C3": (3, "BOURG", "agricole"),
        "C4": (4, "BOURG", "professionnel"),
    }


def test_meters_of_nowhere_are_put_aside(store: Engine) -> None:
    report = load(
        store,
        "compteurs-abonnes",
        "compteur;secteur;service;commune;usage\n"
        "C1;BOURG;;;fusée\n"
        "c1;BOURG;;;\n"
        "C2;NULLE PART;;;\n"
        "C3;;S9;37261;\n"
        "C4;;;;\n"
        "3,00012E+13;BOURG;;;\n",
    )
    assert codes(report) == [
        (3, "COMPTEUR_EN_DOUBLE"),
        (4, "SECTEUR_INCONNU"),
        (5, "SERVICE_INCONNU"),
        (6, "COMPTEUR_SANS_LIEU"),
        (7, "COMPTEUR_ILLISIBLE"),
    ]
    assert facts(report)["USAGES_INCONNUS"] == {"names": "fusée"}


def test_nothing_about_a_person_is_written_anywhere(store: Engine) -> None:
    report = load(
        store,
        "compteurs-abonnes",
        "compteur;code commune;Nom de l’abonné;Adresse du branchement;Tél.;Courriel;usage\n"
        "C1;37261;Zoé Durand;12 rue des Lilas;0601020304;zoe@exemple.fr;Logement\n"
        "C1;37261;Zoé Durand;12 rue des Lilas;0601020304;zoe@exemple.fr;Logement\n"
        "C2;Zoé Durand;37261;12 rue des Lilas;0601020304;zoe@exemple.fr;Logement\n",
    )
    assert codes(report) == [(3, "COMPTEUR_EN_DOUBLE"), (4, "COMMUNE_ILLISIBLE")]
    names = facts(report)["COLONNES_PERSONNELLES_ECARTEES"]["names"]
    assert names == "nom d’une personne, adresse, téléphone, courriel"
    with store.connect() as connection:
        written = "".join(
            str(row)
            for table in schema.metadata.sorted_tables
            for row in connection.execute(table.select())
        )
    assert not [word for word in ("Durand", "Lilas", "0601", "zoe@") if word in written]


def test_the_text_of_no_row_of_the_list_is_kept(store: Engine) -> None:
    """A title that nobody foresaw may hold a name."""
    report = load(store, "compteurs-abonnes", "compteur;commune;M/Mme\nC1;;Zoé Durand\n")
    assert report.rejected["raw_text"].to_list() == ["•••"]


def test_three_meters_fill_the_store_of_the_readings(engine: Engine) -> None:
    fill_customers(engine)
    assert len(rows(engine, schema.water_customer)) == 3
