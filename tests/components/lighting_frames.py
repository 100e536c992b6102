"""Frames as the queries of public lighting give them, made from nothing but arithmetic."""

from datetime import date

import pandas as pd

from components.lighting import lighting_frames
from data.buildings.months import months_before

LAST_MONTH = date(2026, 9, 1)


def monthly(months: int = 12) -> pd.DataFrame:
    """100 MWh billed a month against 125 a year before; the month before the last is missing."""
    number = range(months)
    gap = [n == months - 2 for n in number]
    return pd.DataFrame(
        {
            "month": [months_before(LAST_MONTH, months - 1 - n) for n in number],
            "measured_kwh": pd.array([None if g else 100_000.0 for g in gap], "Float64"),
            "expected_kwh": pd.array([None if g else 90_000.0 for g in gap], "Float64"),
            "full_kwh": pd.array([None if g else 150_000.0 for g in gap], "Float64"),
            "eur": pd.array([None if g else 20_000.0 for g in gap], "Float64"),
            "subscription_eur": pd.array([None if g else 1000.0 for g in gap], "Float64"),
            "before_kwh": pd.array([None if g else 125_000.0 for g in gap], "Float64"),
            "before_eur": pd.array([None if g else 19_000.0 for g in gap], "Float64"),
            "billed": [0 if g else 40 for g in gap],
            "cabinets": [50] * months,
            "prorated": [0 if g else 20 for g in gap],
        }
    )


def split_bill() -> pd.DataFrame:
    """Saved 3,000 + 1,500, charged 9,000 + 500: the bill rises by 5,000 all the same."""
    parts = ["puissance", "heures", "prix", "abonnement", "écart mesuré"]
    return pd.DataFrame({"part": parts, "eur": [-1500.0, -3000.0, 9000.0, 0.0, 500.0]})


def split_kwh() -> pd.DataFrame:
    """A fall of 12,000 kWh."""
    parts = ["puissance", "heures", "écart mesuré"]
    return pd.DataFrame({"part": parts, "kwh": [-4000.0, -10_000.0, 2000.0]})


def lamps() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "lamp_label": ["LED", "Sodium haute pression", "Autre"],
            "points": [500, 400, 100],
            "power_kw": pd.array([20.0, 60.0, None], "Float64"),
            "mean_age_years": pd.array([6.0, 30.0, None], "Float64"),
            "share_pct": [50.0, 40.0, 10.0],
        }
    )


def ages() -> pd.DataFrame:
    """Of 1,000 points, 400 before 2000 and 100 without a year."""
    return lighting_frames.with_other_points(
        pd.DataFrame(
            {
                "decade": pd.array([1980, 1990, 2010, None], "Int64"),
                "points": [150, 250, 500, 100],
                "led_points": [0, 0, 450, 10],
            }
        )
    )


def rules() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "rule_label": ["Température <de> couleur de 3 000 K au plus", "Éteint à 1 h au plus"],
            "kept": [900, 0],
            "broken": [100, 0],
            "unknown": [0, 30],
        }
    )


def decisions() -> pd.DataFrame:
    """Two dates save 60 and 40 MWh; one commune lights again. The newest first."""
    return lighting_frames.newest_first(
        pd.DataFrame(
            {
                "day": [date(2022, 10, 10), date(2023, 10, 1), date(2024, 9, 16)],
                "label": [
                    "Extinction de nuit\u00a0: 12 communes",
                    "Retour à l’éclairage toute la nuit\u00a0: Sasnières",
                    "Extinction de nuit\u00a0: Amboise",
                ],
                "cabinets": [30, 1, 20],
                "points": [900, 17, 600],
                "saved_kwh_year": pd.array([60_000.0, None, 40_000.0], "Float64"),
                "saved_eur_year": pd.array([12_000.0, None, 8000.0], "Float64"),
                "communes": [12, 1, 1],
            }
        )
    )


def communes() -> pd.DataFrame:
    """300 against 200, 120 against 200, then one without bills."""
    return lighting_frames.furthest_first(
        pd.DataFrame(
            {
                "commune_code": ["37001", "37002", "37003"],
                "commune": ["Ambillou", "Abilly", "Amboise"],
                "population": [1700, 1100, 12_900],
                "points": [130, 90, 700],
                "kwh_per_point": pd.array([120.0, 300.0, None], "Float64"),
                "kwh_per_inhabitant": pd.array([11.0, 28.0, None], "Float64"),
                "median_kwh_per_point": pd.array([200.0, 200.0, 250.0], "Float64"),
                "median_kwh_per_inhabitant": pd.array([15.0, 15.0, 13.0], "Float64"),
                "peers": [240, 240, 12],
                "off_share_pct": pd.array([100.0, 0.0, None], "Float64"),
            }
        )
    )


