"""Faults, load curves and protected zones."""

import json

import pytest
import shapely
from sqlalchemy import Engine

from data import schema
from loaders.positions import lambert_to_degrees
from tests.loaders.buildings.building_store import codes, facts, load
from tests.loaders.lighting.light_store import fill_lighting
from tests.loaders.measured import at, rows

pytestmark = pytest.mark.usefixtures("without_sums")
SQUARE = [[0.68, 47.38], [0.70, 47.38], [0.70, 47.40], [0.68, 47.40], [0.68, 47.38]]


@pytest.fixture
def store(engine: Engine) -> Engine:
    fill_lighting(engine)
    return engine


def feature(coordinates: list, kind: str = "Polygon", **properties: object) -> dict:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_faults_are_placed_by_their_point_or_their_cabinet(store: Engine) -> None:
    report = load(
        store,
        "pannes-eclairage",
        "id;signalée le;réparée le;point;armoire;commune;nature\n"
        "N1;12/01/2024 18:30;14/01/2024 10:00;p1;;;lampe HS\n"
        "N2;12/01/2024 18:30;;;A2;;Allumé de jour\n"
        "N3;12/01/2024 18:30;;P9;;37261;mystère\n"
        "N4;12/01/2024 18:30;;P9;;75056;\n"
        "N5;14/01/2024 18:30;12/01/2024 10:00;P1;;;\n"
        "N6;01/01/2099 18:30;;P1;;;\n"
        "n1;12/01/2024 18:30;;P1;;;\n",
    )
    assert rows(store, schema.light_fault) == [
        ("N1", "P1", "A1", "37261", "eteint", at("2024-01-12 18:30"), at("2024-01-14 10:00"),
         False),
        ("N2", None, "A2", "41018", "jour", at("2024-01-12 18:30"), None, False),
        ("N3", "P9", None, "37261", "autre", at("2024-01-12 18:30"), None, False),
    ]  # fmt: skip
    assert codes(report) == [
        (5, "PANNE_SANS_LIEU"),
        (6, "REPARATION_AVANT_SIGNALEMENT"),
        (7, "HEURE_FUTURE"),
        (8, "PANNE_EN_DOUBLE"),
    ]
    assert facts(report) == {
        "PANNES_DE_NATURE_INCONNUE": {"names": "mystère"},
        "PANNES_SANS_POINT": {"rows": "1", "all": "3"},
    }


def test_a_load_curve_becomes_hours_of_its_cabinet(store: Engine) -> None:
    """Two half hours at 3 and 5 kW are 4 kWh."""
    text = (
        "armoire;horodatage;valeur;unité\n"
        "a1;12/01/2024 18:00;3;kW\n"
        "a1;12/01/2024 18:30;5 000;W\n"
        "a1;12/01/2024 19:00;2,5;kWh\n"
        "A2;12/01/2024 19:00;2;\n"
        "A9;12/01/2024 19:00;2;kW\n"
        "a1;12/01/2024 19:30;-1;kW\n"
        "a1;12/01/2024 19:00;1;kW\n"
        "a1;12/01/2024 20:00;5 000;kW\n"
        "a1;12/01/2024 20:30;1;thermie\n"
        "a1;12/01/2099 20:30;1;kW\n"
    )
    report = load(store, "courbes-eclairage", text)
    assert codes(report) == [
        (6, "ARMOIRE_INCONNUE"),
        (7, "CONSOMMATION_NEGATIVE"),
        (8, "HORODATAGE_EN_DOUBLE"),
        (9, "PUISSANCE_INVRAISEMBLABLE"),
        (10, "UNITE_INATTENDUE"),
        (11, "HEURE_FUTURE"),
    ]
    first, second = (row[1:9] for row in rows(store, schema.series))
    key = "eclairage:light_kwh:A1:courbe-1800"
    assert first == (key, "lighting", "light_kwh", "kWh", "consumption", 1800, "A1", "")
    assert (second[5], second[6]) == (3600, "A2")
    hours = [row[1:3] for row in rows(store, schema.series_hour)]
    assert hours == [
        (at("2024-01-12 18:00"), (3 + 5) / 2),
        (at("2024-01-12 19:00"), 2.5),
        (at("2024-01-12 19:00"), 2.0),
    ]
    names = facts(report)["COURBES_AU_PAS"]["names"]
    assert names == "A1 (30\u00a0min), A2 (60\u00a0min)"
    before = rows(store, schema.reading)
    load(store, "courbes-eclairage", text + "\n")
    assert rows(store, schema.reading) == before


