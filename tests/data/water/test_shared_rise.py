"""The part of a rise that sectors share, by rank among the others."""

import numpy as np

from data.water.shared_rise import shared_score

JUDGED = np.ones((5, 1), bool)


def shared(scores: list[float], judged: np.ndarray = JUDGED) -> list[float]:
    return shared_score(np.array(scores)[:, None], judged)[:, 0].tolist()


def test_each_sector_is_compared_with_the_others():
    # Of four others, floor(2 / 3 × 3) = 2: the third by rising score.
    assert shared([0, 1, 2, 3, 4]) == [3, 3, 3, 2, 2]


def test_leak_of_one_is_not_shared():
    assert shared([9, 0, 0, 0, 0]) == [0, 0, 0, 0, 0]


def test_equal_scores_are_shared_by_all():
    assert shared([3, 3, 3, 3, 3]) == [3, 3, 3, 3, 3]


def test_fewer_than_four_others_share_nothing():
    judged = JUDGED.copy()
    judged[4] = False

    # The one that is not judged has four others; those that are have three.
    assert shared([5, 5, 5, 5, 5], judged) == [0, 0, 0, 0, 5]
