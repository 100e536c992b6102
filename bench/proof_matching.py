"""Records of one place found and missed: real lists, labelled pairs; speed."""

import time
from dataclasses import replace
from pathlib import Path

from bench.labelled_pairs import (
    REPORT,
    Pair,
    Sample,
    Score,
    b_cubed,
    real_records,
    samples,
    score_of_pairs,
    together,
    unlike_identifiers,
)
from bench.progress import say
from bench.report import Measure, Part, Table
from components.formats import number, percent
from data.inclusion.matching import Record, matches, places

HEADER = ("ce qui est jugé", "moitié", "à trouver", "précision", "rappel")
PAIRS, HARD, CLOSED, B_CUBED = (
    "paires",
    "paires sans identifiant commun",
    "paires des lieux formés",
    "lieux (B³)",
)
SPEED_RECORDS = 5000
SHIFT_DEG = 0.002


def measure(folder: Path) -> Part:
    """Precision and recall on both halves; the time that many records take."""
    part = Part("Lieux de médiation : fiches d’un même lieu")
    records = real_records(folder)
    if records is None:
        say("FICHES D’UN MÊME LIEU NON MESURÉES : GABARE_OPEN_DATA_DIR ne donne pas les listes")
        note = "Sans GABARE_OPEN_DATA_DIR, les listes réelles manquent."
        part.tables.append(Table("Précision et rappel", note, ("état",), [("NON MESURÉES",)]))
        return part
    by_half = {half: scores(records, sample) for half, sample in samples().items()}
    part.tables.append(_scores_table(by_half))
    _, judged = by_half[REPORT][CLOSED]
    part.measures += [
        Measure("matching_precision", 100 * judged.precision, f"{CLOSED}, moitié de {REPORT}"),
        Measure("matching_recall", 100 * judged.recall, f"{CLOSED}, moitié de {REPORT}"),
    ]
    many = copies(records, SPEED_RECORDS)
    started = time.perf_counter()
    places(many)
    part.measures.append(
        Measure("matching_s", time.perf_counter() - started, f"{number(len(many))} fiches")
    )
    return part


def scores(records: list[Record], sample: Sample) -> dict[str, tuple[int, Score]]:
    """What is judged: how many there are to find, and how well they are found."""
    keys = [(record.source_key, record.record_id) for record in records]
    found = frozenset[Pair](
        frozenset({keys[match.first], keys[match.second]}) for match in matches(records)
    )
    closed = together(dict(zip(keys, places(records), strict=True)))
    hard = replace(sample, same=unlike_identifiers(sample.same))
    return {
        PAIRS: (len(sample.same), score_of_pairs(found, sample)),
        HARD: (len(hard.same), score_of_pairs(unlike_identifiers(found), hard)),
        CLOSED: (len(sample.same), score_of_pairs(closed, sample)),
        B_CUBED: (len(sample.keys), b_cubed(closed, sample)),
    }


def copies(records: list[Record], count: int) -> list[Record]:
    """As many records, the same lists again and again a little further north: towns grow dense."""
    return [
        replace(
            record,
            record_id=f"{record.record_id}-{copy}",
            latitude_deg=record.latitude_deg and record.latitude_deg + SHIFT_DEG * copy,
        )
        for copy in range(-(-count // len(records)))
        for record in records
    ][:count]


def _scores_table(by_half: dict[str, dict[str, tuple[int, Score]]]) -> Table:
    counts = " ; ".join(
        f"{half}, {len(one.same)} « même lieu », {len(one.apart)} « deux lieux », "
        f"{len(one.undecided)} indécidables (laissées de côté)"
        for half, one in samples().items()
    )
    note = (
        "Listes réelles de l’Indre-et-Loire et du Loir-et-Cher ; chaque paire de fiches qui se "
        f"ressemblent a été étiquetée d’après les fiches : {counts}. Une commune est tout "
        "entière dans une moitié ; les règles ont été réglées sur la première."
    )
    rows = [
        (what, half, number(to_find), percent(100 * score.precision), percent(100 * score.recall))
        for half, judged in by_half.items()
        for what, (to_find, score) in judged.items()
    ]
    return Table("Précision et rappel", note, HEADER, rows)
