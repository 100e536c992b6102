"""Yearly volumes by official code: read as they are declared, what cannot be is named."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from data import schema
from loaders.water.yearly_volumes import code_of
from tests.loaders.buildings.building_store import codes, facts, load
from tests.loaders.measured import rows
from tests.loaders.water.water_store import fill_water

pytestmark = pytest.mark.usefixtures("without_sums")
SOURCE = "volumes-eau"
TITLES = "service;année;VP.059;VP.060;VP.061;VP.063;VP.201;VP.221;VP.220;VP.077;VP.056"
YEAR = "{};{};412000;0;18500;268000;41000;3000;2500;152,4;2640"


@pytest.fixture
def store(engine: Engine) -> Engine:
    fill_water(engine)
    load(engine, "services-eau", "service;communes;agence\nS2;41018;Loire-Bretagne\n")
    return engine


def table(*lines: str, titles: str = TITLES) -> str:
    return "\n".join([titles, *lines]) + "\n"


def variables(engine: Engine, year: int, service: str = "S1") -> dict[str, float]:
    """Code -> value of a year."""
    return {
        code: value
        for of, at, code, value, _ in rows(engine, schema.water_variable)
        if (of, at) == (service, year)
    }


def test_a_declaration_is_read_under_its_official_codes(store: Engine) -> None:
    """Titles that begin with the code, spaces and decimal commas, yes and no, shares."""
    text = Path("tests/fixtures/water/sispea_volumes.csv").read_text()
    report = load(store, SOURCE, text)
    assert report.rejected.is_empty()
    assert variables(store, 2022) == {
        "VP.059": 412_000.0, "VP.060": 0.0, "VP.061": 18_500.0, "VP.063": 268_000.0,
        "VP.201": 41_000.0, "VP.221": 3_000.0, "VP.220": 2_500.0, "VP.077": 152.4,
        "VP.056": 2_640.0, "VP.236": 1.0, "VP.239": 85.0, "VP.268": 12_340.5,
    }  # fmt: skip
    # A cell without value is not zero, nor is it stored.
    assert "VP.268" not in variables(store, 2023)
    assert facts(report) == {
        "VARIABLES_SANS_EMPLOI": {"names": "VP.268"},
        "COLONNES_SANS_CODE": {"names": "Mode de gestion"},
    }


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("VP.059", "VP.059"),
        ("vp059 - Volume produit", "VP.059"),
        ("VP_232 (m³)", "VP.232"),
        ("P104.3", "P104.3"),
        ("P103.2b", "P103.2B"),
        ("D101.0 habitants", "D101.0"),
        ("RED.PATRIMOINE", "RED.PATRIMOINE"),
        ("red_facture (m³)", "RED.FACTURE"),
        ("Réductions", None),
        ("Volume VP.059", None),
        ("Prix 2024", None),
        ("P1043", None),
    ],
)
def test_the_code_begins_the_title(title: str, code: str | None) -> None:
    assert code_of(title) == code


def test_what_the_levy_is_computed_on_is_loaded(store: Engine) -> None:
    load(
        store,
        SOURCE,
        table("S1;2022;305000;0,15", titles="service;année;RED.FACTURE;RED.PATRIMOINE"),
    )
    assert variables(store, 2022) == {"RED.FACTURE": 305_000, "RED.PATRIMOINE": 0.15}


def test_volumes_of_the_report_are_read_by_their_v(store: Engine) -> None:
    load(store, SOURCE, table("S1;2022;10;2;3;7", titles="service;exercice;V1;V2;V3;V7"))
    assert variables(store, 2022) == {"VP.059": 10, "VP.060": 2, "VP.061": 3, "VP.232": 7}


def test_a_word_under_a_code_that_nobody_needs_is_no_fault(store: Engine) -> None:
    titles = "service;année;VP.059;VP.999"
    report = load(store, SOURCE, table("S1;2021;10;Régie", "S1;2022;11;4", titles=titles))
    assert report.rejected.is_empty()
    assert facts(report)["VARIABLES_ILLISIBLES"] == {"names": "VP.999"}
    assert variables(store, 2022)["VP.999"] == 4


def test_a_later_file_completes_and_corrects(store: Engine) -> None:
    load(store, SOURCE, table(YEAR.format("S1", 2022), YEAR.format("S2", 2022)))
    load(store, SOURCE, table("s1;2022;420 000;3,2", titles="service;année;VP.059;VP.140"))
    found = variables(store, 2022)
    assert (found["VP.059"], found["VP.140"], found["VP.063"]) == (420_000, 3.2, 268_000)
    assert variables(store, 2022, "S2")["VP.059"] == 412_000


@pytest.mark.parametrize("known_before", [True, False], ids=["in the store", "in the file"])
def test_thousands_of_cubic_metres_are_told_by_the_other_years(
    store: Engine, known_before: bool
) -> None:
    good = [YEAR.format("S1", year) for year in (2020, 2021)]
    wrong = "S1;2022;412;0;18,5;268;41;3;2,5;152,4;"
    if known_before:
        load(store, SOURCE, table(*good))
        report = load(store, SOURCE, table(wrong))
    else:
        report = load(store, SOURCE, table(good[0], wrong))
    assert [code for _, code in codes(report)] == ["MILLIERS_DE_M3"]
    assert facts(report)["MILLIERS_DE_M3"] == {"names": "S1 en 2022"}
    assert variables(store, 2022) == {}


def test_thousands_of_cubic_metres_are_told_by_the_customers(store: Engine) -> None:
    report = load(store, SOURCE, table("S1;2022;412;0;18,5;268;41;3;2,5;152,4;2640"))
    assert codes(report) == [(2, "MILLIERS_DE_M3")]


def test_a_service_that_grows_is_not_in_thousands(store: Engine) -> None:
    load(store, SOURCE, table(YEAR.format("S1", 2020)))
    tenfold = "S1;2022;4120000;0;185000;2680000;410000;30000;25000;1524;26400"
    assert load(store, SOURCE, table(tenfold)).rejected.is_empty()


def test_what_cannot_be_is_put_aside_and_what_is_doubtful_is_named(store: Engine) -> None:
    report = load(
        store,
        SOURCE,
        table(
            YEAR.format("S1", 2021),
            YEAR.format("S1", 2021),
            YEAR.format("S9", 2021),
            "S1;2099;412000;0;0;0;0;0;0;1;10",
            "S1;2019;-1;0;0;0;0;0;0;1;10",
            "S1;2018;;;;;;;;;",
            "S1;2017;412000;0;0;300000;0;0;0;152400;2640",
            "S2;2021;100000;0;0;90000;20000;0;0;0;900",
            "S2;2022;100000;0;200000;90000;;0;0;30;900",
        ),
    )
    assert codes(report) == [
        (3, "ANNEE_EN_DOUBLE"),
        (4, "SERVICE_INCONNU"),
        (5, "ANNEE_INVRAISEMBLABLE"),
        (6, "VALEUR_NEGATIVE"),
        (7, "ANNEE_SANS_VALEUR"),
        (8, "LONGUEUR_INVRAISEMBLABLE"),
    ]
    assert {code: said["names"] for code, said in facts(report).items()} == {
        "ANNEES_PLUS_COMPTEES_QUE_DISTRIBUEES": "S2 en 2021",
        "ANNEES_AU_RENDEMENT_IMPOSSIBLE": "S2 en 2021",
        "ANNEES_SANS_LONGUEUR": "S2 en 2021",
        "ANNEES_PLUS_EXPORTEES_QU_ENTREES": "S2 en 2022",
        "ANNEES_AUX_VOLUMES_MANQUANTS": "S2 en 2022",
    }


def test_indicators_told_beside_the_variables_may_be_negative(store: Engine) -> None:
    """A saving of the accounts is below zero in a bad year: no volume is."""
    titles = "service;année;VP.059;VP.182"
    assert load(store, SOURCE, table("S1;2022;10;-3500", titles=titles)).rejected.is_empty()
    assert variables(store, 2022) == {"VP.059": 10, "VP.182": -3500}
