"""CSV and XLSX: what a French spreadsheet and a parser read."""

import io
import zipfile
from datetime import date

import pandas as pd
import pytest

from components.export import csv_text, headline_lines, xlsx_bytes
from components.tables import TableColumn

COLUMNS = (
    TableColumn("day", "Jour", "day"),
    TableColumn("site", "Site"),
    TableColumn("terminals", "Terminaux", "number"),
    TableColumn("change_pct", "Évolution", "change"),
)
FRAME = pd.DataFrame(
    {
        "day": [date(2026, 11, 1), date(2026, 11, 2)],
        "site": ["Château ; d’Amboise", "=HYPERLINK(1)"],
        "terminals": pd.array([1234.0, None], "Float64"),
        "change_pct": [-8.25, 1e-7],
    }
)
HEADLINES = headline_lines("Terminaux", "Touraine ; novembre", "Source : Wi-Fi", simulated=True)


def test_csv_opens_in_a_french_spreadsheet() -> None:
    assert csv_text(FRAME, COLUMNS, HEADLINES) == (
        "\ufeff# Terminaux\r\n"
        "# DONNÉES SIMULÉES, pour la démonstration\r\n"
        "# Touraine , novembre\r\n"
        "# Source : Wi-Fi\r\n"
        "Jour;Site;Terminaux;Évolution (%)\r\n"
        '2026-11-01;"Château ; d’Amboise";1234;-8,25\r\n'
        "2026-11-02;'=HYPERLINK(1);;0,0000001\r\n"
    )


def test_csv_is_read_back_by_a_parser() -> None:
    content = csv_text(FRAME, COLUMNS, HEADLINES).encode()
    read = pd.read_csv(io.BytesIO(content), sep=";", decimal=",", comment="#", encoding="utf-8-sig")
    assert read["Terminaux"].tolist()[0] == 1234
    assert read["Terminaux"].isna().tolist() == [False, True]
    assert read["Évolution (%)"].tolist() == [-8.25, 1e-7]
    assert read["Site"].tolist()[0] == "Château ; d’Amboise"


def test_both_hours_of_the_night_of_the_change_are_told_apart() -> None:
    at = pd.to_datetime(["2026-10-25T00:00Z", "2026-10-25T01:00Z"]).tz_convert("Europe/Paris")
    text = csv_text(pd.DataFrame({"at": at}), (TableColumn("at", "Heure", "instant"),), [])
    assert text.split("\r\n")[1:3] == ["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_a_spreadsheet_would_run_is_made_inert(start: str) -> None:
    frame = pd.DataFrame({"site": [f"{start}cmd"]})
    text = csv_text(frame, (TableColumn("site", f"{start}Site"),), [])
    lines = text.removeprefix("\ufeff").split("\r\n")
    assert all(
        line.lstrip('"').startswith("'") for line in lines if "Site" in line or "cmd" in line
    )


def test_a_headline_stays_on_one_line() -> None:
    first, second, *_ = csv_text(FRAME, COLUMNS, ["Titre\r\n=1+1;2"]).split("\r\n")
    assert first == "\ufeff# Titre =1+1,2"
    assert second.startswith("Jour;")


def sheets(content: bytes) -> dict[str, str]:
    """The files of a workbook, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_xlsx_holds_real_numbers_and_says_where_it_comes_from() -> None:
    files = sheets(xlsx_bytes(FRAME, COLUMNS, HEADLINES))
    data = files["xl/worksheets/sheet1.xml"]
    assert "<v>1234</v>" in data
    assert "<v>-8.25</v>" in data
    assert f"<v>{(date(2026, 11, 1) - date(1899, 12, 30)).days}</v>" in data
    assert "<f>" not in data
    assert 'r="C3"' not in data
    assert "Lisez-moi" in files["xl/workbook.xml"]
    assert "DONNÉES SIMULÉES" in files["xl/sharedStrings.xml"]
    assert "=HYPERLINK(1)" in files["xl/sharedStrings.xml"]


def test_xlsx_keeps_every_row() -> None:
    frame = pd.DataFrame({"n": range(6000)})
    files = sheets(xlsx_bytes(frame, (TableColumn("n", "N", "number"),), []))
    assert files["xl/worksheets/sheet1.xml"].count("<row ") == 1 + 6000


def test_an_empty_frame_gives_headings_alone() -> None:
    assert csv_text(FRAME.head(0), COLUMNS, []).count("\r\n") == 1
    assert xlsx_bytes(FRAME.head(0), COLUMNS, [])[:2] == b"PK"
