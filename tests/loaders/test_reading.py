"""French files as they are found in the wild: each case is a row."""

import gzip
import io
import os
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.territory import load_territory
from loaders import archives, records, values
from loaders.archives import ReadingError
from loaders.reading import match_columns, read_table
from tests.data.test_territory import SHIPPED


@dataclass(frozen=True)
class Expected:
    name: str
    required: bool = True
    aliases: tuple[str, ...] = ()


NAME = Expected("nom")
DAY = Expected("jour", aliases=("date",))
COUNT = Expected("passages", aliases=("Nombre de passages",))
COLUMNS = (NAME, DAY, COUNT)
PLAIN = "nom;jour;passages\nPré;31/12/2026;1 234,5\n"
ROW = {"line_number": 2, "nom": "Pré", "jour": "31/12/2026", "passages": "1 234,5"}


def zipped(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "."), text)
    return buffer.getvalue()


def rows_of(content):
    return read_table(content, COLUMNS).frame.to_dicts()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PLAIN.encode(), id="utf-8"),
        pytest.param(PLAIN.encode("utf-8-sig"), id="BOM"),
        pytest.param(PLAIN.encode("cp1252"), id="cp1252"),
        pytest.param(PLAIN.encode("utf-16"), id="utf-16"),
        pytest.param(PLAIN.replace("\n", "\r\n").encode(), id="fins de ligne Windows"),
        pytest.param(PLAIN.replace("\n", "\r").encode(), id="fins de ligne Mac"),
        pytest.param(PLAIN.replace(";", "\t").encode(), id="tabulation"),
        pytest.param(PLAIN.replace(";", "|").encode(), id="barre"),
        pytest.param(
            b'nom,jour,passages\nPr\xc3\xa9,31/12/2026,"1 234,5"\n', id="virgule et guillemets"
        ),
        pytest.param(PLAIN.strip().encode(), id="sans fin de ligne"),
        pytest.param((PLAIN + "\n;;\n\n").encode(), id="lignes vides"),
        pytest.param((PLAIN + "\nTotal;;1234,5\n\n").encode(), id="ligne de total"),
        pytest.param(PLAIN.replace("\n", ";\n").encode(), id="délimiteur en fin de ligne"),
        pytest.param(PLAIN.replace("passages", "passages;;").encode(), id="titres plus larges"),
        pytest.param(PLAIN.replace("234,5", "234,5;;;").encode(), id="lignes plus larges"),
        pytest.param(PLAIN.replace("jour", "Date").encode(), id="colonne renommée (alias)"),
        pytest.param(
            PLAIN.replace("nom;", " NOM ;").replace("passages", "nombre_de_PASSAGES").encode(),
            id="casse, espaces et soulignés",
        ),
        pytest.param(gzip.compress(PLAIN.encode()), id="gzip"),
        pytest.param(zipped(export__csv=PLAIN, lisezmoi__md="x"), id="zip"),
    ],
)
def test_the_same_row_comes_out_of_every_form(content):
    assert rows_of(content) == [ROW]


def test_lines_before_the_header_are_kept_as_preamble_and_counted():
    content = f"Export du 3 mai;version 2\n\n{PLAIN}Loire;01/01/2027;7\n".encode()
    table = read_table(content, COLUMNS)
    assert table.preamble == ("Export du 3 mai;version 2",)
    assert table.frame["line_number"].to_list() == [4, 5]


def test_total_lines_are_told_from_rows_named_like_them():
    text = PLAIN + "Total Énergies;01/01/2027;7\nTotal général;;8\nTOTAL;9\n"
    table = read_table(text.encode(), COLUMNS)
    assert table.frame["nom"].to_list() == ["Pré", "Total Énergies"]
    assert table.footer == ("Total général;;8", "TOTAL;9")
    assert table.rejected.is_empty()


