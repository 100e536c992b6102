"""What the sheets of water say of a place, and the form of what is done of its alert."""

import json
from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from components.captioned import Reading
from components.formats import PARIS
from components.water import water_follow_up as form
from components.water import water_headline, water_identity
from data.quality import Notice
from data.water.follow_up import AUTHOR_LENGTH, NOTE_LENGTH
from data.water.sector import OF_HISTORY
from data.water.vocabulary import STATES
from tests.components import building_frames, water_frames


def words(part: Any) -> str:
    """Components as text, every space alike."""
    text = json.dumps(part, ensure_ascii=False, default=lambda one: one.to_plotly_json())
    return text.replace("\u202f", " ").replace("\u00a0", " ")


SENSORS = pd.DataFrame({"meter_id": ["M1", "M2"], "faults": ["", "Valeur figée"]})
SECTOR = SimpleNamespace(
    sector_id="a/1",
    service_id="A",
    service="Service A",
    pipe_km=2.0,
    customers=100,
    night_m3_h=3.0,
    night_use_m3_h=1.0,
    leakage_m3_km_day=24.0,
    inflow_m3_day=120.0,
    status="suivi",
    known_days=30,
    last_day=date(2026, 6, 30),
    alerts=water_frames.tonight(1),
)


def facts(sensors: Any = SENSORS, leaks: int | None = 0, **changes: Any) -> dict[str, str]:
    """The facts of a sector that is not quite SECTOR."""
    sector = SimpleNamespace(**{**vars(SECTOR), **changes})
    told = water_identity.sector_facts(sector, sensors, leaks)
    return {name: words(what).strip('"') for name, what in told}


def test_days_that_are_not_known_are_counted_in_french() -> None:
    assert "0 jour connu sur 30" in facts(known_days=0)["Suivi"]


def test_the_leak_that_runs_comes_before_the_facts() -> None:
    block = water_identity.sector_block(SECTOR, SENSORS, 0, None, "/nuits", indicative=True)
    assert "Fuite en cours" in words(block[0])
    assert "Débit de nuit" in words(block[-1])


def test_facts_of_a_sector_that_lacks_nothing() -> None:
    told = facts()
    assert told["Débit de nuit"] == "3,0 m³/h, dont 1,0 d’usage normal"
    assert told["Fuites, la nuit"] == "24,0 m³/km/jour (niveau très élevé)"
    assert "/eau/services/A" in told["Service"]
    assert "30 jours connus sur 30, jusqu’au 30 juin 2026" in told["Suivi"]


@pytest.mark.parametrize(
    ("changes", "name", "why"),
    [
        ({"pipe_km": None, "leakage_m3_km_day": None}, "Réseau", "longueur inconnue"),
        ({"pipe_km": None, "leakage_m3_km_day": None}, "Fuites, la nuit", "faute de longueur"),
        ({"pipe_km": 0.0, "leakage_m3_km_day": None}, "Fuites, la nuit", "faute de longueur"),
        ({"night_m3_h": None, "leakage_m3_km_day": None}, "Fuites, la nuit", "faute de nuits"),
        ({"night_use_m3_h": None, "leakage_m3_km_day": None}, "Fuites, la nuit", "usage normal"),
        ({"night_m3_h": None}, "Débit de nuit", "aucune nuit récente"),
        ({"customers": None}, "Abonnés", "nombre inconnu"),
        ({"inflow_m3_day": None}, "Entrée d’eau", "ne sont pas connus"),
        ({"service": ""}, "Service", "aucun service"),
        ({"status": "sans mesure", "last_day": None}, "Suivi", "aucune mesure reçue"),
        ({"status": "capteur en défaut", "last_day": None}, "Suivi", "aucune heure n’est retenue"),
        ({"status": "bilan impossible"}, "Suivi", "vérifiez le sens des compteurs"),
        (
            {"status": "bilan impossible", "sensors": SENSORS.head(1)},
            "Capteurs",
            "leur bilan est impossible",
        ),
        ({"leakage_m3_km_day": None}, "Fuites, la nuit", "non calculées"),
        ({"status": "pas assez de passé"}, "Suivi", "ses fuites ne sont pas connues"),
        ({}, "Capteurs", "dont en défaut : M2 (valeur figée) ; les heures en cause"),
        ({"sensors": SENSORS.head(0)}, "Capteurs", "chargez la source capteurs-eau"),
        ({"sensors": SENSORS.head(1)}, "Capteurs", "1 capteur, sans défaut"),
        ({"sensors": None}, "Capteurs", "n.d."),
        ({"leaks": None}, "Fuites chez des abonnés", "n.d."),
        ({"leaks": 0}, "Fuites chez des abonnés", "aucune en cours"),
        ({"leaks": 2}, "Fuites chez des abonnés", "/eau/abonnes?territoire=secteur:a%2F1"),
    ],
)
def test_what_lacks_is_said_in_the_place_of_the_figure(
    changes: dict[str, Any], name: str, why: str
) -> None:
    assert why in facts(**changes)[name]


