"""The frames of the sheet of a sector as it shows them."""

from typing import Any

# What is drawn of the last weeks, and what of it makes a mean day; the store holds sixty days.
SHOWN_HOURS, MEAN_HOURS = 21 * 24, 7 * 24


def last_weeks(frame: Any) -> Any:
    """The last three weeks, hour by hour."""
    return frame.tail(SHOWN_HOURS).reset_index(drop=True)


def mean_day(frame: Any) -> Any:
    """hour, inflow_m3_h, usual_m3_h, hours: the mean of each local hour over the last seven days.

    Only hours that are measured and have a usual count on both sides; an hour without any is
    missing. No row when there is none at all.
    """
    latest = frame.tail(MEAN_HOURS)
    both = latest[latest["inflow_m3_h"].notna() & latest["usual_m3_h"].notna()]
    by_hour = both.groupby(both["instant"].dt.hour)
    means = by_hour[["inflow_m3_h", "usual_m3_h"]].mean()
    means["hours"] = by_hour.size()
    shown = means.reindex(range(24)) if len(means) else means
    return shown.rename_axis("hour").reset_index()


def with_faults_said(frame: Any) -> Any:
    """The sensors, each of which says that it has no fault when it has none."""
    return frame.assign(faults=frame["faults"].replace("", "aucun"))
