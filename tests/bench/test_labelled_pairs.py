"""Places found in the real lists against labelled pairs; the scores, by hand."""

import csv
import os

import pytest

from bench.labelled_pairs import (
    REPORT,
    SAMPLE,
    TUNING,
    Sample,
    Score,
    b_cubed,
    real_records,
    samples,
    score_of_pairs,
    together,
    unlike_identifiers,
)
from bench.proof_matching import B_CUBED, CLOSED, HARD, PAIRS, scores
from data.inclusion.matching import Record

# A little under what was measured: precision, recall.
FLOORS = {
    TUNING: {PAIRS: (0.98, 0.95), HARD: (0.98, 0.93), CLOSED: (0.98, 0.95), B_CUBED: (0.98, 0.97)},
    REPORT: {PAIRS: (0.97, 0.97), HARD: (0.96, 0.96), CLOSED: (0.97, 0.97), B_CUBED: (0.98, 0.98)},
}


@pytest.fixture(scope="module")
def records(tmp_path_factory, open_data_dir) -> list[Record]:
    assert os.environ["GABARE_OPEN_DATA_DIR"] == str(open_data_dir)
    found = real_records(tmp_path_factory.mktemp("matching"))
    if found is None:
        pytest.skip("GABARE_OPEN_DATA_DIR ne donne pas les listes de lieux de médiation")
    return found


def test_every_labelled_record_is_still_in_the_lists(records):
    known = {(record.source_key, record.record_id) for record in records}
    for sample in samples().values():
        assert sample.keys <= known


@pytest.mark.parametrize("half", FLOORS)
def test_places_of_the_real_lists_agree_with_the_labels(records, half):
    found = scores(records, samples()[half])
    assert found.keys() == FLOORS[half].keys()
    for what, (precision, recall) in FLOORS[half].items():
        assert found[what][1].precision >= precision, what
        assert found[what][1].recall >= recall, what


def test_the_sample_holds_identifiers_and_labels_alone():
    with SAMPLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert list(rows[0]) == ["source_a", "record_a", "source_b", "record_b", "label", "half"]
    assert {row["label"] for row in rows} == {"0", "1", "?"}
    assert all(" " not in row["record_a"] + row["record_b"] for row in rows)
    assert len(rows) >= 250


def test_no_record_is_in_both_halves_and_no_pair_has_two_labels():
    halves = samples()
    assert not halves[TUNING].keys & halves[REPORT].keys
    for sample in halves.values():
        assert len(sample.same) >= 75
        assert len(sample.apart) >= 75
        assert not sample.same & sample.apart
        assert not (sample.same | sample.apart) & sample.undecided


def test_labels_hold_together():
    """A and B one place, B and C one place: A and C are labelled one place too."""
    for sample in samples().values():
        place = {key: at for at, key in enumerate(sorted(sample.keys))}
        for one, other in map(tuple, sample.same):
            place = {k: place[one] if at == place[other] else at for k, at in place.items()}
        assert together(place) == sample.same


A, B, C, D = (("s", "1"), ("t", "2"), ("u", "3"), ("v", "4"))


def pairs(*given: tuple) -> frozenset:
    return frozenset(map(frozenset, given))


def test_scores_of_pairs_by_hand():
    sample = Sample(pairs((A, B), (C, D)), pairs((A, C)), pairs((B, C)))
    # One of two found; (A, C) is wrong, nobody labelled (B, D), and (B, C) does not count.
    found = pairs((A, B), (A, C), (B, D), (B, C))
    assert score_of_pairs(found, sample) == Score(1 / 3, 1 / 2)
    # Pairs of the other half do not count either.
    elsewhere = pairs((("x", "8"), ("y", "9")))
    assert score_of_pairs(found | elsewhere, sample) == Score(1 / 3, 1 / 2)


def test_pairs_of_one_identifier_are_told_apart():
    twins = (("s", "1"), ("t", "1"))
    assert unlike_identifiers(pairs((A, B), twins)) == pairs((A, B))


def test_b_cubed_by_hand():
    # A and B are one place, C another; everything is found to be one place.
    sample = Sample(pairs((A, B)), pairs((A, C), (B, C)), frozenset())
    one_place = together({A: 0, B: 0, C: 0})
    assert one_place == pairs((A, B), (A, C), (B, C))
    score = b_cubed(one_place, sample)
    assert score.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert score.recall == 1
    # Each alone: always right, and half of the place of A and B is missing.
    alone = b_cubed(frozenset(), sample)
    assert alone.precision == 1
    assert alone.recall == pytest.approx((1 / 2 + 1 / 2 + 1) / 3)