def test_the_leak_that_runs_says_how_sure_it_is_and_why() -> None:
    told = words(water_identity.open_leaks(SECTOR, None, "/eau/secteurs/a/nuits", indicative=True))
    assert "(indicatif) si rien n’est fait" in told
    assert "Confiance moyenne : ni bruit" in told
    assert "la fréquentation de la commune est de +35 %" in told
    assert "/eau/secteurs/a/nuits" in told
    quiet = SimpleNamespace(**{**vars(SECTOR), "alerts": SECTOR.alerts.head(0)})
    assert water_identity.open_leaks(quiet, None, "", indicative=False) == []


def test_facts_of_a_service() -> None:
    service = SimpleNamespace(
        communes=[], sectors=0, agency="", short_of_water=None, density_label="",
        judgement_label="", target_yield_pct=None, year=2025,
    )  # fmt: skip
    nothing = dict(water_identity.service_facts(service, None))
    assert all(told and "None" not in str(told) for told in nothing.values())
    assert "montant inconnu" in nothing["Redevance de performance"]
    known = SimpleNamespace(
        communes=[f"Commune {n}" for n in range(12)], sectors=3, agency="loire-bretagne",
        short_of_water=True, density_label="Rural", judgement_label="Bon",
        target_yield_pct=85.0, year=2025,
    )  # fmt: skip
    told = dict(water_identity.service_facts(known, 1234.4))
    assert told["Agence de l’eau"] == "Loire-Bretagne"
    assert "12 communes" in words(told["Communes"])
    levy = words(told["Redevance de performance"]).strip('"')
    assert levy == "1 234 € par an aujourd’hui, sur les volumes de 2025"


HISTORY = pd.DataFrame(
    [
        (datetime(2026, 11, 22, 14, 5, tzinfo=PARIS), date(2026, 11, 21), "seen",
         "Prise en compte", "<b>Vanne</b>", "Équipe A"),
        (datetime(2026, 11, 1, 9, 0, tzinfo=PARIS), date(2026, 10, 31), "new", "À traiter", "", ""),
    ],
    columns=OF_HISTORY,
)  # fmt: skip
OPEN = form.Standing(True, "À traiter", HISTORY.head(0), True)


def test_the_form_has_a_label_for_each_field_and_remembers_no_code() -> None:
    section = words(form.follow_up_section(STATES, (NOTE_LENGTH, AUTHOR_LENGTH)))
    for name in form.FIELDS:
        assert f'"id": "water-follow-up-{name}"' in section
        assert f'"htmlFor": "water-follow-up-{name}"' in section
    assert '"type": "password"' in section
    assert "persistence" not in section
    assert '"aria-live": "polite"' in section
    assert all(label in section for label in STATES.values())


def test_standing_says_who_may_write_and_what_was_said() -> None:
    assert "Alerte en cours : à traiter." in words(form.standing_block(OPEN))
    closed = words(form.standing_block(replace(OPEN, opened=False)))
    assert "La saisie est fermée" in closed
    assert "GABARE_FOLLOW_UP_CODE" in closed
    assert "« demonstration »" in words(form.standing_block(replace(OPEN, demonstration=True)))
    quiet = words(form.standing_block(replace(OPEN, running=False, opened=False)))
    assert "il n’y a rien à noter" in quiet
    assert "fermée" not in quiet
    told = words(form.standing_block(replace(OPEN, history=HISTORY)))
    assert "le 22 novembre 2026 à 14 h 05, par Équipe A" in told
    # As text: a component that holds it, never a tag.
    assert '"children": "<b>Vanne</b>"' in told
    assert "le 1er novembre 2026 à 9 h 00" in told


def test_what_is_no_text_is_nothing() -> None:
    assert form.said_of((None, {"a": 1}, "Équipe A", 12)) == form.Said("", "", "Équipe A", "")


def test_an_answer_says_how_grave_it_is_in_words() -> None:
    refused, style = form.answer(Notice("SUIVI_CODE_FAUX"))
    assert words(refused[0].children).startswith('["Attention"') or "Attention" in words(refused)
    assert "gb-notice--warning" in style
    stored, style = form.answer(Notice("SUIVI_ENREGISTRE"))
    assert "C’est noté." in words(stored)
    assert "gb-notice--info" in style


@pytest.mark.parametrize(
    ("complete", "code"), [(1, "ANNEE_DU_SERVICE"), (0, "VOLUMES_DU_SERVICE_INCOMPLETS")]
)
def test_one_service_alone_is_not_counted_among_services(complete: int, code: str) -> None:
    alone = replace(water_frames.headline(), services=1, complete=complete, judged=50)
    reading = Reading(building_frames.selection(), "Service A", frame=alone)
    (notice,) = water_headline.cover_notices(reading)
    assert notice.code == code
    assert "2025" in notice.text