def test_quoted_newlines_keep_the_physical_line_of_each_row():
    text = 'nom;jour;passages\n"Pré\nhaut; bas";j1;1\n"dit ""le Pont""";j2;2\nfin;j3;3\n'
    table = read_table(text.encode(), COLUMNS)
    assert table.frame.to_dicts() == [
        {"line_number": 2, "nom": "Pré\nhaut; bas", "jour": "j1", "passages": "1"},
        {"line_number": 4, "nom": 'dit "le Pont"', "jour": "j2", "passages": "2"},
        {"line_number": 5, "nom": "fin", "jour": "j3", "passages": "3"},
    ]
    kept = table.with_raw_text(table.frame.head(1).select("line_number"))
    assert kept["raw_text"].to_list() == ['"Pré\nhaut; bas";j1;1']


def test_rows_of_the_wrong_width_are_put_aside_with_their_line():
    text = PLAIN + "a;b\nx;y;1;2\nLoire;j;3\n"
    table = read_table(text.encode(), COLUMNS)
    assert table.frame["line_number"].to_list() == [2, 5]
    assert table.rejected.to_dicts() == [
        {"line_number": n, "code": "NOMBRE_DE_CHAMPS", "reason": reason, "raw_text": raw}
        for n, reason, raw in [
            (3, "2 champ(s) au lieu de 3.", "a;b"),
            (4, "4 champ(s) au lieu de 3.", "x;y;1;2"),
        ]
    ]


@pytest.mark.parametrize("others", ["b;j;2", '"b";"j";"2"'])
def test_an_unclosed_quotation_mark_costs_one_row_only(others):
    text = PLAIN + '"jamais fermé;j;1\n' + f"{others}\n" * 500
    table = read_table(text.encode(), COLUMNS)
    assert table.rejected.select("line_number", "code").rows() == [(3, "GUILLEMET_OUVERT")]
    assert table.frame.height == 1 + 500


def test_several_unclosed_marks_do_not_take_the_rows_between_them():
    text = PLAIN + '"a;j;1\nb;j;2\n"c;j;3\n"d\ne";j;4\n"f;j;5\ng;j;6\n'
    table = read_table(text.encode(), COLUMNS)
    assert table.frame["nom"].to_list() == ["Pré", "b", "d\ne", "g"]
    assert table.rejected["line_number"].to_list() == [3, 5, 8]


def test_inches_inside_a_cell_are_text():
    text = PLAIN + 'tube 5" et 3";j;1\n"bon";j;2\n'
    assert read_table(text.encode(), COLUMNS).frame["nom"].to_list()[1:] == ['tube 5" et 3"', "bon"]


def test_spaces_around_quotation_marks_are_no_text():
    text = PLAIN + '"a" ; "j;1" ;2\n'
    cells = read_table(text.encode(), COLUMNS).frame.row(1)
    assert [str(cell).strip() for cell in cells] == ["3", "a", "j;1", "2"]


def test_a_file_read_by_parts_gives_the_same_table(monkeypatch):
    text = PLAIN + "".join(f'"a\nb {n}";j;{n}\nc;d\n' for n in range(50)) + '"ouvert;j;1\nz;j;2\n'
    whole = read_table(text.encode(), COLUMNS)
    monkeypatch.setattr(records, "CHUNK_CHARACTERS", 30)
    parts = read_table(text.encode(), COLUMNS)
    assert parts.frame.equals(whole.frame)
    assert parts.rejected.equals(whole.rejected)
    assert whole.frame.height + whole.rejected.height == 1 + 50 * 2 + 2
    asked = whole.frame.select("line_number")
    assert parts.with_raw_text(asked).equals(whole.with_raw_text(asked))


# A busy machine is slow, not wrong.
@settings(deadline=None)
@given(st.text(alphabet='ab;"\n\r ,\u00e9', max_size=200))
def test_whatever_the_text_no_row_is_lost_or_made(text):
    table = read_table(f"nom;jour;passages\n{text}\nfin;j;1\n".encode(), COLUMNS)
    numbers = [*table.frame["line_number"], *table.rejected["line_number"]]
    assert len(set(numbers)) == len(numbers)
    kept = table.with_raw_text(table.frame.select("line_number"))["raw_text"]
    seen = sorted("\n".join([*kept, *table.rejected["raw_text"]]).replace("\n", ""))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    written = [line for line in [*lines, "fin;j;1"] if line.strip(' ;,"')]
    assert not Counter("".join(written)) - Counter(seen)


