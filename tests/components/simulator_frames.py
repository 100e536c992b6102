"""Frames as the queries of the simulator of lighting give them, made from arithmetic."""

from datetime import date

import pandas as pd

from data.lighting.stock import TOTALS, YEARLY
from data.selection import Selection

YEARS = (2027, 2028, 2029, 2030)
UNDECIDED_EUR = 1000.0
CASH_EUR = {
    "Scénario A": (-300.0, 100.0, 250.0, 250.0),
    "Scénario B": (-500.0, 100.0, 100.0, 100.0),
}


def selection() -> Selection:
    """The whole territory."""
    day = date(2026, 11, 21)
    return Selection("syndicat", "glissante", date(2025, 11, 23), day, day)


def years(*labels: str) -> pd.DataFrame:
    """1,000 € a year without decision; 600 € with A, 900 € with B."""
    eur = {"Sans décision": UNDECIDED_EUR, "Scénario": 600.0, "Scénario A": 600.0}
    rows = [
        {
            **dict.fromkeys(YEARLY, 0.0),
            "year": year,
            "scenario": label,
            "eur": eur.get(label, 900.0),
            "saved_eur": UNDECIDED_EUR - eur.get(label, 900.0),
            "fund_eur": float("nan"),
        }
        for label in ("Sans décision", *labels)
        for year in YEARS
    ]
    return pd.DataFrame(rows, columns=YEARLY)


def cash(*, fund: bool = False) -> pd.DataFrame:
    """A: 300 € in advance, paid back in the third year, 300 € won in the end; B: 200 € missing.

    With a fund, B leaves 500 € to the budget in the first year.
    """
    frame = years("Scénario A", "Scénario B")
    frame = frame[frame["scenario"] != "Sans décision"].reset_index(drop=True)
    frame["cash_eur"] = [eur for label in CASH_EUR for eur in CASH_EUR[label]]
    frame["cumulated_eur"] = frame.groupby("scenario")["cash_eur"].cumsum()
    if fund:
        b = frame["scenario"] == "Scénario B"
        frame.loc[b, "fund_eur"] = [0.0, 100.0, 200.0, 300.0]
        frame.loc[b & (frame["year"] == 2027), "unmet_eur"] = 500.0
    return frame


def total(**changes: object) -> dict[str, object]:
    """9,800 € and 50,000 kWh saved a year, 1,200 h of night, nothing to build."""
    usual = {
        **dict.fromkeys(TOTALS, 0.0),
        "scenario": "Scénario A",
        "payback_years": 0.0,
        "npv_eur": 100_000.0,
        "irr_pct": None,
        "saved_kwh_year": 50_000.0,
        "saved_eur_year": 9800.0,
        "dark_hours_year": 1200.0,
    }
    return usual | changes
