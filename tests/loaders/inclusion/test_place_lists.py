"""Lists of places in their true formats: what is kept of each, and what is said of it."""

import json
from datetime import date

import pytest

from data import schema
from tests.loaders.buildings.building_store import codes, facts
from tests.loaders.footfall.wifi_store import everything_stored
from tests.loaders.inclusion.place_store import FILES, FIXTURES, load_file, records


def test_the_standard_is_read_with_the_faults_of_its_own_example(engine):
    report = load_file(engine, "lieux-mediation")
    assert codes(report) == [(5, "HORS_TERRITOIRE")]
    one = records(engine, "lieux-mediation")["Hubik:atelier-1"]
    kept = {name: value for name, value in one.items() if value not in (None, "")}
    assert kept == {
        "source_key": "lieux-mediation",
        "record_id": "Hubik:atelier-1",
        "name": "Atelier du quai",
        "address": "12 QUAI IMAGINAIRE",
        "postcode": "37000",
        "town": "Tours",
        "commune_code": "37261",
        "epci_code": "243700754",
        "departement_code": "37",
        "latitude_deg": 47.3936,
        "longitude_deg": 0.6892,
        "siret": "43493312300029",
        "kinds": "TIERS_LIEUX|ASSO",
        "services": "Aide aux démarches administratives|Maîtrise des outils numériques du "
        "quotidien",
        "publics": "Jeunes",
        # "Illetrisme", between commas.
        "special_care": "Illettrisme|Langues étrangères (anglais)",
        "fees": "Gratuit",
        "programmes": "Aidants Connect|Conseillers numériques|La Croix Rouge",
        "access": "Se présenter|Téléphoner",
        "support": "En autonomie|Accompagnement individuel",
        "hours": "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00",
        # The first of two.
        "website": "https://atelier.fr/",
        "accessibility_url": "https://acceslibre.beta.gouv.fr/app/37-tours/erp/atelier/",
        "itinerant": True,
        "updated": date(2022, 6, 2),
        "simulated": False,
    }


def test_dates_are_read_in_their_three_forms_and_short_identifiers_told_apart(engine):
    said = facts(load_file(engine, "lieux-mediation"))
    stored = records(engine, "lieux-mediation")
    assert {name: one["updated"] for name, one in stored.items()} == {
        "Hubik:atelier-1": date(2022, 6, 2),
        "cd41:12": date(2024, 1, 31),
        "siao:12": date(2024, 2, 1),
    }
    # 0, 0 is no place; longitude and latitude of the other were exchanged.
    assert stored["cd41:12"]["latitude_deg"] is None
    assert stored["siao:12"]["latitude_deg"] == 47.59
    assert said == {
        "LIEUX_HORS_TERRITOIRE": {"rows": "1", "all": "4"},
        "COORDONNEES_INVERSEES": {"rows": "1", "all": "4"},
        "POSITIONS_ILLISIBLES": {"rows": "1", "names": "Mairie"},
        "HORAIRES_ILLISIBLES": {"rows": "1", "all": "3"},
    }


def test_labels_of_version_0_1_become_those_of_today(engine):
    report = load_file(engine, "lieux-mediation", FIXTURES / "data_inclusion.json")
    assert codes(report) == [(3, "HORS_TERRITOIRE"), (4, "ELEMENT_ILLISIBLE")]
    stored = records(engine, "lieux-mediation")
    assert set(stored) == {"0bb1d0aa-0000-4a1f-9d3e-000000000001", "siao:438"}
    one = stored["0bb1d0aa-0000-4a1f-9d3e-000000000001"]
    assert one["services"].split("|") == [
        "Aide aux démarches administratives",
        "Maîtrise des outils numériques du quotidien",
        "Parentalité et éducation avec le numérique",
        "Compréhension du monde numérique",
        "Accès internet et matériel informatique",
        "Acquisition de matériel informatique à prix solidaire",
    ]
    assert (one["publics"], one["special_care"]) == ("Seniors", "Handicaps mentaux|Illettrisme")
    assert (one["fees"], one["support"]) == (
        "Gratuit sous condition|Payant",
        "En autonomie|Accompagnement individuel",
    )
    # APTIC is over: it has no label today, and is no surprise.
    assert one["programmes"] == "Conseillers numériques|France Services"
    assert "LIBELLES_INCONNUS" not in facts(report)
    # Without INSEE code, the postal code and the town tell the commune.
    assert stored["siao:438"]["commune_code"] == "41212"