def test_other_columns_keep_their_titles_and_doubles_are_told_apart():
    content = b";jour;Site;Site;;line_number\n;j1;1;2;x;9\n"
    table = read_table(content, (DAY,))
    assert table.frame.columns == [
        "line_number", "jour", "Site", "Site (2)", "colonne 5", "line_number (2)",
    ]  # fmt: skip


def test_a_header_alone_gives_an_empty_table():
    assert read_table(b"nom;jour;passages\n", COLUMNS).frame.shape == (0, 4)


BOMB = gzip.compress(b"nom;jour;passages\n" + b"0" * 60_000_000)


@pytest.mark.parametrize(
    ("content", "code", "advice"),
    [
        pytest.param(b"", "FICHIER_VIDE", "vide", id="vide"),
        pytest.param(b"\xef\xbb\xbf\r\n", "FICHIER_VIDE", "vide", id="BOM seul"),
        pytest.param(b"\n<!DOCTYPE html><html></html>", "PAGE_HTML", "lien direct", id="HTML"),
        pytest.param(
            zipped(xl_workbook="x").replace(b"xl_workbook", b"xl/workbook"),
            "ARCHIVE_AMBIGUE", "un seul", id="zip sans CSV",
        ),
        pytest.param(
            zipped(**{"xl/workbook__xml": "x"}), "CLASSEUR_TABLEUR", "enregistrez en CSV", id="xlsx"
        ),
        pytest.param(b"\xd0\xcf\x11\xe0rest", "CLASSEUR_TABLEUR", "enregistrez en CSV", id="xls"),
        pytest.param(zipped(a__csv="x", b__csv="y"), "ARCHIVE_AMBIGUE", "2 fichiers", id="2 CSV"),
        pytest.param(
            gzip.compress(os.urandom(5000))[:2000], "ARCHIVE_TRONQUEE", "Téléchargez", id="gzip"
        ),
        pytest.param(b"\x1f\x8bnot gzip", "ARCHIVE_TRONQUEE", "Téléchargez", id="faux gzip"),
        pytest.param(zipped(a__csv=PLAIN)[:60], "ARCHIVE_TRONQUEE", "Téléchargez", id="zip"),
        pytest.param(BOMB, "ARCHIVE_DEMESUREE", "provenance", id="bombe"),
        pytest.param(
            zipped(a__csv="0" * 60_000_000), "ARCHIVE_DEMESUREE", "provenance", id="bombe zip"
        ),
        pytest.param(b"nom;\x00jour", "CONTENU_BINAIRE", "UTF-8", id="binaire"),
        pytest.param(b"nom;jour\x81\n", "ENCODAGE_ILLISIBLE", "UTF-8", id="octet inconnu"),
        pytest.param(b"a;b\n1;2\n", "EN_TETE_INTROUVABLE", "nom, jour", id="sans en-tête"),
        pytest.param(b'{\n "nom": 1}', "FICHIER_JSON", "en CSV", id="JSON"),
        pytest.param(b"0" * 200_000, "EN_TETE_INTROUVABLE", "nom, jour", id="une ligne sans fin"),
        pytest.param(b"nom;jour\nx;y\n", "COLONNE_ABSENTE", "passages", id="colonne absente"),
        pytest.param(
            (PLAIN + '"ouvert;j;1\nb;j;2\n' * 99).encode(), "GUILLEMETS_INCOHERENTS", "doublant",
            id="guillemets partout",
        ),
    ],
)  # fmt: skip
def test_what_is_no_table_says_what_to_do(content, code, advice):
    with pytest.raises(ReadingError, match=advice) as refused:
        read_table(content, COLUMNS)
    assert refused.value.code == code


def test_a_missing_column_names_those_found_and_the_nearest():
    with pytest.raises(ReadingError) as refused:
        match_columns(["nom", "jour", "passage"], COLUMNS)
    assert "«\u00a0passages\u00a0» (est-ce «\u00a0passage\u00a0»\u202f?)" in str(refused.value)
    assert "Colonnes trouvées\u00a0: nom, jour, passage." in str(refused.value)


