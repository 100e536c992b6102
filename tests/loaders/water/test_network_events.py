"""Repairs and noise alarms: where they are, their flow in m³/h, and nobody's name."""

from datetime import date

import pytest
from sqlalchemy import Engine

from data import schema
from tests.loaders.buildings.building_store import codes, facts, load
from tests.loaders.measured import at, rows
from tests.loaders.water.water_store import fill_water

pytestmark = pytest.mark.usefixtures("without_sums")


@pytest.fixture
def store(engine: Engine) -> Engine:
    fill_water(engine)
    return engine


def test_repairs_are_in_their_sector_or_their_commune(store: Engine) -> None:
    report = load(
        store,
        "interventions-eau",
        "id;secteur;commune;trouvée le;réparée le;nature;débit;unité\n"
        "R1;bourg;;10/01/2024;12/01/2024;Casse sur conduite fonte;1;L/s\n"
        "R2;;37261;;12/01/2024;Fuite branchement;60;L/min\n"
        "R3;COTEAU;;;13/01/2024;vanne;2,5;\n"
        "R4;D9;37122;;14/01/2024;poudre;;\n"
        "R5;D9;;;14/01/2024;;;\n",
    )
    found = {row[0]: row[1:7] for row in rows(store, schema.water_repair)}
    day = date(2024, 1, 12)
    assert found == {
        "R1": ("BOURG", "37261", "canalisation", date(2024, 1, 10), day, pytest.approx(3.6)),
        "R2": (None, "37261", "branchement", None, day, pytest.approx(60 * 60 / 1000)),
        "R3": ("COTEAU", "37122", "accessoire", None, date(2024, 1, 13), 2.5),
        "R4": (None, "37122", "autre", None, date(2024, 1, 14), None),
    }
    assert codes(report) == [(6, "INTERVENTION_SANS_LIEU")]
    assert facts(report) == {
        "INTERVENTIONS_DE_NATURE_INCONNUE": {"names": "poudre"},
        "INTERVENTIONS_SANS_SECTEUR": {"rows": "2", "all": "4"},
    }


@pytest.mark.parametrize(
    ("titles", "cells", "flow_m3_h"),
    [
        ("débit;unité", "36;m³/j", 36 / 24),
        ("débit;unité", "500;L/h", 0.5),
        ("débit (m³/h)", "1,5", 1.5),
        ("débit (L/s)", "2", 2 * 3.6),
        ("débit en L/min", "100", 100 * 60 / 1000),
    ],
)
def test_flows_are_in_cubic_metres_an_hour(
    store: Engine, titles: str, cells: str, flow_m3_h: float
) -> None:
    text = f"secteur;réparée le;{titles}\nBOURG;12/01/2024;{cells}\n"
    assert load(store, "interventions-eau", text).rejected.is_empty()
    [row] = rows(store, schema.water_repair)
    # No identifier: the place, the day and the kind make one.
    assert (row[0], row[6]) == ("BOURG:2024-01-12:autre", pytest.approx(flow_m3_h))


def test_the_address_of_a_repair_is_written_nowhere(store: Engine) -> None:
    report = load(
        store,
        "interventions-eau",
        "id;secteur;réparée le;adresse;intervenant\n"
        "R1;BOURG;12/01/2024;3 rue des Lilas;Zoé Durand\n"
        "R2;BOURG;12/01/2099;3 rue des Lilas;Zoé Durand\n",
    )
    assert report.rejected["raw_text"].to_list() == ["•••"]
    assert facts(report)["COLONNES_PERSONNELLES_ECARTEES"]["names"] == (
        "adresse, nom d’une personne"
    )
    assert "Lilas" not in str(rows(store, schema.water_repair))


def test_alarms_are_in_their_sector_or_their_commune(store: Engine) -> None:
    report = load(
        store,
        "bruits-eau",
        "capteur;horodatage;secteur;latitude;longitude;niveau\n"
        "L1;12/01/2024 03:00;bourg;;;32,5\n"
        "l1;12/01/2024 03:00;BOURG;;;32\n"
        "L2;12/01/2024 03:00;;47,39;0,69;\n"
        "L3;12/01/2024 03:00;D9;;;30\n"
        "L4;12/01/2024 03:00;BOURG;;;-3\n"
        "L5;01/01/2099 03:00;BOURG;;;30\n",
    )
    night_s = at("2024-01-12 03:00")
    assert rows(store, schema.water_noise) == [
        ("L1", night_s, "BOURG", "37261", None, None, 32.5, False),
        ("L2", night_s, None, "37261", 47.39, 0.69, None, False),
    ]
    assert codes(report) == [
        (3, "ALARME_EN_DOUBLE"),
        (5, "ALARME_SANS_LIEU"),
        (6, "NIVEAU_INVRAISEMBLABLE"),
        (7, "HEURE_FUTURE"),
    ]
    assert facts(report) == {"BRUITS_SANS_SECTEUR": {"rows": "1", "all": "2"}}
