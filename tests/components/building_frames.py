"""Frames as the queries of public buildings give them, made from nothing but arithmetic."""

from datetime import date
from pathlib import Path

import pandas as pd

from data.buildings.months import months_before
from data.key_figure import KeyFigure
from data.selection import Selection

ROOT = Path(__file__).parents[2]
LAST_MONTH = date(2026, 10, 1)
NAMES = ("Gymnase <du Lac>", "École Jean-Moulin", "Mairie", "Piscine & thermes")
CATEGORIES = ("Gymnase", "École", "Mairie", "Piscine")


def selection(comparison: str = "n-1") -> Selection:
    """The 364 days to 21 November 2026."""
    first, last = date(2025, 11, 23), date(2026, 11, 21)
    return Selection("syndicat", "glissante", first, last, last, comparison)


def monthly(months: int = 12) -> pd.DataFrame:
    """A cold month is 900 MWh; the month before the last is missing, the last is incomplete.

    Of the others but the first, 90 % is of buildings known one year before too, at 950 MWh.
    """
    number = list(range(months))
    starts = [months_before(LAST_MONTH, months - 1 - n) for n in number]
    electricity = [None if n == months - 2 else 400_000.0 + 10_000 * n for n in number]
    gas = [None if n == months - 2 else 500_000.0 - 30_000 * n for n in number]
    total = [None if e is None else e + g for e, g in zip(electricity, gas, strict=True)]
    common = [None if n == 0 or n >= months - 2 else 0.9 * total[n] for n in number]
    common_before = [None if one is None else 950_000.0 for one in common]
    return pd.DataFrame(
        {
            "month": starts,
            "electricity_kwh": pd.array(electricity, "Float64"),
            "gas_kwh": pd.array(gas, "Float64"),
            "heat_kwh": pd.array([None] * months, "Float64"),
            "oil_kwh": pd.array([None] * months, "Float64"),
            "total_kwh": pd.array(total, "Float64"),
            "common_kwh": pd.array(common, "Float64"),
            "common_before_kwh": pd.array(common_before, "Float64"),
            "before_kwh": pd.array([None if n == 0 else 1_000_000.0 for n in number], "Float64"),
            "complete": [n < months - 2 for n in number],
            "buildings": pd.array([400] * months, "Int64"),
        }
    )


def building_list(count: int = 5) -> pd.DataFrame:
    """Above, near, below its median, without median, without a complete year: in turn."""
    number = list(range(count))
    medians = [(100.0, 100.0, 100.0, None, 100.0)[n % 5] for n in number]
    kwh_m2 = [(150.0, 109.0, 80.0, 60.0, None)[n % 5] for n in number]
    kwh = [None if one is None else one * 1000 for one in kwh_m2]
    return pd.DataFrame(
        {
            "building_id": [f"b/{n}" for n in number],
            "name": [f"{NAMES[n % 4]} {n}" for n in number],
            "commune": ["Tours"] * count,
            "category_label": [CATEGORIES[n % 4] for n in number],
            "floor_m2": [1000.0] * count,
            "latitude_deg": [47.1 + 0.05 * n for n in number],
            "longitude_deg": [0.4 + 0.1 * (n % 9) for n in number],
            "final_kwh": pd.array(kwh, "Float64"),
            "kwh_m2": pd.array(kwh_m2, "Float64"),
            "peers": pd.array([12] * count, "Int64"),
            "peer_median_kwh_m2": pd.array(medians, "Float64"),
            "change_pct": pd.array([-2.5] * count, "Float64"),
            "eur": pd.array([one and one * 0.15 for one in kwh], "Float64"),
            "tco2e": pd.array([one and one / 10_000 for one in kwh], "Float64"),
            "water_m3": pd.array([None] * count, "Float64"),
            "potential_eur": pd.array([7500.0 - 100 * n for n in number], "Float64"),
            "known_share_pct": [100.0] * count,
            "gap_2030_pct": pd.array([12.0] * count, "Float64"),
            "open_alerts": pd.array([n % 3 for n in number], "Int64"),
            "status": ["complet"] * count,
        }
    )


def categories() -> pd.DataFrame:
    """Sums divided, with the median of each category; the second has no floor area known."""
    return pd.DataFrame(
        {
            "category_label": ["Piscine", "École", "Mairie"],
            "buildings": [2, 200, 150],
            "floor_m2": [4000.0, None, 60_000.0],
            "final_kwh": [2_000_000.0, 12_000_000.0, 6_000_000.0],
            "kwh_m2": [500.0, None, 100.0],
            "median_kwh_m2": [480.0, None, None],
        }
    )


def open_alerts(count: int = 3) -> pd.DataFrame:
    """Drifts of gas, and a leak in the second place."""
    number = list(range(count))
    leak = [n == 1 for n in number]
    return pd.DataFrame(
        {
            "kind": ["leak" if one else "drift" for one in leak],
            "kind_label": [
                "Fuite d’eau suspectée" if one else "Dérive de consommation" for one in leak
            ],
            "building_id": [f"b/{n}" for n in number],
            "name": [f"{NAMES[n % 4]} {n}" for n in number],
            "commune": ["Tours" if n % 2 == 0 else None for n in number],
            "energy_label": ["Eau" if one else "Gaz naturel" for one in leak],
            "since": [date(2026, 10, 3)] * count,
            "detected": [date(2026, 10, 12)] * count,
            "days_open": [49] * count,
            "excess_per_day": [1.25 if one else 38.4 for one in leak],
            "unit": ["m³" if one else "kWh PCS" for one in leak],
            "eur_year": [2100.0 / (n + 1) for n in number],
        }
    )


def rehearsal() -> pd.DataFrame:
    """Six thresholds; the last one gives nothing."""
    return pd.DataFrame(
        {
            "threshold": [4.0, 5.0, 6.0, 8.0, 10.0, 12.0],
            "alerts": [120, 70, 34, 12, 1, 0],
            "buildings": [90, 60, 30, 11, 1, 0],
            "open": [20, 15, 12, 6, 1, 0],
            "eur": [34_000.0, 28_000.0, 21_000.0, 12_300.0, 1500.0, 0.0],
            "eur_year": [60_000.0, 50_000.0, 40_000.0, 20_000.0, 2000.0, 0.0],
        }
    )


def figures() -> dict[str, KeyFigure]:
    """The key figures of a headline."""
    values = {
        "final_kwh": (48_213_400.0, 49_000_000.0),
        "water_m3": (61_000.0, 60_000.0),
        "energy_eur": (6_512_345.0, 6_400_000.0),
        "tco2e": (6300.0, 6500.0),
        "adjusted_change_pct": (-3.24, None),
        "decree_gap_pct": (12.4, None),
        "at_stake_eur": (18_400.0, None),
        "potential_eur": (410_000.0, None),
        "complete_share_pct": (93.0, 91.0),
    }
    return {
        key: KeyFigure(key, value, before, value, {key: value})
        for key, (value, before) in values.items()
    }
