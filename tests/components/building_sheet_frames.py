"""Frames as the queries of one building give them, made from nothing but arithmetic."""

from datetime import date, timedelta

import pandas as pd

from data.selection import Selection

FIRST_DAY = date(2026, 6, 1)
ENERGIES = (("electricity", "Électricité", "kWh"), ("water", "Eau", "m³"))


def selection() -> Selection:
    """June 2026 of one building."""
    last = FIRST_DAY + timedelta(days=29)
    return Selection("batiment:B1", "libre", FIRST_DAY, last, last, "aucune")


def followed(column: str = "day", step: int = 1) -> pd.DataFrame:
    """Thirty steps of two energies; step 4 missing, drift from 20, works <LED> on step 10."""
    rows = [
        {
            column: FIRST_DAY + timedelta(days=step * n),
            "energy": key,
            "energy_label": label,
            "unit": unit,
            "value": None if n == 4 else 100.0 + n,
            "expected": 100.0,
            "spread": False,
            "alert": n >= 20,
            "works": "LED <partout>" if n == 10 else None,
            "phase": "avant" if n < 10 else "après",
        }
        for key, label, unit in ENERGIES
        for n in range(30)
    ]
    return pd.DataFrame(rows)


def before_after() -> pd.DataFrame:
    """The same by week."""
    return followed("week", 7).drop(columns=["alert", "spread"])


def trajectory() -> pd.DataFrame:
    """Reference 2015 of 100 MWh, years 2024 and 2025, objectives at 60, 50 and 40 MWh."""
    none = [None] * 3
    return pd.DataFrame(
        {
            "year": [2015, 2024, 2025, 2030, 2040, 2050],
            "kwh": pd.array([100_000, 82_000, 76_000, *none], "Float64"),
            "adjusted_kwh": pd.array([None, 80_000, 75_000, *none], "Float64"),
            "target_kwh": pd.array([None, None, None, 60_000, 50_000, 40_000], "Float64"),
            "absolute_kwh": pd.array([None] * 6, "Float64"),
        }
    )


def signature() -> pd.DataFrame:
    """Days from 0 to 29 °C: 10 kWh a day and 5 more per degree under 15; day 3 is odd."""
    rows = [
        {
            "energy": "gas",
            "energy_label": "Gaz naturel",
            "unit": "kWh PCS",
            "day": FIRST_DAY + timedelta(days=n),
            "mean_c": float(n),
            "value": 10 + 5 * max(0, 15 - n) + (200 if n == 3 else 0),
            "fitted": 10.0 + 5 * max(0, 15 - n),
            "outlier": n == 3,
        }
        for n in range(30)
    ]
    return pd.DataFrame(rows)


def load_profile() -> pd.DataFrame:
    """Every hour of the week of two energies: weekday + hour / 24."""
    rows = [
        {
            "energy": key,
            "energy_label": label,
            "unit": unit,
            "weekday": weekday,
            "hour": hour,
            "mean_per_h": weekday + hour / 24,
            "days": 52,
        }
        for key, label, unit in ENERGIES
        for weekday in range(7)
        for hour in range(24)
    ]
    return pd.DataFrame(rows)


def loads() -> pd.DataFrame:
    """Electricity with opening hours, water without."""
    return pd.DataFrame(
        {
            "energy_label": ["Électricité", "Eau"],
            "unit_h": ["kWh", "m³"],
            "mean_per_h": [4.0, 0.2],
            "base_per_h": [2.0, 0.02],
            "base_share_pct": [50.0, 10.0],
            "night_share_pct": [24.0, 8.0],
            "weekend_share_pct": [21.0, 12.0],
            "closed_share_pct": pd.array([61.0, None], "Float64"),
            "first_day": [FIRST_DAY] * 2,
            "last_day": [FIRST_DAY] * 2,
        }
    )