def test_the_hub_is_read_by_its_rules(engine):
    report = load_file(engine, "hub-lo")
    assert (report.rows_read, report.rejected.height) == (3, 0)
    stored = records(engine, "hub-lo")
    one = stored["101"]
    assert one["name"] == 'EPN "DU QUAI'
    assert (one["kinds"], one["support"], one["fees"]) == (
        "ASSO|EPN",
        "Accompagnement individuel|Dans un atelier collectif",
        "Gratuit",
    )
    assert one["services"] == (
        "Aide aux démarches administratives|Maîtrise des outils numériques du quotidien|"
        "Accès internet et matériel informatique"
    )
    assert (one["publics"], one["special_care"]) == ("Jeunes", "Handicaps moteurs")
    assert one["hours"] == "Tu 10:00-12:00,14:00-17:00; We 10:00-12:00,14:00-16:00"
    assert (one["website"], one["updated"]) == ("https://atelier.fr", date(2020, 6, 10))
    two = stored["102"]
    assert (two["kinds"], two["programmes"]) == ("BIB", "Promeneurs du net")
    assert (two["siret"], two["hours"], two["latitude_deg"]) == (None, None, None)
    # The days stand in their own column; the postal code is that of a sorting office.
    three = stored["103"]
    assert three["hours"].startswith("Mo 09:00-12:30,14:00-17:30; Tu ")
    assert (three["commune_code"], three["publics"], three["itinerant"]) == (
        "37261",
        "Seniors",
        True,
    )


def test_france_services_are_dated_by_the_last_label_of_the_list(engine):
    report = load_file(engine, "france-services")
    assert codes(report) == [(4, "HORS_TERRITOIRE"), (5, "COMMUNE_ILLISIBLE")]
    stored = records(engine, "france-services")
    one, bus = stored["901"], stored["temp_9"]
    assert one["hours"] == (
        "Mo 09:00-12:00,13:30-18:00; Tu 09:00-12:00,13:30-18:00; We 09:00-12:30,13:30-17:00; "
        "Fr 08:30-12:00"
    )
    assert (one["programmes"], one["kinds"]) == ("France Services", "RFS")
    assert {place["updated"] for place in stored.values()} == {date(2022, 12, 1)}
    # Only its département is known.
    assert (bus["departement_code"], bus["commune_code"]) == ("41", None)
    assert (bus["hours"], bus["itinerant"]) == (None, True)
    said = facts(report)
    assert said["LIEUX_SANS_COMMUNE"] == {"rows": "1", "names": "Bus France services"}
    assert said["HORAIRES_ILLISIBLES"] == {"rows": "1", "all": "2"}


def test_aidants_connect_have_the_commune_that_is_sure(engine):
    report = load_file(engine, "aidants-connect")
    # Its postal code has lost its zero: it is not of Loir-et-Cher, whatever the file says.
    assert codes(report) == [(5, "HORS_TERRITOIRE")]
    stored = records(engine, "aidants-connect")
    assert {name: (one["commune_code"], one["siret"]) for name, one in stored.items()} == {
        # The only commune of 37000.
        "12207": ("37261", "26370028800255"),
        # 37230 has two communes: the name says which.
        "37210137": ("37139", "213701394"),
        "14605": (None, None),
        # No number, and a SIRET of fifteen digits.
        "foyerdetours-37000": ("37261", None),
    }
    assert stored["37210137"]["address"] == "Place Imaginaire BP 16"
    assert {one["updated"] for one in stored.values()} == {date(2021, 3, 15)}
    assert facts(report)["SIRET_ECARTES"] == {"rows": "2", "all": "4"}


def test_conseillers_are_counted_and_their_town_wins_over_a_wrong_postal_code(engine):
    report = load_file(engine, "conseillers-numeriques")
    assert codes(report) == [(3, "HORS_TERRITOIRE")]
    stored = records(engine, "conseillers-numeriques")
    first, second = stored.values()
    assert (first["mediators"], first["siret"]) == (2, None)
    assert first["programmes"] == "Aidants Connect|Conseillers numériques"
    assert second["programmes"] == "Conseillers numériques"
    # 41200 has no Lamotte-Beuvron: its position says where it is.
    assert second["commune_code"] == "41106"


