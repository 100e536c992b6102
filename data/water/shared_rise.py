"""What sectors share: a rise of many sectors on the same days is the season or the weather."""

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

# The sum of evidence that a third of the other sectors reach, when so many others are judged: with
# four, on real inflows, it hid more leaks than seasons.
SHARE, LEAST_OTHERS = 2 / 3, 9


def shared_score(score: Values, judged: NDArray[np.bool_]) -> Values:
    """For each sector and day, (s, d), the score that a third of the other judged sectors reach.

    Of n others by rising score, the one of rank floor(SHARE × (n − 1)), from 0; 0 with fewer than
    `LEAST_OTHERS` others: too few to tell a season from leaks.
    """
    ordered = np.sort(np.where(judged, score, np.inf), axis=0)
    others = judged.sum(axis=0) - judged
    rank = np.floor(SHARE * np.maximum(others - 1, 0)).astype(np.int64)
    # Taking a sector out of the list moves up by one those that come after it.
    out = judged & (score <= np.take_along_axis(ordered, rank, axis=0))
    rank = np.minimum(rank + out, len(score) - 1)
    return np.where(others >= LEAST_OTHERS, np.take_along_axis(ordered, rank, axis=0), 0.0)