def savings() -> pd.DataFrame:
    """A proven saving of 20 % and one that is not."""
    return pd.DataFrame(
        {
            "work_id": ["T1", "T2"],
            "label": ["Éclairage à LED <salle>", "Isolation des combles"],
            "kind_label": ["Éclairage à LED", "Isolation"],
            "first_day": [FIRST_DAY] * 2,
            "energy": ["electricity", "gas"],
            "energy_label": ["Électricité", "Gaz naturel"],
            "unit": ["kWh", "kWh PCS"],
            "saving": [2000.0, 300.0],
            "saving_low": [1500.0, -200.0],
            "saving_high": [2500.0, 800.0],
            "saving_pct": [20.0, 3.0],
            "saving_low_pct": [15.0, -2.0],
            "saving_high_pct": [25.0, 8.0],
            "eur_year": pd.array([400.0, None], "Float64"),
            "proven": [True, False],
            "cost_eur": pd.array([4000.0, None], "Float64"),
            "payback_years": pd.array([10.0, None], "Float64"),
            "notices": ["", "Moins d’un an avant les travaux."],
        }
    )


def quality() -> pd.DataFrame:
    """A meter with a gap, one without."""
    return pd.DataFrame(
        {
            "meter_id": ["PRM1", "PCE2"],
            "energy_label": ["Électricité", "Gaz naturel"],
            "source_key": ["enedis-courbe", "releves-energie"],
            "step_label": ["30 min", "un jour"],
            "first_day": [FIRST_DAY] * 2,
            "last_day": [FIRST_DAY] * 2,
            "known_share_pct": [97.0, 100.0],
            "gaps": [2, 0],
            "longest_gap_days": pd.array([6.0, None], "Float64"),
            "resets": [0, 0],
            "spread_days": [0, 0],
            "estimated_days": [0, 0],
        }
    )


def annual() -> pd.DataFrame:
    """2024 whole, 2025 whole, 2026 begun."""
    return pd.DataFrame(
        {
            "year": [2024, 2025, 2026],
            "building_id": ["B1"] * 3,
            "name": ["Mairie"] * 3,
            "category_label": ["Mairie"] * 3,
            "floor_m2": [500.0] * 3,
            "electricity_kwh": pd.array([40_000, 38_000, 30_000], "Float64"),
            "gas_kwh": pd.array([42_000, 38_000, 20_000], "Float64"),
            "heat_kwh": pd.array([None] * 3, "Float64"),
            "oil_kwh": pd.array([None] * 3, "Float64"),
            "total_kwh": pd.array([82_000, 76_000, 50_000], "Float64"),
            "adjusted_kwh": pd.array([80_000, 75_000, None], "Float64"),
            "degree_days": pd.array([2100, 2150, None], "Float64"),
            "known_share_pct": pd.array([100.0, 100.0, 86.0], "Float64"),
        }
    )


def alerts() -> pd.DataFrame:
    """An open leak."""
    return pd.DataFrame(
        {
            "kind_label": ["Fuite d’eau suspectée"],
            "energy_label": ["Eau"],
            "unit": ["m³"],
            "since": [date(2026, 10, 3)],
            "excess_per_day": [1.2],
            "eur_year": [1900.0],
        }
    )


def monthly() -> pd.DataFrame:
    """Two months of electricity and gas, the second incomplete, works in the first."""
    return pd.DataFrame(
        {
            "month": [date(2026, 5, 1), date(2026, 6, 1)],
            "electricity_kwh": pd.array([1000.0, 900.0], "Float64"),
            "gas_kwh": pd.array([2000.0, None], "Float64"),
            "heat_kwh": pd.array([None, None], "Float64"),
            "oil_kwh": pd.array([None, None], "Float64"),
            "total_kwh": pd.array([3000.0, 900.0], "Float64"),
            "common_kwh": pd.array([None, None], "Float64"),
            "common_before_kwh": pd.array([None, None], "Float64"),
            "before_kwh": pd.array([3200.0, None], "Float64"),
            "complete": [True, False],
            "works": ["LED <partout>", None],
        }
    )
