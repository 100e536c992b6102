"""The figures of every commune for one theme: a value, what it rests on, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

# A value with `counted` things out of `of` behind it; without a value, `why` says so.
OWN = ["value", "counted", "of", "why"]
NOT_LOADED, UNKNOWN = "not_loaded", "unknown"
Days = tuple[date, date]


@dataclass(frozen=True)
class OwnFigure:
    """One figure of every commune.

    `rows`: OWN by code of commune; `days`: first and last day (or month) that it is of, None for
    what is true today.
    """

    rows: pd.DataFrame
    days: Days | None = None


def own_figure(
    value: pd.Series,
    counted: pd.Series,
    of: pd.Series,
    lacks: Sequence[tuple[pd.Series, str]],
    days: Days | None = None,
) -> OwnFigure:
    """The rows of a figure; the first of `lacks` (where, reason) takes the value of a commune.

    A value that is missing without any of these reasons is UNKNOWN.
    """
    number = pd.to_numeric(value).astype(float)
    wheres = [where.to_numpy(dtype=bool) for where, _ in lacks]
    why = np.select([*wheres, number.isna()], [*(reason for _, reason in lacks), UNKNOWN], "")
    rows = {
        "value": number.where(why == ""),
        "counted": counted.astype(float),
        "of": of.astype(float),
        "why": why,
    }
    return OwnFigure(pd.DataFrame(rows, index=value.index), days)


def ratio(above: pd.Series, below: pd.Series) -> pd.Series:
    """above ÷ below; missing where either is, or where nothing is below."""
    below = pd.to_numeric(below).astype(float)
    return pd.to_numeric(above).astype(float) / below.where(below > 0)


def by_code(frame: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """The rows of a frame by `code`, for all these communes; missing where it has none."""
    return frame.set_index("code").reindex(codes)
