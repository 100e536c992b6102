"""GRDF files: periods of a PCE spread over their days, kWh that are kWh."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.loaders.buildings import energy_store
from tests.loaders.buildings.energy_store import GAS, days, load, total

TEXT = Path("tests/fixtures/energy/grdf-compte.csv").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _meters(engine: Engine) -> None:
    energy_store.fill_meters(engine)


def test_the_end_of_a_period_is_the_beginning_of_the_next(engine):
    report = load(engine, "grdf-mensuel", TEXT)
    assert (report.rows_loaded, report.rejected.height) == (3, 0)
    known = days(engine, GAS, "periode")
    assert total(engine, GAS, "periode") == pytest.approx(3472 + 2800 + 1736)
    assert (min(known), max(known), len(known)) == ("2026-01-01", "2026-03-31", 90)
    assert known["2026-01-31"][0] == pytest.approx(3472 / 31)
    assert known["2026-02-01"][0] == pytest.approx(2800 / 28)


def test_periods_that_end_the_day_before_the_next_one_include_it(engine):
    text = (
        TEXT.replace("01/01/2026;01/02/2026", "01/01/2026;31/01/2026")
        .replace("01/02/2026;01/03/2026", "01/02/2026;28/02/2026")
        .replace("01/03/2026;01/04/2026", "01/03/2026;31/03/2026")
    )
    load(engine, "grdf-mensuel", text)
    inclusive = days(engine, GAS, "periode")
    assert (max(inclusive), len(inclusive)) == ("2026-03-31", 90)
    assert inclusive["2026-02-28"][0] == pytest.approx(2800 / 28)


def test_m3_in_the_column_of_kwh_are_refused(engine):
    text = TEXT.replace("3 472", "310").replace("2 800", "250").replace("1 736", "155")
    report = load(engine, "grdf-mensuel", text)
    assert (report.status, set(report.rejected["code"])) == ("failed", {"UNITE_SUSPECTE"})


def test_m3_in_the_column_of_kwh_without_volume_are_seen_by_the_year_before(engine):
    load(engine, "grdf-mensuel", TEXT)
    lines = ["PCE;Date de début;Date de fin;Energie consommée (kWh)"]
    lines += [f"{GAS};01/01/2025;01/02/2025;320", f"{GAS};01/02/2025;01/03/2025;240"]
    report = load(engine, "grdf-mensuel", "\n".join(lines))
    assert (report.status, set(report.rejected["code"])) == ("failed", {"UNITE_SUSPECTE"})


def test_a_file_that_names_no_pce_is_refused(engine):
    report = load(engine, "grdf-mensuel", TEXT.replace("GI123456", ""))
    assert report.code == "PCE_ABSENT"


def test_names_of_the_service_are_read(engine):
    lines = ["pce;dateDebutReleve;dateFinReleve;energieConsomme;volumeBrutConsomme;coeffConversion",
             f"{GAS};2026-01-01;2026-02-01;3472;310;11.2"]  # fmt: skip
    assert load(engine, "grdf-mensuel", "\n".join(lines)).rows_loaded == 1
    assert total(engine, GAS, "periode") == pytest.approx(3472)