def test_a_step_that_is_none_is_refused(store: Engine) -> None:
    lines = "".join(f"A1;12/01/2024 18:{minute:02};1;kW\n" for minute in range(3))
    report = load(store, "courbes-eclairage", "armoire;horodatage;valeur;unité\n" + lines)
    assert {code for _, code in codes(report)} == {"PAS_INCOHERENT"}


def test_zones_of_a_geojson(store: Engine) -> None:
    crossed = [[[0.6, 47.0], [0.7, 47.1], [0.7, 47.0], [0.6, 47.1], [0.6, 47.0]]]
    report = load(
        store,
        "zones-protegees",
        collection(
            feature([SQUARE], id="Z1", nom="Val de Loire", type="Site classé"),
            feature([[SQUARE]], "MultiPolygon", ID_MNHN="Z2", nom="Réserve", nature="RNN"),
            feature(crossed, id="Z3", type="bizarre"),
            feature([SQUARE], id="z1"),
            feature([0.68, 47.38], "Point", id="Z5"),
            feature([SQUARE, "x"], id="Z6"),
            feature([[[x - 10, y] for x, y in SQUARE]], id="Z7"),
            {"type": "Feature", "properties": None, "geometry": None, "id": 8},
            "no feature",
        ),
    )
    found = {row[0]: row for row in rows(store, schema.light_zone)}
    assert {key: row[1:3] for key, row in found.items()} == {
        "Z1": ("site", "Val de Loire"),
        "Z2": ("reserve", "Réserve"),
        "Z3": ("autre", "Z3"),
    }
    drawn = {key: shapely.from_geojson(row[3]) for key, row in found.items()}
    assert drawn["Z1"].equals(shapely.Polygon(SQUARE))
    # Two triangles of half a height of 0.1 and half a base of 0.1.
    assert drawn["Z3"].area == pytest.approx(2 * 0.1 * 0.05 / 2)
    assert codes(report) == [
        (4, "ZONE_EN_DOUBLE"),
        (5, "GEOMETRIE_INATTENDUE"),
        (6, "GEOMETRIE_ILLISIBLE"),
        (7, "ZONE_HORS_DE_FRANCE"),
        (8, "GEOMETRIE_ILLISIBLE"),
        (9, "GEOMETRIE_ILLISIBLE"),
    ]
    said = facts(report)
    assert said["ZONES_REPAREES"] == {"rows": "1"}
    assert said["ZONES_DE_TYPE_INCONNU"] == {"names": "bizarre"}


def test_zones_in_metres_and_in_a_table(store: Engine) -> None:
    metres = shapely.box(526_000, 6_700_000, 527_000, 6_701_000)
    line = f"id;libellé;type;wkt\nZ1;Varennes;Site inscrit;{metres.wkt}\nZ2;;;POINT (0 47)\n"
    report = load(store, "zones-protegees", line)
    assert codes(report) == [(3, "GEOMETRIE_INATTENDUE")]
    assert facts(report)["ZONES_EN_LAMBERT"] == {"rows": "1"}
    drawn = shapely.from_geojson(rows(store, schema.light_zone)[0][3])
    expected = shapely.transform(metres, lambert_to_degrees)
    # To the metre: 0.00001° each way.
    assert drawn.symmetric_difference(expected).area < 4 * 0.02 * 0.00001


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"type": "FeatureCollection", "features": [', "GEOJSON_ILLISIBLE"),
        ('{"a":' * 100_000, "GEOJSON_ILLISIBLE"),
        ('{"type": "Feature"}', "GEOJSON_INATTENDU"),
        ('{"type": "FeatureCollection", "features": {}}', "GEOJSON_INATTENDU"),
        ('{"type": "FeatureCollection", "features": []}', "FICHIER_SANS_LIGNE"),
        ("<html>", "PAGE_HTML"),
        ("", "FICHIER_VIDE"),
    ],
)
def test_what_is_no_collection_is_refused(store: Engine, text: str, code: str) -> None:
    report = load(store, "zones-protegees", text)
    assert (report.status, report.code) == ("failed", code)
    assert rows(store, schema.light_zone) == []
