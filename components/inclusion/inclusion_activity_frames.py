"""The frames of activity and survey as charts and tables show them.

Each takes the frame of a query and gives another one.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

ANONYMOUS = "Anonymes"
# The dimensions of each chart, in their order.
THEMES, PEOPLE, MANNERS = ("theme",), ("public", "age"), ("channel", "duration")


def with_whole_months(frame: Any, last_day: date) -> Any:
    """Beside each month, whether it is over on the last day that is known; empty without count."""
    if not frame["count"].notna().any():
        return frame.iloc[:0].assign(whole=[])
    open_month = (last_day + timedelta(days=1)).replace(day=1)
    return frame.assign(whole=[month < open_month for month in frame["month"]])


def of_dimensions(frame: Any, dimensions: Sequence[str]) -> Any:
    """The items of these dimensions, in this order."""
    kept = frame[frame["dimension"].isin(dimensions)]
    order = kept["dimension"].map({key: at for at, key in enumerate(dimensions)})
    return kept.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


def answers_by_member(frame: Any, questions: Sequence[str]) -> Any:
    """One row a member: yes or no by question, how many yes, how many answers, the last day.

    A question that a member has not answered is missing, which is no "no".
    """
    by_member = frame.groupby(["name", "member"], sort=True)
    wide = frame.pivot(index=["name", "member"], columns="question", values="yes")
    return (
        wide.reindex(columns=list(questions))
        .assign(
            yes=by_member["yes"].sum().astype(int),
            answered=by_member["yes"].count(),
            last_day=by_member["day"].max(),
            questions=len(questions),
        )
        .reset_index()
    )
