from datetime import date
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import Engine

from data import schema
from loaders.lighting.light_bills import months_of
from tests.loaders.buildings.building_store import codes, facts, load
from tests.loaders.lighting.light_store import PRM, fill_lighting
from tests.loaders.measured import rows

pytestmark = pytest.mark.usefixtures("without_sums")
MONTHS = "point de livraison;mois;consommation;montant;abonnement\n"
PERIODS = "point de livraison;début;fin;kWh;montant;abonnement\n"


@pytest.fixture
def store(engine: Engine) -> Engine:
    fill_lighting(engine)
    return engine


def bills(store: Engine) -> list[tuple]:
    """Supply point, month, kWh, €, subscription, commune, prorated."""
    return [
        (row[0], f"{row[1]:%Y-%m}", *row[2:6], row[8]) for row in rows(store, schema.light_bill)
    ]


def test_our_template_by_months(store: Engine) -> None:
    report = load(
        store,
        "factures-eclairage",
        MONTHS + f"{PRM};01/2024;1 250;310,50;42,10\na2;février 2024;;80;\nA2;2024-03;0;12;12\n",
    )
    assert bills(store) == [
        (PRM, "2024-01", 1250.0, 310.5, 42.1, "37261", False),
        ("A2", "2024-02", None, 80.0, None, "41018", False),
        ("A2", "2024-03", 0.0, 12.0, 12.0, "41018", False),
    ]
    assert (report.rejected.height, facts(report)) == (0, {})


def test_a_longer_bill_is_spread_by_days(store: Engine) -> None:
    """January to March 2024 is 31 + 29 + 31 = 91 days."""
    line = f"{PRM};01/01/2024;31/03/2024;910;182;30\n"
    report = load(store, "factures-eclairage", PERIODS + line)
    shares = {month: (kwh, eur, fixed, prorated) for _, month, kwh, eur, fixed, _, prorated
              in bills(store)}  # fmt: skip
    for month, days in (("2024-01", 31), ("2024-02", 29), ("2024-03", 31)):
        expected = (910 * days / 91, 182 * days / 91, 30 * days / 91)
        assert shares[month][:3] == pytest.approx(expected)
        assert shares[month][3]
    assert facts(report)["FACTURES_REPARTIES"] == {"rows": "1", "months": "3"}
    assert facts(report)["MOIS_PRORATISES"] == {"months": "3", "all": "3", "points": "1"}


def test_a_month_shared_by_two_bills_is_their_sum_and_one_in_part_is_not_kept(
    store: Engine,
) -> None:
    """16 days of January at 10 kWh, then 15 at 20 and all of February at 20; 10 days of March."""
    report = load(
        store,
        "factures-eclairage",
        PERIODS + f"{PRM};01/01/2024;16/01/2024;160;16;1\n"
        f"{PRM};17/01/2024;10/03/2024;{54 * 20};108;\n"
        "A2;05/01/2024;20/01/2024;100;10;1\n",
    )
    january, february = bills(store)
    assert january[1:4] == ("2024-01", 16 * 10 + 15 * 20, pytest.approx(16 + 108 * 15 / 54))
    assert january[4] is None, "a part of it is not known"
    assert february[1:3] == ("2024-02", 29 * 20)
    assert codes(report) == [(4, "FACTURE_SANS_MOIS_ENTIER")]
    assert facts(report)["MOIS_INCOMPLETS"] == {"months": "2"}


def test_halves_of_a_month_are_no_shares(store: Engine) -> None:
    lines = f"{PRM};01/01/2024;15/01/2024;150;15;\n{PRM};16/01/2024;31/01/2024;170;17;\n"
    load(store, "factures-eclairage", PERIODS + lines)
    assert bills(store) == [(PRM, "2024-01", 320.0, 32.0, None, "37261", False)]


def test_months_of_one_invoice_are_recognised_across_loads(store: Engine) -> None:
    """10 kWh a day in January and February, measured otherwise in April."""
    load(store, "factures-eclairage", MONTHS + f"{PRM};01/2024;310;31;\n{PRM};04/2024;300;30;\n")
    assert not any(bill[-1] for bill in bills(store))
    report = load(store, "factures-eclairage", MONTHS + f"{PRM};02/2024;290;29;\n")
    assert [bill[-1] for bill in bills(store)] == [True, True, False]
    assert facts(report)["MOIS_PRORATISES"] == {"months": "1", "all": "1", "points": "1"}


