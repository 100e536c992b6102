"""Enedis files as they are given: blocks of the customer account, flat files of SGE."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from data import schema
from data.buildings.vocabulary import ESTIMATED
from tests.loaders.buildings import energy_store
from tests.loaders.buildings.energy_store import PRM, SMALL_PRM, days, load, total

FIXTURES = Path("tests/fixtures/energy")


@pytest.fixture(autouse=True)
def _meters(engine: Engine) -> None:
    energy_store.fill_meters(engine)


def text_of(name: str) -> str:
    return (FIXTURES / name).read_text(encoding="utf-8")


def notices(report) -> dict[str, str]:
    return {notice.code: notice.facts["names"] for notice in report.notices}


def test_a_curve_of_the_account_is_stamped_at_the_end_of_its_steps(engine):
    report = load(engine, "enedis-courbe", text_of("enedis-compte-courbe.csv"))
    assert notices(report) == {"HORODATE_FIN_DE_PAS": PRM}
    # 1000, 1010… W over the 50 half hours of the day of 25 hours, nothing on its neighbours.
    energy_kwh = sum(1000 + 10 * n for n in range(50)) * 0.5 / 1000
    assert days(engine, PRM, "courbe") == {"2025-10-26": (pytest.approx(energy_kwh), 50, 50)}


def test_a_flat_curve_that_begins_at_midnight_is_stamped_at_the_beginning(engine):
    report = load(engine, "enedis-courbe", text_of("enedis-r63.csv"))
    # The second PRM lost its first zero in a spreadsheet.
    assert notices(report) == {
        "HORODATE_DEBUT_DE_PAS": f"{PRM}, {SMALL_PRM[1:]}",
        "PRM_ZERO_RETABLI": SMALL_PRM,
    }
    assert days(engine, PRM, "courbe") == {"2026-03-29": (pytest.approx(2 * 23), 46, 46)}
    assert days(engine, SMALL_PRM, "courbe") == {"2026-03-29": (pytest.approx(0.5 * 23), 46, 46)}
    quality = schema.reading.c.quality
    with engine.connect() as connection:
        found = connection.execute(select(quality)).scalars().all()
    assert sorted(set(found)) == [0, ESTIMATED]
    assert found.count(ESTIMATED) == 2


def test_a_curve_in_wh_is_not_multiplied_by_its_step(engine):
    text = text_of("enedis-compte-courbe.csv").replace("Comptage Brut;W;", "Comptage Brut;Wh;")
    load(engine, "enedis-courbe", text)
    assert total(engine, PRM, "courbe") == pytest.approx(
        sum(1000 + 10 * n for n in range(50)) / 1000
    )


def test_a_production_is_never_a_consumption(engine):
    text = text_of("enedis-compte-courbe.csv").replace(";Consommation;", ";Production;")
    report = load(engine, "enedis-courbe", text)
    assert (report.status, set(report.rejected["code"])) == ("failed", {"PRODUCTION"})
    text = text_of("enedis-compte-journalier.csv").replace("Consommation Q", "Production Q")
    assert set(load(engine, "enedis-journalier", text).rejected["code"]) >= {"PRODUCTION"}


def test_several_blocks_are_refused(engine):
    text = text_of("enedis-compte-courbe.csv")
    report = load(engine, "enedis-courbe", text + text.removeprefix("\ufeff"))
    assert (report.status, report.code) == ("failed", "PLUSIEURS_BLOCS")


def test_days_of_the_account_and_of_sge(engine):
    report = load(engine, "enedis-journalier", text_of("enedis-compte-journalier.csv"))
    assert list(report.rejected["code"]) == ["VALEUR_ABSENTE"]
    load(engine, "enedis-journalier", text_of("enedis-r65.csv"))
    assert {day: value for day, (value, *_) in days(engine, PRM, "jour").items()} == {
        "2026-03-28": 24.0,
        "2026-03-29": 23.0,
        "2026-03-30": 24.0,
        "2026-04-01": 20.5,
        "2026-04-02": 19.0,
        "2026-04-04": 21.0,
    }


def test_daily_indexes_of_the_account_are_differences(engine):
    report = load(engine, "enedis-journalier", text_of("enedis-compte-index.csv"))
    # The calendar that follows the table is no reading.
    assert list(report.rejected["code"]) == ["NOMBRE_DE_CHAMPS"]
    found = [value for value, *_ in days(engine, PRM, "jour-releve").values()]
    assert found == [pytest.approx(value) for value in (20.0, 15.0, 20.0)]


def test_a_curve_in_w_labelled_wh_is_refused_beside_daily_energies(engine):
    rows = [f"{PRM};2026-01-{day:02}T00:00:00+01:00;24000;Wh;P1D" for day in range(5, 10)]
    titles = "Identifiant PRM;Horodate;Valeur;Unité;Pas"
    load(engine, "enedis-journalier", "\n".join([titles, *rows]))
    stamps = [
        (day, hour, minute) for day in range(5, 10) for hour in range(24) for minute in (0, 30)
    ]
    curve = [
        f"{PRM};2026-01-{day:02}T{hour:02}:{minute:02}:00+01:00;1000;Wh;PT30M"
        for day, hour, minute in stamps
    ]
    report = load(engine, "enedis-courbe", "\n".join([titles, *curve]))
    assert (report.status, set(report.rejected["code"])) == ("failed", {"UNITE_SUSPECTE"})
    assert days(engine, PRM, "courbe") == {}
