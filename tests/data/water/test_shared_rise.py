"""The part of a rise that sectors share, by rank among the others."""

import numpy as np

from data.water.shared_rise import shared_score

JUDGED = np.ones((10, 1), bool)


def shared(scores: list[float], judged: np.ndarray = JUDGED) -> list[float]:
    return shared_score(np.array(scores, float)[:, None], judged)[:, 0].tolist()


def test_each_sector_is_compared_with_the_others():
    # Of nine others, floor(2 / 3 × 8) = 5: the sixth by rising score.
    assert shared(list(range(10))) == [6] * 6 + [5] * 4


def test_leaks_of_a_few_are_not_shared():
    assert shared([9, 9, 9] + [0] * 7) == [0] * 10


def test_equal_scores_are_shared_by_all():
    assert shared([3] * 10) == [3] * 10


def test_fewer_than_nine_others_share_nothing():
    judged = JUDGED.copy()
    judged[4] = False

    # The one that is not judged has nine others; those that are have eight.
    assert shared([5] * 10, judged) == [0, 0, 0, 0, 5, 0, 0, 0, 0, 0]
