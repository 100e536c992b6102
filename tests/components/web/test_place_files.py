"""The file of places in the national standard: comma, UTF-8, nothing that a spreadsheet runs."""

import csv
import io

import pytest

from components.web.place_files import standard_csv

HEADER = ("nom", "longitude")


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_texts_survive_their_commas_quotes_and_lines():
    rows = [["Médiathèque, dite «\u00a0la Grande\u00a0»", "0.7"], ['Le "Lieu"\nbis', ""]]
    assert read(standard_csv(HEADER, rows)) == [list(HEADER), *rows]


@pytest.mark.parametrize("active", ["=1+1", "+33", "-x", "@SUM(A1)", "\tx", "-1+1"])
def test_a_text_that_a_spreadsheet_would_run_is_made_inert(active):
    assert read(standard_csv(HEADER, [[active, ""]]))[1][0] == f"'{active}"


def test_a_western_longitude_stays_a_number():
    assert read(standard_csv(HEADER, [["A", "-0.532"]]))[1][1] == "-0.532"
