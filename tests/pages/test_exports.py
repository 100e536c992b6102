"""What a visitor takes away: the cells of the table, and where they come from."""

import csv
import io
import shutil
import sqlite3
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from app import create_app
from components.captioned import offered
from components.export import BOM
from components.formats import MISSING
from data.settings import Settings
from tests.browser import WAIT_S
from tests.pages import screen
from tests.pages.callbacks import Asked
from tests.pages.drawn import DRAWN
from tests.pages.workbook import sheets
from tests.services import compressed_files

QUERY = "periode=annee&territoire=departement:37"
MALICIOUS = '=HYPERLINK("https://exemple.fr";"Cliquez")'
PNG = b"\x89PNG\r\n\x1a\n"


def spreadsheet(text: str) -> tuple[list[str], list[list[str]]]:
    """What a French Excel reads of a CSV: the lines of origin, then cells between `;`."""
    assert text.startswith(BOM)
    lines = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=";"))
    origin = [line[0] for line in lines if line[0].startswith("# ")]
    return origin, lines[len(origin) :]


def as_number(text: str) -> float:
    """The number of a cell or of a file written in French."""
    kept = "".join(sign for sign in text if sign.isdigit() or sign in ",-−")
    return float(kept.replace(",", ".").replace("−", "-"))


# In this territory no cabinet behaves oddly.
@pytest.mark.parametrize("chart_id", sorted(DRAWN.keys() - {"lighting-anomalies"}))
def test_csv_and_workbook_hold_the_table_and_its_origin(asked: Asked, chart_id: str) -> None:
    chart, _read = offered[chart_id]
    _figure, (headings, lines) = asked.chart(chart_id, QUERY, ".".join(chart.drawn))
    answers = [asked.client.get(f"/export/{chart_id}.{kind}?{QUERY}") for kind in ("csv", "xlsx")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert all(chart_id in answer.headers["Content-Disposition"] for answer in answers)
    origin, (csv_headings, *csv_lines) = spreadsheet(answers[0].get_data(as_text=True))
    data, notes = sheets(answers[1].data)
    for words in ("\n".join(origin), "\n".join(str(line[0]) for line in notes)):
        assert chart.title in words
        assert "Indre-et-Loire" in words
        assert "SIMULÉES" in words
        assert chart.source in words
        assert chart.licence in words
        assert "données au" in words
    assert [one.partition(" (")[0] for one in csv_headings] == [
        one.partition(" (")[0] for one in headings
    ]
    assert len(csv_lines) == len(data) - 1 == len(lines)
    for place, column in enumerate(chart.columns):
        if not column.numeric:
            continue
        shown = [None if line[place] == MISSING else line[place] for line in lines]
        in_csv = [column.written(as_number(line[place])) if line[place] else None
                  for line in csv_lines]  # fmt: skip
        in_book = [row[place] for row in data[1:]]
        assert in_csv == shown
        assert [None if one is None else column.written(one) for one in in_book] == shown


def test_a_cell_that_begins_as_a_formula_stays_text(demo_store: str, tmp_path: Path) -> None:
    copy = tmp_path / "gabare.db"
    shutil.copy(demo_store.removeprefix("sqlite:///"), copy)
    with sqlite3.connect(copy) as store:
        store.execute("UPDATE core_footfall_site SET name = ?", (MALICIOUS,))
    settings = Settings(
        database_url=f"sqlite:///{copy}",
        cache_url="null",
        web_cache_dir=compressed_files().name,
    )
    client = create_app(settings).server.test_client()
    _origin, (_headings, *lines) = spreadsheet(
        client.get("/export/footfall-ranking.csv").get_data(as_text=True)
    )
    assert {line[0] for line in lines} == {f"'{MALICIOUS}"}
    data, _notes = sheets(client.get("/export/footfall-ranking.xlsx").data)
    assert {row[0] for row in data[1:]} == {MALICIOUS}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/export/footfall-daily.pdf", 404),
        ("/export/inconnu.csv", 404),
        ("/export/quarantaine-inconnue.csv", 404),
        ("/export/footfall-daily.csv?periode=%00&territoire=%FF", 200),
        ("/export/footfall-dwell.csv?periode=annee&au=2012-12-31", 200),
        ("/export/footfall-flows.xlsx?periode=annee&au=2012-12-31", 200),
        # The file of a sheet for what it is not about: its headings alone, or none.
        ("/export/commune-figures.csv?territoire=departement:37", 200),
        ("/export/commune-places.xlsx", 200),
        ("/export/building-sheet-monthly.csv?territoire=departement:37", 404),
        # Of a service without the volumes of any year, nothing is drawn nor offered.
        ("/export/water-service-yield.csv?territoire=service:demo-eau-243700754", 404),
        ("/export/water-service-stake.xlsx?territoire=service:demo-eau-243700754", 404),
    ],
)
def test_an_odd_address_is_answered(asked: Asked, path: str, status: int) -> None:
    assert asked.client.get(path).status_code == status


def download(browser: Chrome, folder: Path, button: str) -> Path:
    """The file that a button or link of the first chart brings."""
    before = set(folder.iterdir())
    browser.execute_script(
        "[...document.querySelectorAll('#footfall-daily .gb-exports .gb-button')]"
        ".find(one => one.textContent === arguments[0]).click()",
        button,
    )

    def arrived(_: Chrome) -> Path | None:
        new = set(folder.iterdir()) - before
        return next((file for file in new if not file.name.endswith(".crdownload")), None)

    return WebDriverWait(browser, WAIT_S, poll_frequency=0.1).until(arrived)


def test_files_made_in_the_browser_say_where_they_come_from(
    browser: Chrome, live_app: str, tmp_path: Path
) -> None:
    place = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", place)
    screen.visit(browser, f"{live_app}/frequentation?{QUERY}")
    screen.open_everything(browser)
    drawing = ElementTree.fromstring(download(browser, tmp_path, "SVG").read_text("utf-8"))
    words = "\n".join(drawing.itertext())
    for expected in ("Terminaux connectés, jour par jour", "Indre-et-Loire", "SIMULÉES", "Licence"):
        assert expected in words
    assert download(browser, tmp_path, "PNG").read_bytes().startswith(PNG)
    origin, lines = spreadsheet(download(browser, tmp_path, "CSV").read_text("utf-8"))
    assert "Indre-et-Loire" in "".join(origin)
    assert len(lines) == len(screen.opened_table(browser, "footfall-daily")[1]) + 1
    assert download(browser, tmp_path, "Excel").read_bytes().startswith(b"PK")
