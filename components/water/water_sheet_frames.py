"""The frames of the sheets of a sector and of a service as they show them."""

from typing import Any

from components import formats
from components.tables import values

# What is drawn of the last weeks, and what of it makes a mean day; the store holds sixty days.
SHOWN_HOURS, MEAN_HOURS = 14 * 24, 7 * 24

# Decimals of m³/h: more would only weigh.
FLOWS, DIGITS = ("inflow_m3_h", "usual_m3_h"), 2


def last_weeks(frame: Any) -> Any:
    """The last two weeks, hour by hour."""
    return frame.tail(SHOWN_HOURS).reset_index(drop=True).round(dict.fromkeys(FLOWS, DIGITS))


def mean_day(frame: Any) -> Any:
    """hour, inflow_m3_h, usual_m3_h, hours: the mean of each local hour over the last seven days.

    Only hours that are measured and have a usual count on both sides; an hour without any is
    missing. No row when there is none at all.
    """
    latest = frame.tail(MEAN_HOURS)
    both = latest[latest["inflow_m3_h"].notna() & latest["usual_m3_h"].notna()]
    by_hour = both.groupby(both["instant"].dt.hour)
    means = by_hour[list(FLOWS)].mean().round(DIGITS)
    means["hours"] = by_hour.size()
    shown = means.reindex(range(24)) if len(means) else means
    return shown.rename_axis("hour").reset_index()


def with_faults_said(frame: Any) -> Any:
    """The sensors, each of which says that it has no fault when it has none."""
    return frame.assign(faults=frame["faults"].replace("", "aucun"))


# What each indicator is computed from, by code.
ENTERED, USED, LENGTH = ("V1", "V2", "V3"), ("V7", "V8", "V9"), "VP.077"
NEEDED = {
    "P104.3": (*ENTERED, *USED),
    "P105.3": (*ENTERED, "V7", LENGTH),
    "P106.3": (*ENTERED, *USED, LENGTH),
    "P107.2": ("VP.140", LENGTH),
    "ILC": ("V3", *USED, LENGTH),
    "V4": ENTERED,
    "V6": USED,
    "Pertes": (*ENTERED, *USED),
}
# Those that the yearly report is about; the others are what they are computed from.
INDICATORS = ("P104.3", "P105.3", "P106.3", "P107.2", "P103.2B", "ILC")
OF_PARTS = {"P103.2B": "des parties de l’indice, ci-dessous"}
# Volumes, customers and points are whole.
DECIMALS = {"P104.3": 1, "P105.3": 2, "P106.3": 2, "P107.2": 2, "ILC": 2, LENGTH: 2, "VP.140": 2}
ASKED_DECIMALS = {"P104.3": 1}
DONE, REFUSED, UNDECLARED = "oui", "non", "non déclaré"
ODD = "un volume négatif ou une longueur nulle"


def with_missing(frame: Any) -> Any:
    """The official indicators, each without a value with what it lacks, in words.

    `said` and `asked`: value and threshold as a report writes them; empty where nothing is asked.
    """
    names = ("year", "code", "value", "unit", "threshold")
    rows = list(zip(*(values(frame, name) for name in names), strict=True))
    known = {(year, code) for year, code, value, *_ in rows if value is not None}
    return frame.assign(
        missing=[_missing(year, code, known) for year, code, *_ in rows],
        said=[
            formats.with_unit(value, unit, DECIMALS.get(code, 0))
            for _, code, value, unit, _ in rows
        ],
        asked=[
            "" if one is None else formats.with_unit(one, unit, ASKED_DECIMALS.get(code, 0))
            for _, code, _, unit, one in rows
        ],
    )


def _missing(year: int, code: str, known: set[tuple[int, str]]) -> str:
    if (year, code) in known:
        return ""
    if code in OF_PARTS:
        return OF_PARTS[code]
    if code not in NEEDED:
        return UNDECLARED
    lacking = [one for one in NEEDED[code] if (year, one) not in known]
    return ", ".join(lacking) or ODD


def with_answers_said(frame: Any) -> Any:
    """The parts of the index of knowledge, each of which says when it was not declared."""
    return frame.assign(answer=[one or UNDECLARED for one in values(frame, "answer")])


def of_indicators(frame: Any, year: int) -> Any:
    """The official indicators of a year, without the volumes that they are computed from."""
    return frame[(frame["year"] == year) & frame["code"].isin(INDICATORS)]
