"""Every source against every kind of bad file: no crash, no row lost, the last good data stay.

Files as found in the wild, one row a case; `loaded + quarantined = read` after each.
"""

import gzip
import io
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import Engine, select

from data import db, schema
from data.settings import Settings
from loaders import archives, pipeline, sources
from loaders.__main__ import main
from loaders.buildings import building_rollup
from loaders.inclusion import inclusion_rollup
from loaders.lighting import lighting_rollup
from loaders.pipeline import Context
from loaders.water import water_rollup
from tests.loaders import bad_files
from tests.loaders.bad_files import Sheet
from tests.loaders.buildings import bad_energy_files, building_store, energy_store
from tests.loaders.footfall import wifi_store
from tests.loaders.inclusion import bad_commune_files, bad_place_files
from tests.loaders.lighting import bad_light_files, light_store
from tests.loaders.water import bad_customer_files, bad_flow_files, customer_store

NOW = "2024-08-01 08:00"
FILES = (
    bad_files,
    bad_energy_files,
    bad_light_files,
    bad_flow_files,
    bad_customer_files,
    bad_place_files,
    bad_commune_files,
)
GOOD = {source: sheet for files in FILES for source, sheet in files.GOOD.items()}
ROWS = [row for files in FILES for row in files.ROWS]
Case = Callable[[Sheet], bytes]
# A store, and what it held at first.
Filled = tuple[Engine, sqlite3.Connection]


