"""What an operator reads of a load: one line a reason, not one a row."""

import polars as pl

from loaders.pipeline import REJECTED_SCHEMA, Report
from loaders.reporting import SHOWN_REASONS, report_lines


def lines(*rejected: tuple[int, str, str]) -> list[str]:
    rows = [(number, code, reason, "") for number, code, reason in rejected]
    frame = pl.DataFrame(rows, schema=REJECTED_SCHEMA, orient="row")
    return list(report_lines(Report(1, "loaded", len(rows), 0, frame, [], "Fait.")))


def test_rows_put_aside_for_one_reason_are_told_together():
    assert lines() == ["Fait."]
    assert lines((4, "A", "Un."))[1:] == ["  ligne 4\u00a0: Un. [A]"]
    run = lines(*((n, "A", "Un.") for n in range(2, 33)), (33, "B", "Deux."))
    assert run[1:] == ["  lignes 2 à 32\u00a0: Un. [A]", "  ligne 33\u00a0: Deux. [B]"]
    assert lines((2, "A", "Un."), (5, "A", "Un."))[1:] == ["  lignes 2, 5\u00a0: Un. [A]"]
    apart = lines(*((n, "A", "Un.") for n in range(2, 16, 2)))
    assert apart[1:] == ["  lignes 2, 4, 6, 8, 10… (7 en tout)\u00a0: Un. [A]"]


def test_what_is_not_listed_is_counted():
    many = lines(*((n, "A", f"Raison {n}.") for n in range(SHOWN_REASONS + 2)))
    assert len(many) == 1 + SHOWN_REASONS + 1
    assert many[-1].startswith("  … et 2 autres")