ANOMALIES = ("Inventaire ou horaire à vérifier", "Armoire sans consommation", "Allumée de jour", "")


def cabinets(count: int = 5) -> pd.DataFrame:
    """Each saves 100 € less than the one before; the last has no known potential."""
    rows = range(count)
    worth = [None if n == count - 1 else 3000.0 - 100 * n for n in rows]
    odd = [ANOMALIES[n % len(ANOMALIES)] for n in rows]
    gaps = dict(zip(ANOMALIES, (15_000.0, -10_000.0, 4000.0, None), strict=True))
    costs = dict(zip(ANOMALIES, (2700.0, None, 800.0, None), strict=True))
    return pd.DataFrame(
        {
            "cabinet_id": [f"a/{n}" for n in rows],
            "name": [f"Armoire <{n}> (Tours)" for n in rows],
            "commune": ["Tours"] * count,
            "points": [40] * count,
            "power_kw": [4.0] * count,
            "kwh": [30_000.0] * count,
            "eur": [5000.0] * count,
            "hours_year": [4118.0] * count,
            "potential_eur": pd.array(worth, "Float64"),
            "potential_kwh": 5 * pd.array(worth, "Float64"),
            "anomaly": odd,
            "anomaly_kwh": pd.array([gaps[one] for one in odd], "Float64"),
            "anomaly_eur": pd.array([costs[one] for one in odd], "Float64"),
            "decided": [None] * count,
        }
    )


def anomalies(count: int = 5) -> pd.DataFrame:
    return lighting_frames.only_anomalies(cabinets(count))


def renewal() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "year": [2027, 2028],
            "points": [100, 100],
            "cabinets": [4, 5],
            "cost_eur": [80_000.0, 1_200_000.0],
            "saved_kwh": [30_000.0, 10_000.0],
        }
    )


def map_points() -> pd.DataFrame:
    """Three points: off, lit, without schedule nor cabinet."""
    return lighting_frames.of_one_kind(
        pd.DataFrame(
            {
                "kind": ["point"] * 3,
                "latitude_deg": [47.1, 47.2, 47.3],
                "longitude_deg": [0.5, 0.6, 0.7],
                "lamp_label": ["LED", "Autre", "LED"],
                "power_w": pd.array([40.0, 115.0, None], "Float64"),
                "led": [True, False, True],
                "off_at_2h": pd.array([True, False, None], "boolean"),
                "cabinet_id": ["a/1", "a/2", None],
                "points": [1, 1, 1],
                "lamp_points": [1, 1, 1],
                "scheduled_points": [1, 1, 0],
            }
        )
    )


def map_cells() -> pd.DataFrame:
    """400 points all off, 100 of which a quarter are off."""
    return lighting_frames.of_one_kind(
        pd.DataFrame(
            {
                "kind": ["cell"] * 2,
                "latitude_deg": [47.123456, 47.2],
                "longitude_deg": [0.5, 0.6],
                "points": [400, 100],
                "lamp_points": [400, 100],
                "scheduled_points": [400, 100],
                "led_share_pct": [50.0, 10.0],
                "off_share_pct": [100.0, 25.0],
                "power_kw": [30.0, 9.0],
            }
        )
    )


def nights() -> pd.DataFrame:
    """Nights of 15, 14 and 7 h; off 5 h, not the second; the last window begins before dusk."""
    return lighting_frames.inside_night(
        pd.DataFrame(
            {
                "day": [date(2025, 12, 21), date(2025, 12, 22), date(2026, 6, 21)],
                "lit_from_h": [17.5, 17.5, 22.5],
                "lit_to_h": [32.5, 31.5, 29.5],
                "off_from_h": [23.0, float("nan"), 22.0],
                "off_to_h": [28.0, float("nan"), 28.0],
            }
        )
    )


def hourly() -> pd.DataFrame:
    """Lit at night as scheduled, and one hour of day at 2 kW."""
    at = pd.date_range("2026-10-22 05:00", periods=4, freq="h", tz="Europe/Paris")
    return pd.DataFrame(
        {
            "at": at,
            "load_kw": [4.0, 4.0, 2.0, 0.1],
            "lit_share": [1.0, 1.0, 0.0, 0.0],
            "expected_kw": [4.0, 4.0, 0.0, 0.0],
        }
    )