def packed(*members: tuple[str, bytes]) -> bytes:
    """A zip of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


REFUSED: dict[str, tuple[str, Case]] = {
    "empty": ("FICHIER_VIDE", lambda sheet: b""),
    "mark alone": ("FICHIER_VIDE", lambda sheet: b"\xef\xbb\xbf"),
    "spaces": ("FICHIER_VIDE", lambda sheet: b" \r\n\t\n"),
    "titles alone": ("FICHIER_SANS_LIGNE", lambda sheet: sheet.with_rows([]).csv()),
    "web page": ("PAGE_HTML", lambda sheet: b"<!DOCTYPE html><html>404</html>"),
    "web page after a mark": ("PAGE_HTML", lambda sheet: b"\xef\xbb\xbf\n <html></html>"),
    "workbook": ("CLASSEUR_TABLEUR", lambda sheet: packed(("xl/workbook.xml", b"<x/>"))),
    "open document": ("CLASSEUR_TABLEUR", lambda sheet: packed(("content.xml", b"<x/>"))),
    "old workbook": ("CLASSEUR_TABLEUR", lambda sheet: b"\xd0\xcf\x11\xe0" + bytes(600)),
    "cut gzip": ("ARCHIVE_TRONQUEE", lambda sheet: gzip.compress(sheet.csv())[:-9]),
    "damaged gzip": ("ARCHIVE_TRONQUEE", lambda sheet: b"\x1f\x8b\x08\x00" + b"\xff" * 60),
    "cut zip": ("ARCHIVE_TRONQUEE", lambda sheet: packed(("a.csv", sheet.csv()))[:-20]),
    "gzip of nothing": ("FICHIER_VIDE", lambda sheet: gzip.compress(b"")),
    "zip of two tables": (
        "ARCHIVE_AMBIGUE",
        lambda sheet: packed(("a.csv", sheet.csv()), ("b.csv", sheet.csv())),
    ),
    "zip of no table": ("ARCHIVE_AMBIGUE", lambda sheet: packed(("a.pdf", b"%PDF"))),
    "gzip bomb": ("ARCHIVE_DEMESUREE", lambda sheet: gzip.compress(bytes(3 * 2**20))),
    "zip bomb": ("ARCHIVE_DEMESUREE", lambda sheet: packed(("a.csv", bytes(3 * 2**20)))),
    "zero bytes": ("CONTENU_BINAIRE", lambda sheet: sheet.csv() + b"\x00"),
    "UTF-16 without mark": ("CONTENU_BINAIRE", lambda sheet: sheet.text().encode("utf-16-le")),
    "cut UTF-16": ("ENCODAGE_ILLISIBLE", lambda sheet: sheet.text().encode("utf-16")[:-1]),
    "one huge line": ("EN_TETE_INTROUVABLE", lambda sheet: b"x" * 3 * 2**20),
    "one huge line of cells": ("EN_TETE_INTROUVABLE", lambda sheet: b"x;" * 2**20),
    "no titles": (
        "EN_TETE_INTROUVABLE",
        lambda sheet: sheet.with_titles(["zz"] * len(sheet.titles)).csv(),
    ),
    "required column absent": (
        "COLONNE_ABSENTE",
        lambda sheet: sheet.with_titles(["zz", "zz", *sheet.titles[2:]]).csv(),
    ),
}
# Without its two known titles, a counter file has no titles at all.
CODES_OF_ONE = {
    ("compteurs", "required column absent"): "EN_TETE_INTROUVABLE",
    # Its cells are the title of metres: a column is known, the others are not.
    ("armoires", "one huge line of cells"): "COLONNE_ABSENTE",
    ("points-lumineux", "one huge line of cells"): "COLONNE_ABSENTE",
    ("secteurs-eau", "one huge line of cells"): "COLONNE_ABSENTE",
    # Its rows hold a word that is also a title.
    ("releves-abonnes", "no titles"): "COLONNE_ABSENTE",
    ("interventions-eau", "one huge line of cells"): "COLONNE_ABSENTE",
    ("bruits-eau", "one huge line of cells"): "COLONNE_ABSENTE",
}

# What the example of a template may lack in a store that was not made for it.
UNKNOWN_HERE = {
    "SITE_INCONNU",
    "BORNE_INCONNUE",
    "HEURE_FUTURE",
    "BATIMENT_INCONNU",
    "COMPTEUR_SANS_BATIMENT",
    "COMPTEUR_INCONNU",
    "JOUR_FUTUR",
    "ARMOIRE_INCONNUE",
    "CAPTEUR_INCONNU",
    "SECTEUR_INCONNU",
    "SERVICE_INCONNU",
    "COURBE_D_UN_POINT",
}

READ: dict[str, Case] = {
    "mark": lambda sheet: b"\xef\xbb\xbf" + sheet.csv(),
    "Windows-1252": lambda sheet: sheet.with_column("Précisé", "été…").text().encode("cp1252"),
    "UTF-16": lambda sheet: sheet.text().encode("utf-16"),
    "Windows line ends": lambda sheet: sheet.csv().replace(b"\n", b"\r\n"),
    "old Macintosh line ends": lambda sheet: sheet.csv().replace(b"\n", b"\r"),
    "commas": lambda sheet: sheet.csv(delimiter=","),
    "tabulations": lambda sheet: sheet.csv(delimiter="\t"),
    "everything quoted": lambda sheet: sheet.csv(quoted=True),
    "gzip": lambda sheet: gzip.compress(sheet.csv()),
    "zip": lambda sheet: packed(("a.csv", sheet.csv()), ("lisez-moi.pdf", b"")),
    "preamble": lambda sheet: "Export du 31/12/2024\n\nPériode : tout\n".encode() + sheet.csv(),
    "total line": lambda sheet: sheet.csv() + "Total général;99;99\n".encode(),
    "blank lines": lambda sheet: sheet.csv().replace(b"\n", b"\n\n") + b";;;\n  \n",
    "no last line end": lambda sheet: sheet.csv().rstrip(b"\n"),
    "trailing delimiters": lambda sheet: sheet.csv().replace(b"\n", b";;\n"),
    "titles in capitals": lambda sheet: sheet.with_titles([t.upper() for t in sheet.titles]).csv(),
    "titles without accents": lambda sheet: sheet.with_titles(
        [t.replace("é", "e").replace(" ", "_") for t in sheet.titles]
    ).csv(),
    "columns in another order": lambda sheet: sheet.reversed().csv(),
    "spaces around": lambda sheet: sheet.changed(lambda cell: f" {cell}\u00a0").csv(),
}


@pytest.fixture(scope="module")
def filled(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """One store for all: SQLite alone, what is read does not depend on the store."""
    path = shutil.copy(_sqlite_template, tmp_path_factory.mktemp("filled") / "gabare.db")
    engine = db.make_engine(f"sqlite:///{path}")
    wifi_store.fill_places(engine)
    energy_store.fill_meters(engine)
    building_store.fill_buildings(engine)
    light_store.fill_lighting(engine)
    customer_store.fill_customers(engine)
    first = sqlite3.connect(":memory:")
    with engine.connect() as connection:
        connection.connection.backup(first)
    yield engine, first
    engine.dispose()
    first.close()


@pytest.fixture
def engine(filled: Filled) -> Engine:
    """The store as it was filled, put back before each test: far cheaper than another one."""
    engine, first = filled
    with engine.connect() as connection:
        first.backup(connection.connection.driver_connection)
    return engine


def load(engine: Engine, source: str, content: bytes) -> pipeline.Report:
    context = Context(Settings(), engine, wifi_store.at(NOW), "essai.csv")
    report = pipeline.load(sources.BY_KEY[source], content, context)
    assert report.rows_loaded + report.rejected.height == report.rows_read
    with engine.connect() as connection:
        run = connection.execute(
            select(schema.load_run).order_by(schema.load_run.c.run_id.desc())
        ).first()
        kept = connection.execute(
            select(schema.quarantine).where(schema.quarantine.c.run_id == run.run_id)
        ).all()
    assert (run.status, run.message) == (report.status, report.message)
    assert run.rows_read == run.rows_loaded + run.rows_quarantined
    assert run.rows_quarantined == len(kept)
    return report


def stored(engine: Engine) -> dict[str, list[str]]:
    """Everything but the account of loads."""
    tables = wifi_store.everything_stored(engine)
    return {name: rows for name, rows in tables.items() if name not in ("load_run", "quarantine")}


@pytest.mark.parametrize("source", GOOD)
def test_a_file_that_is_no_table_leaves_the_last_good_data(engine, monkeypatch, source):
    monkeypatch.setattr(archives, "RATIO_FROM_BYTES", 2**20)
    assert load(engine, source, GOOD[source].csv()).status == "loaded"
    before = stored(engine)
    found = {}
    for case, (_code, content) in REFUSED.items():
        report = load(engine, source, content(GOOD[source]))
        # A sentence that says what to do.
        says_what_to_do = report.message.endswith(".") and ". " in report.message
        unchanged = stored(engine) == before
        found[case] = (report.code, report.status, report.rows_read, says_what_to_do, unchanged)
    codes = {case: CODES_OF_ONE.get((source, case), code) for case, (code, _) in REFUSED.items()}
    assert found == {case: (code, "failed", 0, True, True) for case, code in codes.items()}


def test_every_source_has_a_good_table():
    assert set(GOOD) == set(sources.BY_KEY)


@pytest.mark.parametrize("source", GOOD)
def test_a_file_as_it_should_be_is_loaded_whole(engine, source):
    report = load(engine, source, GOOD[source].csv())
    assert (report.status, report.rejected.rows()) == ("loaded", [])
    assert report.rows_loaded == len(GOOD[source].rows)


@pytest.mark.parametrize("source", GOOD)
def test_an_odd_file_is_read_as_the_plain_one(engine, source):
    """The same rows: what is written of them is then the same."""
    sheet, parse = GOOD[source], sources.BY_KEY[source].parse
    context = Context(Settings(), engine, wifi_store.at(NOW), "essai.csv")
    plain = parse(sheet.csv(), context)
    odd = {case: parse(content(sheet), context) for case, content in READ.items()}
    assert {case: batch.rejected.rows() for case, batch in odd.items()} == {
        case: [] for case in READ
    }
    found = {case: said(batch) for case, batch in odd.items()}
    if source == "compteurs":
        # Its titles are the names of the counters.
        found |= dict.fromkeys((case for case in READ if case.startswith("titles")), said(plain))
    assert found == dict.fromkeys(READ, said(plain))


def said(batch: pipeline.Batch) -> list[tuple]:
    """The rows of a batch, but where they stood and the pseudonyms, other at each reading."""
    pseudonyms = ("terminal", "session_key", "consented_terminal")
    return batch.rows.select(pl.exclude("line_number", "raw_text", *pseudonyms)).rows()


@pytest.mark.parametrize("case", ROWS, ids=lambda case: f"{case.source}: {case.name}")
def test_a_bad_row_is_put_aside_and_the_others_loaded(engine, monkeypatch, case):
    if case.code:
        # What screens read of the other rows is what they read of good files.
        monkeypatch.setattr(building_rollup, "rebuild", lambda connection, territory: None)
        monkeypatch.setattr(lighting_rollup, "rebuild", lambda connection, territory: None)
        monkeypatch.setattr(water_rollup, "rebuild", lambda connection, territory: None)
        monkeypatch.setattr(inclusion_rollup, "rebuild", lambda connection, territory: None)
    sheet = GOOD[case.source]
    changed = dict(zip(sheet.titles, sheet.rows[0], strict=True)) | case.cells
    row = [changed[title] for title in sheet.titles]
    # Beside a row that is whole, before or after: what is done to one is not done to the other.
    report = load(engine, case.source, sheet.with_rows([*case.others(sheet), row]).csv())
    codes = report.rejected["code"].to_list()
    assert codes == ([case.code] if case.code else [])
    assert report.rows_read == len(case.others(sheet)) + 1
    assert {notice.code for notice in report.notices} >= set(case.notices)
    if case.code:
        assert report.rejected["reason"][0].endswith(".")
        assert report.rejected["line_number"][0] == report.rows_read + 1


@pytest.mark.parametrize(
    ("name", "line", "code"),
    [
        ("too many cells", "a;b;c;d;e;f;g;h;i;j;k;l;m;n;o;p", "NOMBRE_DE_CHAMPS"),
        ("too few cells", "a", "NOMBRE_DE_CHAMPS"),
        ("quotation mark that never closes", '"a;b', "GUILLEMET_OUVERT"),
    ],
)
@pytest.mark.parametrize("source", GOOD)
def test_what_is_not_even_a_row_is_put_aside(engine, source, name, line, code):
    sheet = GOOD[source]
    report = load(engine, source, sheet.csv() + line.encode() + b"\n")
    assert report.rows_loaded == len(sheet.rows)
    assert report.rejected.select("line_number", "code").rows() == [(len(sheet.rows) + 2, code)]


@pytest.mark.parametrize("source", [key for key in GOOD if key != "compteurs"])
def test_a_quoted_line_break_stays_in_its_row(engine, source):
    sheet = GOOD[source].with_column("Remarque", "première ligne\nseconde ; ligne")
    report = load(engine, source, sheet.csv(quoted=True))
    assert (report.rows_loaded, report.rejected.height) == (len(sheet.rows), 0)


@pytest.mark.parametrize("source", GOOD)
def test_rows_that_are_all_bad_fail_and_leave_the_last_good_data(engine, source):
    load(engine, source, GOOD[source].csv())
    before = stored(engine)
    sheet = GOOD[source]
    report = load(engine, source, sheet.changed(lambda cell: "?!").csv())
    assert (report.status, report.rejected.height) == ("failed", len(sheet.rows))
    assert stored(engine) == before


@pytest.mark.parametrize("source", sources.SOURCES, ids=lambda source: source.key)
def test_every_template_is_read_back(engine, source):
    """Its examples are of places and of a time that this store does not know."""
    report = load(engine, source.key, sources.template(source).encode())
    assert report.rows_read == 1
    assert set(report.rejected["code"]) <= UNKNOWN_HERE


@pytest.mark.parametrize("source", ["releves-energie", "sessions-radius"])
@pytest.mark.parametrize("kind", ["absent", "directory", "bad", "check"])
def test_the_command_says_so_in_french_and_fails(
    sqlite_store, tmp_path, monkeypatch, capsys, source, kind
):
    monkeypatch.setenv("GABARE_DATABASE_URL", sqlite_store)
    path = tmp_path if kind == "directory" else tmp_path / "essai.csv"
    if kind in ("bad", "check"):
        path.write_bytes(b"<html>")
    command = "check" if kind == "check" else "run"
    assert main([command, source, "--file", str(path)]) == 1
    said = capsys.readouterr()
    expected = {"absent": "n’existe pas", "directory": "ne s’ouvre pas"}.get(kind, "page web")
    assert expected in said.out + said.err
    assert "Traceback" not in said.err
