import csv
import json
import os
from datetime import date
from pathlib import Path

import pytest

from data.settings import Settings
from data.territory import load_territory, normalise_commune_code

SHIPPED = Path(__file__).parents[2] / Settings().territory_dir
STRADDLING = "200070183"


@pytest.fixture(scope="module")
def territory():
    return load_territory(SHIPPED)


def test_shipped_territory_is_the_two_departements(territory):
    assert len(territory.communes) == 272 + 267
    assert [d.code for d in territory.departements] == ["37", "41"]
    assert territory.located_in == "en Indre-et-Loire et dans le Loir-et-Cher"


def test_shipped_communes_agree_with_the_reference_extract(territory):
    folder = os.environ.get("GABARE_OPEN_DATA_DIR")
    if not folder:
        pytest.skip("GABARE_OPEN_DATA_DIR absent : extrait de référence non comparé")
    with (Path(folder) / "geo" / "communes_37_41.csv").open(encoding="utf-8") as file:
        expected = {row["code_insee"]: row for row in csv.DictReader(file)}
    assert {c.code for c in territory.communes} == set(expected)
    for commune in territory.communes:
        row = expected[commune.code]
        assert commune.population == int(row["population"])
        assert (commune.epci, commune.siren) == (row["code_epci"], row["siren"])
        assert territory.epci(commune.epci).full_name == row["nom_epci"]
        assert "|".join(commune.postcodes) == row["codes_postaux"]
        assert commune.name.endswith(row["nom"])
        assert commune.town_hall_lat == pytest.approx(float(row["mairie_lat"]), abs=1e-6)
        assert commune.town_hall_lon == pytest.approx(float(row["mairie_lon"]), abs=1e-6)


@pytest.mark.parametrize(("level", "count"), [("communes", 539), ("epci", 23), ("departements", 2)])
def test_every_place_has_an_outline_of_the_same_code(territory, level, count):
    collection = json.loads(territory.outline_path(level).read_text(encoding="utf-8"))
    codes = {feature["properties"]["code"] for feature in collection["features"]}
    assert len(codes) == count
    assert codes <= set(territory.by_code)


def test_an_epci_across_the_border_counts_its_communes_inside_and_says_so(territory):
    epci = territory.epci(STRADDLING)
    assert epci.partial
    assert epci.departements_outside == ("45",)
    assert epci.name.endswith("(4 communes sur 25)")
    assert len(territory.commune_codes(f"epci:{STRADDLING}")) == 4
    assert not territory.epci("243700754").partial


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        ("37261", "à Tours"),
        ("41147", "aux Montils"),
        ("37030", "au Boulay"),
        ("37195", "à La Riche"),
        ("37119", "à L'Île-Bouchard"),
        ("37001", "à Abilly"),
    ],
)
def test_commune_place_phrases(territory, code, phrase):
    assert territory.commune(code).located_in == phrase


def test_epci_place_phrases(territory):
    assert territory.epci("243700754").located_in == (
        "sur le territoire de Tours Métropole Val de Loire"
    )
    assert territory.epci("200000800").located_in == (
        "dans la communauté de communes Cœur de Sologne"
    )


def test_scopes_partition_the_communes(territory):
    everything = territory.commune_codes("syndicat")
    by_departement = [territory.commune_codes(f"departement:{d}") for d in ("37", "41")]
    by_epci = [territory.commune_codes(f"epci:{e.code}") for e in territory.epcis]
    assert sorted(everything) == sorted(sum(by_departement, ()))
    assert sorted(everything) == sorted(sum(by_epci, ()))
    assert territory.commune_codes("commune:37261") == ("37261",)
    assert territory.commune_codes("commune:99999") == ()
    assert territory.commune_codes("epci:37261") == ()
    assert territory.place("departement:37").name == "Indre-et-Loire"
    assert len(set(territory.scopes())) == 1 + 2 + 23 + 539


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("37261", "37261"),
        ("1004", "01004"),
        (" 37 261 ", "37261"),
        ("37261.0", "37261"),
        ("2A004", "2A004"),
        ("2b033", "2B033"),
        ("97411", "97411"),
        ("20004", None),
        ("00123", None),
        ("96001", None),
        ("372", None),
        ("Tours", None),
        ("", None),
        (None, None),
    ],
)
def test_commune_codes_are_repaired_or_refused(text, code):
    assert normalise_commune_code(text) == code


def test_merged_communes_lead_to_the_commune_of_today(territory):
    assert territory.current_commune_code("41092") == "41059"
    assert territory.current_commune_code("37261") == "37261"
    assert territory.current_commune_code("75101") == "75056"
    assert not {c.code for c in territory.communes} & set(territory.changes)


def test_a_merge_applies_from_its_date_only(territory):
    # Fougères-sur-Bièvre joined Le Controis-en-Sologne on 1 January 2019.
    assert territory.changes["41092"] == ("41059", date(2019, 1, 1), "commune devenant déléguée")
    assert territory.current_commune_code("41092", date(2018, 12, 31)) == "41092"
    assert territory.current_commune_code("41092", date(2019, 1, 1)) == "41059"


@pytest.mark.parametrize(
    ("postcode", "city", "code"),
    [
        ("37100", None, "37261"),
        ("37000", None, "37261"),
        ("75001", None, "75056"),
        ("75116", None, "75056"),
        ("69003", None, "69123"),
        ("1000", None, None),
        ("37540", "ST CYR SUR LOIRE", "37214"),
        ("37032", "TOURS CEDEX 1", "37261"),
        ("41120", "Les Montils", "41147"),
        ("41120", None, None),
        ("41120", "Nulle-Part", None),
        ("59000", "Lille", None),
    ],
)
def test_communes_from_postcodes(territory, postcode, city, code):
    assert territory.commune_from_postcode(postcode, city) == code


def test_arrondissements_from_postcodes(territory):
    assert territory.arrondissement_from_postcode("75001") == "75101"
    assert territory.arrondissement_from_postcode("75116") == "75116"
    assert territory.arrondissement_from_postcode("37000") is None