def test_a_bill_without_points_is_loaded_and_said(store: Engine) -> None:
    report = load(store, "factures-eclairage", "prm;mois;kwh;cp;ville\nX1;01/2024;5;37000;Tours\n")
    assert bills(store) == [("X1", "2024-01", 5.0, None, None, "37261", False)]
    said = facts(report)["FACTURES_SANS_POINTS"]
    assert said == {"points": "1", "all": "1", "names": "X1"}
    assert "factures sans points" in report.notices[0].text


def test_a_corrected_bill_replaces_its_month(store: Engine) -> None:
    load(store, "factures-eclairage", MONTHS + f"{PRM};01/2024;310;31;\n")
    load(store, "factures-eclairage", MONTHS + f"{PRM};01/2024;300;30;\n")
    load(store, "factures-eclairage", MONTHS + f"{PRM};01/2024;300;30;\n\n")
    assert bills(store) == [(PRM, "2024-01", 300.0, 30.0, None, "37261", False)]


# Beside a first bill: January 2024, 100 kWh for 10 €.
LINES = [
    (f"{PRM};;;;10;1;", "PERIODE_ABSENTE"),
    (f"{PRM};;01/02/2024;;10;1;", "PERIODE_ABSENTE"),
    (f"{PRM};15/02/2024;;;10;1;", "MOIS_ILLISIBLE"),
    (f"{PRM};brumaire;;;10;1;", "MOIS_ILLISIBLE"),
    (f"{PRM};;01/03/2024;01/02/2024;10;1;", "DATES_INVERSEES"),
    (f"{PRM};12/2024;;;10;1;", "JOUR_FUTUR"),
    (f"{PRM};;01/02/2022;30/04/2023;10;1;", "FACTURE_TROP_LONGUE"),
    (f"{PRM};02/2024;;;;;", "FACTURE_VIDE"),
    (f"{PRM};02/2024;;;-10;1;", "AVOIR"),
    (f"{PRM};02/2024;;;10;-1;", "AVOIR"),
    (f"{PRM};02/2024;;;1e308;1;", "VALEUR_DEMESUREE"),
    (f"{PRM};02/2024;;;10;1;2", "ABONNEMENT_SUPERIEUR"),
    (f"{PRM};01/2024;;;100;10;", "FACTURE_EN_DOUBLE"),
    (f"{PRM};01/2024;;;101;10;", "FACTURE_CHEVAUCHE"),
    (f"{PRM};;31/01/2024;28/02/2024;101;10;", "FACTURE_CHEVAUCHE"),
    (f"{PRM};02/2024;;;10;1;", None),
]


def test_what_is_wrong_is_put_aside(store: Engine) -> None:
    titles = "prm;mois;début;fin;kwh;montant;abonnement"
    lines = [titles, f"{PRM};01/2024;;;100;10;", *(cells for cells, _ in LINES)]
    said = dict(codes(load(store, "factures-eclairage", "\n".join(lines))))
    assert [(cells, said.get(line)) for line, (cells, _) in enumerate(LINES, 3)] == LINES


@pytest.mark.parametrize(
    "text", ["2024-02-01", "01/02/2024", "02/2024", "2/2024", "2024-02", "Février 2024"]
)
def test_months_as_people_write_them(text: str) -> None:
    assert months_of(pl.Series([text])).to_list() == [date(2024, 2, 1)]


def test_the_real_bills_of_bethune_load_as_they_are(store: Engine, open_data_dir: Path) -> None:
    path = open_data_dir / "lighting" / "bethune_eclairage-public_2017_2019.csv"
    report = load(store, "factures-eclairage", path.read_text(encoding="utf-8"))
    assert (report.rows_read, report.rejected.height) == (4354, 0)
    found = bills(store)
    assert len({bill[0] for bill in found}) == 128
    assert (found[0][1][:4], len(found)) == ("2017", 4354)
    assert sum(bill[2] for bill in found) == pytest.approx(1472.221943 * 4354)
    said = facts(report)
    prorated = {"months": "1\u202f557", "all": "4\u202f354", "points": "128"}
    assert said["MOIS_PRORATISES"] == prorated
    assert sum(bill[-1] for bill in found) == 1557
    assert said["FACTURES_HORS_TERRITOIRE"] == {"points": "128", "all": "128"}
    assert said["FACTURES_SANS_POINTS"]["points"] == "128"