def test_a_gzip_of_several_members_is_read_whole():
    first, second = PLAIN.encode(), b"Loire;j;2\n"
    assert len(rows_of(gzip.compress(first) + gzip.compress(second))) == 2


def test_the_limits_are_those_of_the_size_written_out(monkeypatch):
    monkeypatch.setattr(archives, "MAX_TEXT_BYTES", 10)
    with pytest.raises(ReadingError) as refused:
        archives.unpacked(zlib.compress(b"nom;jour;passages", wbits=31))
    assert refused.value.code == "ARCHIVE_DEMESUREE"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,5", 1234.5),
        ("1\u202f234,5", 1234.5),
        ("1\u00a0234\u00a0567", 1234567.0),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567.0),
        ("12,5", 12.5),
        ("1,234", 1.234),
        (" 7 ", 7.0),
        ("−3,5", -3.5),
        ("1e3", 1000.0),
        ("0", 0.0),
        ("12 34", None),
        ("12h", None),
        ("3 %", None),
        ("inf", None),
    ],
)
def test_numbers_in_french(text, number):
    value, failed = values.parse_number(pl.Series([text]))
    assert value.to_list() == [number]
    assert failed.to_list() == [number is None]


@pytest.mark.parametrize("text", ["n.d.", "", "-", "NC", "nd", " N.C. ", None])
def test_absent_is_neither_zero_nor_a_fault(text):
    series = pl.Series([text], dtype=pl.String)
    parsers = (
        values.parse_number, values.parse_integer, values.parse_bool, values.parse_day,
        values.parse_local, values.parse_text,
    )  # fmt: skip
    for parse in parsers:
        assert [column.to_list() for column in parse(series)] == [[None], [False]]
    assert values.parse_instant(series).failed.to_list() == [False]


def test_integers_refuse_fractions():
    value, failed = values.parse_integer(pl.Series(["1 234", "12,0", "12,5"]))
    assert value.to_list() == [1234, 12, None]
    assert failed.to_list() == [False, False, True]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-31", datetime(2026, 12, 31)),
        ("31/12/2026", datetime(2026, 12, 31)),
        ("1/2/2026", datetime(2026, 2, 1)),
        ("31-12-2026", datetime(2026, 12, 31)),
        ("31.12.2026", datetime(2026, 12, 31)),
        ("20261231", datetime(2026, 12, 31)),
        ("31/12/2026 14:05", datetime(2026, 12, 31, 14, 5)),
        ("2026-12-31T14:05:06", datetime(2026, 12, 31, 14, 5, 6)),
        ("2020/06/25 15:44:59.356", datetime(2020, 6, 25, 15, 44, 59, 356000)),
        ("Dec 31, 2022 10:00 PM", datetime(2022, 12, 31, 22)),
        ("Jan 1, 2022 12:00 AM", datetime(2022, 1, 1)),
        ("June 30, 2016 12:00 AM", datetime(2016, 6, 30)),
        ("Thu Jun 30, 2016", datetime(2016, 6, 30)),
        ("32/12/2026", None),
        ("12/31/2026", None),
        ("31/12/26", None),
        ("0026-01-01", None),
        ("hier", None),
    ],
)
def test_dates_and_times(text, moment):
    value, failed = values.parse_local(pl.Series([text]))
    assert value.to_list() == [moment]
    assert failed.to_list() == [moment is None]
    day = values.parse_day(pl.Series([text]))
    assert day.value.to_list() == [moment and date(moment.year, moment.month, moment.day)]


NOON_UTC_S = int((datetime(2026, 7, 1, 12) - datetime(1970, 1, 1)).total_seconds())


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-01T12:00:00Z",
        "2026-07-01T14:00:00+02:00",
        "2026-07-01 14:00:00+0200",
        "2026-07-01T12:00Z",
        "2026-07-01T12:00:00.000Z",
        "01/07/2026 14:00",
        str(NOON_UTC_S),
    ],
)
def test_instants_become_utc_seconds(text):
    found = values.parse_instant(pl.Series([text]))
    assert found.utc_s.to_list() == [NOON_UTC_S]
    assert not found.failed[0]


