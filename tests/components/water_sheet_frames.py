"""Frames of the sheets of a sector and of a service, made from nothing but arithmetic."""

from datetime import date, timedelta

import pandas as pd

from components.water import water_sheet_frames as shown

LAST_DAY = date(2026, 11, 21)
DAYS = [LAST_DAY - timedelta(days=step) for step in reversed(range(20))]


def nights() -> pd.DataFrame:
    """2 m³/h a night where 2 are expected; from the 15th night on, 5: a leak. The 4th is missing.

    What is expected follows the leak from its second night on.
    """
    leak = [step >= 15 for step in range(20)]
    flow = [None if step == 3 else 5.0 if one else 2.0 for step, one in enumerate(leak)]
    return pd.DataFrame(
        {
            "day": DAYS,
            "night_m3_h": pd.array(flow, "Float64"),
            "expected_m3_h": pd.array([4.0 if step > 15 else 2.0 for step in range(20)], "Float64"),
            "night_use_m3_h": pd.array([0.5] * 20, "Float64"),
            "footfall": pd.array([None, *range(101, 120)], "Float64"),
            "alert": leak,
        }
    )


def evidence() -> pd.DataFrame:
    """A score of 0 to 9.5 against 8; the first day could not be judged."""
    score = [None, *(step / 2 for step in range(1, 20))]
    return pd.DataFrame(
        {
            "day": DAYS,
            "score": pd.array(score, "Float64"),
            "threshold": pd.array([None, *[8.0] * 19], "Float64"),
        }
    )


def hours(days: int = 30) -> pd.DataFrame:
    """10 m³/h each hour and 12 from 18 h on, where 8 is usual; the last hour is not measured."""
    first = pd.Timestamp("2026-10-26", tz="Europe/Paris")
    instants = pd.date_range(first, periods=24 * days, freq="h")
    inflow = [12.0 if at.hour >= 18 else 10.0 for at in instants]
    return pd.DataFrame(
        {
            "instant": instants,
            "inflow_m3_h": pd.array([*inflow[:-1], None], "Float64"),
            "usual_m3_h": pd.array([8.0] * len(inflow), "Float64"),
        }
    )


def repairs() -> pd.DataFrame:
    """A gain of 2 m³/h, one that is not proven, one that no night says."""
    return pd.DataFrame(
        {
            "repair_id": ["r1", "r2", "r3"],
            "kind_label": ["Branchement", "Canalisation", "Autre"],
            "found_day": [date(2026, 1, 15), None, None],
            "repaired_day": [date(2026, 1, 20), date(2025, 8, 1), date(2025, 3, 2)],
            "flow_m3_h": pd.array([1.8, None, None], "Float64"),
            "before_m3_h": pd.array([4.0, 3.0, None], "Float64"),
            "after_m3_h": pd.array([2.0, 2.6, None], "Float64"),
            "saved_m3_h": pd.array([2.0, 0.4, None], "Float64"),
            "low_m3_h": pd.array([1.6, -0.1, None], "Float64"),
            "high_m3_h": pd.array([2.4, 0.9, None], "Float64"),
            "eur_year": pd.array([8760.0, 1752.0, None], "Float64"),
        }
    )


OFFICIAL = (
    ("P104.3", "Rendement", "yield", "%"),
    ("P106.3", "Pertes", "loss", "m³/km/jour"),
    ("P107.2", "Renouvellement", "renewal", "%"),
    ("P103.2B", "Connaissance", "knowledge", "points"),
    ("V1", "Volume produit", "produced", "m³"),
    ("V2", "Volume importé", "imported", "m³"),
    ("V3", "Volume exporté", "exported", "m³"),
    ("V7", "Volume comptabilisé", "metered", "m³"),
    ("V8", "Volume sans comptage", "unmetered", "m³"),
    ("V9", "Volume de service", "service", "m³"),
    ("VP.077", "Linéaire", "length", "km"),
)
YEARS = {
    2025: {"renewal": 0.5, "knowledge": 45.0, "produced": 1000.0, "imported": 0.0,
           "exported": 0.0, "metered": 800.0, "service": 10.0, "length": 12.5},
    2024: {"yield": 80.0, "loss": 1.25, "renewal": 0.5, "knowledge": 35.0, "produced": 1000.0,
           "imported": 0.0, "exported": 0.0, "metered": 780.0, "unmetered": 10.0,
           "service": 10.0, "length": 12.5},
}  # fmt: skip
ASKED = {"P104.3": 70.0, "P103.2B": 40.0}


def official() -> pd.DataFrame:
    """2025 lacks V8, hence its yield and its losses; 2024 has everything."""
    rows = [
        (year, code, label, said.get(name), unit, ASKED.get(code), "")
        for year, said in YEARS.items()
        for code, label, name, unit in OFFICIAL
    ]
    names = ["year", "code", "label", "value", "unit", "threshold", "judgement"]
    frame = pd.DataFrame(rows, columns=names)
    return shown.with_missing(frame.astype({"value": float, "threshold": float}))


def parts() -> pd.DataFrame:
    """A plan kept up, a share, a no, and what was not declared."""
    frame = pd.DataFrame(
        {
            "year": [2025] * 4,
            "code": ["VP.236", "VP.238", "VP.242", "VP.249"],
            "label": ["Plan", "Inventaire", "Vannes", "Modèle"],
            "answer": ["oui", "oui", "non", None],
            "points": pd.array([10, None, 0, None], "Int64"),
            "most_points": pd.array([10, None, 10, 5], "Float64"),
        }
    )
    return shown.with_answers_said(frame)
