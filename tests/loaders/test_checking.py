from datetime import date
from pathlib import Path

import pytest

from data.settings import Settings
from data.territory import load_territory
from loaders.checking import MASK, check_rows
from loaders.pipeline import Column
from loaders.reading import read_table

COLUMNS = (
    Column("site", "text", "", ""),
    Column("commune", "commune", "", "", required=False),
    Column("le", "day", "", ""),
    Column("valeur", "number", "", "", required=False),
    Column("latitude", "latitude", "", "", required=False),
    Column("longitude", "longitude", "", "", required=False),
    Column("terminal", "text", "", "", required=False, personal=True),
)
DAYS = (Column("jour", "day", "", ""),)


@pytest.fixture(scope="module")
def territory():
    return load_territory(Path(Settings().territory_dir))


def checked(text: str, territory, columns=COLUMNS):
    return check_rows(read_table(text.encode(), columns), columns, territory)


def test_values_are_typed_and_line_numbers_kept(territory):
    batch = checked(
        "site;commune;le;valeur;latitude;longitude\nA;1004;31/12/2026;1 234,5;47,4;0,7\n", territory
    )
    row = batch.rows.row(0, named=True)
    assert row["line_number"] == 2
    assert (row["commune"], row["valeur"], row["latitude"]) == ("01004", 1234.5, 47.4)
    assert batch.rejected.is_empty()


def test_all_faults_of_a_row_are_told_at_once(territory):
    batch = checked("site;le;valeur\n;hier;beaucoup\nB;01/02/2026;3\n", territory)
    assert batch.rows["site"].to_list() == ["B"]
    reject = batch.rejected.row(0, named=True)
    assert reject["code"] == "VALEUR_ABSENTE"
    assert reject["raw_text"] == MASK
    for part in ("« site » est vide", "« le » ne se lit pas", "« valeur » ne se lit pas"):
        assert part in reject["reason"]
    assert batch.rows_read == 2


def test_swapped_coordinates_are_repaired_and_said(territory):
    batch = checked("site;le;latitude;longitude\nA;1/1/2026;0,7;47,4\n", territory)
    assert batch.rows["latitude"].to_list() == [47.4]
    assert [notice.code for notice in batch.notices] == ["COORDONNEES_INVERSEES"]


def test_a_personal_cell_never_reaches_the_quarantine(territory):
    batch = checked("site;le;terminal\nA;hier;AA-BB-CC-DD-EE-FF\nB;1/1/2026;11-22;33\n", territory)
    text = batch.rejected.write_csv()
    assert "AA-BB" not in text
    assert "11-22" not in text
    assert MASK in text
    assert batch.rejected.height == 2


def test_dates_written_month_first_are_none_of_them_read():
    american = "jour\n01/02/2024\n01/13/2024\n2024-01-14\n"
    raw = read_table(american.encode(), DAYS)
    batch = check_rows(raw, DAYS, None)
    # What has one meaning only is read.
    assert batch.rows["jour"].to_list() == [date(2024, 1, 14)]
    assert [notice.code for notice in batch.notices] == ["DATES_AMERICAINES"]
    assert batch.rejected["line_number"].to_list() == [2, 3]


def test_one_mistake_among_french_dates_is_that_of_its_row_alone():
    raw = read_table(b"jour\n01/02/2024\n01/13/2024\n31/01/2024\n", DAYS)
    batch = check_rows(raw, DAYS, None)
    assert batch.rows["jour"].to_list() == [date(2024, 2, 1), date(2024, 1, 31)]
    assert (batch.notices, batch.rejected["line_number"].to_list()) == ([], [3])


@pytest.mark.parametrize("month", ["01/2025", "2025-01", "janv. 2025", "janvier 2025", "févr-25"])
def test_a_month_is_said_to_be_no_day(month):
    batch = check_rows(read_table(f"jour\n{month}\n".encode(), DAYS), DAYS, None)
    assert "est un mois sans jour" in batch.rejected["reason"][0]