def test_instants_tell_the_two_changes_of_the_clock():
    found = values.parse_instant(
        pl.Series(["25/10/2026 02:30", "25/10/2026 02:30", "29/03/2026 02:30", "x", ""]),
        ordered=True,
    )
    assert found.utc_s[1] - found.utc_s[0] == 3600
    assert found.repeated.to_list() == [True, True, False, False, False]
    assert found.inexistent.to_list() == [False, False, True, False, False]
    assert found.failed.to_list() == [False, False, False, True, False]


def test_yes_and_no():
    value, failed = values.parse_bool(pl.Series(["oui", "Non", "VRAI", "0", "peut-être"]))
    assert value.to_list() == [True, False, True, False, None]
    assert failed.to_list() == [False, False, False, False, True]


@pytest.mark.parametrize(
    ("latitude", "longitude", "point", "failed", "swapped"),
    [
        ("47,39", "0,69", (47.39, 0.69), False, False),
        ("0.69", "47.39", (47.39, 0.69), False, True),
        ("-21.1", "55.5", (-21.1, 55.5), False, False),
        ("526000", "6701000", (None, None), True, False),
        ("0", "0", (None, None), True, False),
        ("47.39", "", (None, None), True, False),
        ("", "n.d.", (None, None), False, False),
    ],
)
def test_coordinates(latitude, longitude, point, failed, swapped):
    found = values.parse_coordinates(pl.Series([latitude]), pl.Series([longitude]))
    assert (found.latitude[0], found.longitude[0]) == point
    assert (found.failed[0], found.swapped[0]) == (failed, swapped)


@pytest.mark.parametrize(
    "text", ["48.86, 2.34", "48,86 ; 2,34", "48.86 2.34", "[48.86,2.34]", "48,86, 2,34"]
)
def test_a_point_in_one_column(text):
    found = values.parse_coordinates(*values.split_point(pl.Series([text])))
    assert (found.latitude[0], found.longitude[0]) == (48.86, 2.34)


def test_commune_codes_are_repaired_and_brought_to_today():
    codes = pl.Series(["37261", "41092", "1004", "2a004", "75101", "37", "n.d.", None])
    value, failed = values.parse_commune(codes, load_territory(SHIPPED))
    assert value.to_list() == ["37261", "41059", "01004", "2A004", "75056", None, None, None]
    assert failed.to_list() == [False] * 5 + [True, False, False]


@pytest.mark.parametrize(
    ("path", "expected", "delimiter", "rows", "preamble"),
    [
        ("footfall/tours_ecocounter/hourly 2022 full data.csv", ("Time",), ";", 8760, 0),
        ("footfall/tours_ecocounter/hourly 2022 pas de sens.csv", ("Time",), ";", 8760, 0),
        ("footfall/tours_ecocounter/pont-de-fil-cyclistes.csv", ("Time",), ";", 2518, 1),
        ("footfall/paris_sites_wifi.csv", ("Nom du site", "Code Site"), ";", 277, 0),
        ("weather/tours_meteo_jour_2016_2023_ecovisio.csv", ("Time",), ";", 2688, 1),
        ("inclusion/hub-lo_37_41.csv", ("gid", "c_nom"), ",", 161, 0),
        ("inclusion/arcep_commune-debit-beta_2019T3.csv", ("code_insee",), ";", None, 1),
    ],
)
def test_real_files_are_read_as_they_are(path, expected, delimiter, rows, preamble):
    folder = os.environ.get("GABARE_OPEN_DATA_DIR")
    if not folder:
        pytest.skip("GABARE_OPEN_DATA_DIR absent : fichiers réels non lus")
    content = (Path(folder) / path).read_bytes()
    table = read_table(content, [Expected(name) for name in expected])
    assert table.delimiter == delimiter
    assert len(table.preamble) == preamble
    assert table.rejected.is_empty()
    assert rows is None or table.frame.height == rows


def test_only_the_columns_asked_for_are_kept():
    table = read_table(b"a;b;c;\n1;2;3;\n", [Expected("a"), Expected("b")], kept=["b", "z"])
    assert table.frame.to_dict(as_series=False) == {"line_number": [2], "b": ["2"]}
