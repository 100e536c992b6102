"""Places written in the national standard 1.0.1, held against its own schema."""

import json
import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.inclusion.standard import FIELDS, REQUIRED, missing, to_geojson, to_standard

PLACE = {
    "place_id": "hub-lo-13",
    "name": "Médiathèque de Tours",
    "address": "2 bis avenue Malraux",
    "postcode": "37000",
    "town": "Tours",
    "commune_code": "37261",
    "latitude_deg": 47.3986,
    "longitude_deg": 0.6897,
    "at_town_hall": False,
    "siret": "21370261600011",
    "kinds": "BIB|EPN",
    "services": "Aide aux démarches administratives|Accès internet et matériel informatique",
    "support": "En autonomie|À distance",
    "access": "Se présenter",
    "publics": "Seniors",
    "special_care": "Illettrisme",
    "fees": "Gratuit|Payant",
    "programmes": "Aidants Connect|France Services",
    "hours": "Tu-Sa 10:00-18:00",
    "website": "https://exemple.fr",
    "accessibility_url": None,
    "itinerant": False,
    "updated": date(2026, 1, 31),
    "sources": "hub-lo|lieux-mediation",
    "simulated": False,
}
LISTS = (
    "kinds", "services", "support", "access", "publics", "special_care", "fees", "programmes",
)  # fmt: skip
BARE = dict.fromkeys(PLACE) | dict.fromkeys(LISTS, "") | {
    "place_id": "aidants-connect-1", "name": "CCAS", "commune_code": "37018", "town": "Ballan-Miré",
    "postcode": "37510", "latitude_deg": 47.34, "longitude_deg": 0.61, "at_town_hall": True,
    "sources": "aidants-connect", "simulated": True,
}  # fmt: skip
NOWHERE = BARE | {"place_id": "x", "latitude_deg": None, "longitude_deg": None,
                  "at_town_hall": False}  # fmt: skip


@pytest.fixture
def schema(open_data_dir: Path) -> list[dict]:
    """The fields of the schema 1.0.1."""
    path = open_data_dir / "schemas/LaMednum_standard-mediation-num/schema.json"
    return json.loads(path.read_text(encoding="utf-8"))["fields"]


def test_the_columns_are_those_of_the_schema_in_its_order(schema):
    assert tuple(field["name"] for field in schema) == FIELDS
    required = [field["name"] for field in schema if field["constraints"].get("required")]
    assert sorted(required) == sorted(REQUIRED)


def test_every_cell_has_the_pattern_of_the_schema(schema):
    row = to_standard(pd.DataFrame([PLACE])).iloc[0]
    for field in schema:
        pattern = field["constraints"].get("pattern")
        if pattern and row[field["name"]]:
            assert re.search(pattern, row[field["name"]]), field["name"]
    assert missing(to_standard(pd.DataFrame([PLACE]))) == {}


def test_a_place_is_written_as_it_is():
    row = to_standard(pd.DataFrame([PLACE])).iloc[0].to_dict()
    assert {name: text for name, text in row.items() if text} == {
        "id": "hub-lo-13",
        "pivot": "21370261600011",
        "nom": "Médiathèque de Tours",
        "commune": "Tours",
        "code_postal": "37000",
        "code_insee": "37261",
        "adresse": "2 bis avenue Malraux",
        "latitude": "47.3986",
        "longitude": "0.6897",
        "typologie": "BIB|EPN",
        "site_web": "https://exemple.fr",
        "horaires": "Tu-Sa 10:00-18:00",
        "source": "hub-lo|lieux-mediation",
        "itinerance": "Fixe",
        "date_maj": "2026-01-31",
        "services": PLACE["services"],
        "publics_specifiquement_adresses": "Seniors",
        "prise_en_charge_specifique": "Illettrisme",
        "frais_a_charge": "Gratuit|Payant",
        "dispositif_programmes_nationaux": "Aidants Connect|France Services",
        "modalites_acces": "Se présenter",
        "modalites_accompagnement": "En autonomie|À distance",
    }


def test_what_is_not_known_is_left_empty_and_counted():
    rows = to_standard(pd.DataFrame([PLACE, BARE]))
    assert rows.loc[1, ["pivot", "latitude", "itinerance", "date_maj"]].tolist() == [""] * 4
    assert rows["presentation_resume"].tolist() == [
        "",
        "Lieu simulé\u00a0: démonstration, sans valeur.",
    ]
    assert missing(rows) == {"pivot": 1, "adresse": 1, "date_maj": 1}


def test_geojson_says_which_positions_are_those_of_a_town_hall():
    features = to_geojson(pd.DataFrame([PLACE, BARE, NOWHERE]))["features"]
    assert [feature["geometry"] and feature["geometry"]["coordinates"] for feature in features] == [
        [0.6897, 47.3986],
        [0.61, 47.34],
        None,
    ]
    assert [feature["properties"].get("position") for feature in features] == [
        None,
        "placé à la mairie",
        None,
    ]
    assert features[0]["properties"]["horaires"] == "Tu-Sa 10:00-18:00"
    assert "NaN" not in json.dumps(features)


def test_no_place_at_all_gives_the_titles_alone():
    empty = pd.DataFrame(columns=list(PLACE))
    assert (len(to_standard(empty)), to_geojson(empty)["features"]) == (0, [])
