"""What goes wrong with customers' meters: each is named, and never a false number."""

import numpy as np
import pytest
from sqlalchemy import Engine

from tests.loaders.buildings.building_store import codes, facts, load
from tests.loaders.water.customer_store import days, fill_customers, hourly, lines, table

pytestmark = pytest.mark.usefixtures("without_sums")
SOURCE = "releves-abonnes"


@pytest.fixture
def store(engine: Engine) -> Engine:
    fill_customers(engine)
    return engine


def one_change(store: Engine, before: float, after: float) -> tuple[list[tuple], dict]:
    """The days and notices of two days of ten litres an hour, the face changed at 12 h."""
    instants = hourly("2024-05-13 00:00", 49)
    steps = np.arange(49) * 0.01
    indexes = np.where(np.arange(49) <= 12, before - 0.12 + steps, after - 0.13 + steps)
    report = load(store, SOURCE, table(lines("C1", instants, indexes)))
    assert report.rejected.is_empty()
    return days(store), facts(report)


@pytest.mark.parametrize(
    ("before", "after", "code", "hours"),
    [
        (99_999.996, 0.006, "INDEX_REVENUS_A_ZERO", 24),
        (812.0, 0.5, "COMPTEURS_ABONNES_REMIS_A_ZERO", 23),
        (812.0, 45.0, "COMPTEURS_ABONNES_CHANGES", 23),
        (812.0, 1950.0, "INDEX_QUI_BONDISSENT", 23),
    ],
)
def test_what_happens_to_an_index_is_named_and_never_counted(
    store: Engine, before: float, after: float, code: str, hours: int
) -> None:
    stored, said = one_change(store, before, after)
    assert said == {code: {"rows": "1", "names": "C1"}}
    # An index that rolls over has lost nothing; another meter has lost an hour.
    assert [(day, hours) for day, _, _, hours, _ in stored] == [("13/05", hours), ("14/05", 24)]
    assert [volume for _, volume, *_ in stored] == [
        pytest.approx(hours * 0.01),
        pytest.approx(0.24),
    ]


def test_water_that_flows_back_is_named_and_taken_off(store: Engine) -> None:
    instants = hourly("2024-05-13 00:00", 25)
    used = np.full(25, 0.01)
    used[[0, 3, 4]] = 0, -0.02, -0.03
    report = load(store, SOURCE, table(lines("C1", instants, 50 + np.cumsum(used))))
    assert facts(report) == {"RETOURS_D_EAU": {"rows": "1", "names": "C1"}}
    assert days(store) == [
        ("13/05", pytest.approx(22 * 0.01 - 0.05), 0.0, 24, pytest.approx(50.17)),
    ]


def test_a_meter_laid_backwards_has_no_day(store: Engine) -> None:
    instants = hourly("2024-05-13 00:00", 25)
    backwards = lines("C1", instants, 50 - np.arange(25) * 0.01)
    report = load(store, SOURCE, table([*backwards, *lines("C2", instants, np.arange(25) * 0.01)]))
    assert codes(report) == [(line, "INDEX_DECROISSANT") for line in range(3, 27)]
    assert days(store) == []
    assert facts(report)["COMPTEURS_A_L_ENVERS"] == {"rows": "1", "names": "C1"}


def test_litres_said_to_be_cubic_metres_are_told_by_the_meters_own_past(store: Engine) -> None:
    april = hourly("2024-04-01 00:00", 10 * 24)
    load(store, SOURCE, table(lines("C2", april, 412 + np.arange(240) * 0.02)))
    may = hourly("2024-05-01 00:00", 10 * 24)
    wrong = (417 + np.arange(240) * 0.02) * 1000
    report = load(store, SOURCE, table(lines("C2", may, wrong)))
    assert set(report.rejected["code"]) == {"UNITE_SUSPECTE"}
    assert report.rejected.height == 240
    assert "mille fois plus" in report.rejected["reason"][0]
    assert {day[3:] for day, *_ in days(store, "C2")} == {"04"}
    assert load(store, SOURCE, table(lines("C2", may, wrong / 1000))).rejected.is_empty()


def test_a_home_that_takes_a_hundred_cubic_metres_a_day_is_in_litres(store: Engine) -> None:
    instants = hourly("2024-05-13 00:00", 49)
    rows = [
        *lines("C1", instants, np.arange(49) * 8.0),
        *lines("C2", instants, np.arange(49) * 8.0),
    ]
    report = load(store, SOURCE, table(rows))
    assert set(report.rejected["code"]) == {"UNITE_SUSPECTE"}
    assert report.rejected.height == 49
    assert days(store) == []
    assert len(days(store, "C2")) == 2


def test_a_frozen_clock_dates_nothing(store: Engine) -> None:
    good = lines("C2", hourly("2024-05-13 00:00", 25), np.arange(25) * 0.01)
    frozen = [f"C1;13/05/2024 08:00;{100 + n}" for n in range(4)]
    report = load(store, SOURCE, table([*frozen, *good]))
    assert codes(report) == [(line, "HORLOGE_FIGEE") for line in (2, 3, 4, 5)]
    assert facts(report) == {"HORLOGES_D_ABONNES_FIGEES": {"names": "C1"}}
    assert days(store) == []
    assert len(days(store, "C2")) == 1


def test_what_tells_no_day_is_put_aside(store: Engine) -> None:
    report = load(
        store,
        SOURCE,
        table(
            [
                "C1;13/05/2024 08:00;100;m³;",
                "C2;13/05/2024 08:00;100;m³;index",
                "C2;17/05/2024 08:00;104;m³;index",
                "C3;13/05/2024 08:00;-1;m³;index",
                "C3;13/05/2024 09:00;-1;m³;volume",
                "C3;13/05/2024 10:00;1;pinte;volume",
                "C3;13/05/2024 11:00;1;m³;fuite",
                "C3;13/05/2024 12:00;;m³;index",
                "C3;01/01/2099 12:00;1;m³;index",
                "C3;13/05/2024 13:00;1e9;m³;index",
            ],
            "compteur;horodatage;valeur;unité;nature",
        ),
    )
    assert codes(report) == [
        (2, "RELEVE_SEUL"),
        (3, "RELEVES_ESPACES"),
        (4, "RELEVES_ESPACES"),
        (5, "INDEX_NEGATIF"),
        (6, "VOLUME_NEGATIF"),
        (7, "UNITE_INATTENDUE"),
        (8, "NATURE_INCONNUE"),
        (9, "VALEUR_ABSENTE"),
        (10, "HEURE_FUTURE"),
        (11, "VALEUR_DEMESUREE"),
    ]
    assert report.status == "failed"
    assert days(store) == []
