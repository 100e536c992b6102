"""Meters of a building added by their share: a sum that lacks a meter is missing, not smaller."""

import numpy as np

# A meter that falls silent stays in service this long: late is not withdrawn.
IN_SERVICE_DAYS = 365


def in_service(known: np.ndarray) -> np.ndarray:
    """Days (m, n) from the first known day of each meter to a year after its last one."""
    column = np.arange(known.shape[1])
    first = known.argmax(axis=1)[:, None]
    last = column[-1] - known[:, ::-1].argmax(axis=1)[:, None]
    return (column >= first) & (column <= last + IN_SERVICE_DAYS)


def summed(
    value: np.ndarray, share: np.ndarray, starts: np.ndarray, serving: np.ndarray | None = None
) -> np.ndarray:
    """Daily values of meters (m, n), times their share (m,), added by group of rows.

    `starts` are the first rows of the groups. NaN on a day when a meter in service is not known,
    or none is. `serving` (m, n) says when they are, where `value` is not their whole history.
    """
    known = ~np.isnan(value)
    serving = in_service(known) if serving is None else serving
    parts = np.where(serving, value * share[:, None], 0.0)
    some = np.logical_or.reduceat(known, starts)
    return np.where(some, np.add.reduceat(parts, starts), np.nan)