@pytest.mark.parametrize(
    ("cells", "commune"),
    [
        # The name of before of Ports-sur-Vienne; the point is in Noyant.
        ({"nom": "EPN de Ports-sur-Vienne", "commune": "PORTS", "code_postal": "37800",
          "latitude": 47.1091, "longitude": 0.5589}, "37187"),
        # A commune that was merged is found by its position.
        ({"nom": "Espace jeunes", "commune": "CONTRES", "code_postal": "41700",
          "latitude": 47.4178, "longitude": 1.4288}, "41059"),
        # A street named after a town is not the town where the position is.
        ({"nom": "Foyer", "adresse": "14 route de Chinon", "commune": "", "code_postal": "37500",
          "latitude": 47.1508, "longitude": 0.3239}, "37089"),
        ({"nom": "Foyer", "adresse": "1 rue Haute, Chinon", "code_postal": "37500"}, "37072"),
        ({"nom": "Foyer", "adresse": "1 rue Haute", "code_postal": "37500"}, None),
        ({"nom": "Foyer", "code_postal": "37 000"}, "37261"),
    ],
)  # fmt: skip
def test_the_commune_is_the_one_that_is_sure(sqlite_engine, tmp_path, cells, commune):
    path = tmp_path / "lieux.json"
    path.write_text(json.dumps([{"id": "un-lieu-du-quai", **cells}]), encoding="utf-8")
    assert load_file(sqlite_engine, "lieux-mediation", path).rows_loaded == 1
    (one,) = records(sqlite_engine, "lieux-mediation").values()
    assert one["commune_code"] == commune


PERSONAL = ("Exemple", "EXEMPLE", "exemple@", "@atelier", "@fs.fr", "02 47 00", "02.47.74",
            "33180059880", "+3325400")  # fmt: skip


@pytest.mark.parametrize(
    ("source", "name"), [*FILES.items(), ("lieux-mediation", "data_inclusion.json")]
)
def test_nobody_is_stored_nor_kept_aside(engine, source, name):
    content = (FIXTURES / name).read_text(encoding="utf-8")
    load_file(engine, source, FIXTURES / name)
    stored = str(everything_stored(engine))
    assert [word for word in PERSONAL if word in content] or source in (
        "aidants-connect",
        "conseillers-numeriques",
    )
    assert [word for word in PERSONAL if word in stored] == []


def test_a_new_file_replaces_the_former_and_says_what_is_gone(engine, tmp_path):
    load_file(engine, "conseillers-numeriques")
    shorter = tmp_path / "conseillers.json"
    text = (FIXTURES / "conseillers.json").read_text(encoding="utf-8")
    shorter.write_text(text.replace("62aaf9af8255a806e2000002", "62aaf9af8255a806e2000009"))
    report = load_file(engine, "conseillers-numeriques", shorter)
    assert facts(report)["LIEUX_RETIRES"] == {"rows": "1", "names": "Médiathèque du Pont"}
    assert set(records(engine, "conseillers-numeriques")) == {
        "62aaf9af8255a806e2000001",
        "62aaf9af8255a806e2000009",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [('[{"id": "1", "nom"', "JSON_ILLISIBLE"), ('{"lieux": []}', "JSON_SANS_LISTE"),
     ("[" * 100_000, "JSON_ILLISIBLE"), ('[{"id": "1"}]', "COLONNE_ABSENTE"),
     ("[]", "FICHIER_SANS_LIGNE")],
)  # fmt: skip
def test_a_json_that_is_no_list_of_places_is_refused(engine, tmp_path, text, code):
    path = tmp_path / "lieux.json"
    path.write_text(text)
    assert load_file(engine, "lieux-mediation", path).code == code


def test_real_places_do_not_join_those_of_the_demonstration(sqlite_engine):
    with sqlite_engine.begin() as connection:
        connection.execute(
            schema.inclusion_answer.insert().values(
                member="37261", question="dpo", day=date(2024, 1, 1), name="Tours", yes=True,
                simulated=True,
            )
        )  # fmt: skip
    assert load_file(sqlite_engine, "hub-lo").code == "MAGASIN_DE_DEMONSTRATION"
    assert records(sqlite_engine, "hub-lo") == {}


def test_real_places_may_stand_beside_other_simulated_themes(sqlite_engine):
    with sqlite_engine.begin() as connection:
        connection.execute(
            schema.light_cabinet.insert().values(
                cabinet_id="A1", name="A1", supply_point="A1", simulated=True
            )
        )
    assert load_file(sqlite_engine, "hub-lo").rows_loaded == 3
