"""Frames as the queries of water give them, made from nothing but arithmetic."""

from datetime import date

import pandas as pd

from components.water import water_frames
from data.key_figure import KeyFigure
from data.water.headline import Headline
from data.water.vocabulary import BUDGETS, STATES

LAST_DAY = date(2026, 11, 21)


def tonight(count: int = 4) -> pd.DataFrame:
    """A burst and a slow leak of sectors, a meter, a repaired leak without price: in turn."""
    number = range(count)
    customer = [n % 4 == 2 for n in number]
    kinds = [
        "customer" if one else "burst" if n % 4 == 0 else "slow" for n, one in enumerate(customer)
    ]
    states = ["repaired" if n % 4 == 3 else "seen" if n % 4 == 1 else "new" for n in number]
    frame = pd.DataFrame(
        {
            "place_kind": ["customer" if one else "sector" for one in customer],
            "place_id": [f"s/{n}" for n in number],
            "name": [f"m{n}" if one else f"Bourg <{n}>" for n, one in enumerate(customer)],
            "commune": ["Tours"] * count,
            "kind": kinds,
            "kind_label": ["Fuite lente"] * count,
            "since": [date(2026, 10, 12)] * count,
            "detected": [date(2026, 10, 14)] * count,
            "last_day": [LAST_DAY] * count,
            "open": [True] * count,
            "days_open": [41] * count,
            "flow_m3_h": [0.012 if one else 3.25 for one in customer],
            "low_m3_h": pd.array([None if one else 2.5 for one in customer], "Float64"),
            "high_m3_h": pd.array([None if one else 4.0 for one in customer], "Float64"),
            "lost_m3": [12.0 if one else 3198.0 for one in customer],
            "eur": pd.array([100.0] * count, "Float64"),
            "eur_year": pd.array(
                [None if n % 4 == 3 else 20_000.0 - 1000 * n for n in number], "Float64"
            ),
            "confidence_label": ["moyenne"] * count,
            "noises": [n % 4 for n in number],
            "state": states,
            "state_label": [STATES[state] for state in states],
            "note": ["équipe <2>" if state == "seen" else "" for state in states],
            "footfall_pct": pd.array([(35.0, 2.0, None, None)[n % 4] for n in number], "Float64"),
        }
    )
    return water_frames.with_addresses(frame)


def yields() -> pd.DataFrame:
    """80 against a threshold of 75, then 74 under it, then 78; one service lacks in the first."""
    return pd.DataFrame(
        {
            "year": [2023, 2024, 2025],
            "yield_pct": pd.array([80.0, 74.0, 78.0], "Float64"),
            "threshold_pct": pd.array([75.0, 75.0, None], "Float64"),
            "target_pct": pd.array([85.0, 85.0, 85.0], "Float64"),
            "peers_pct": pd.array([None, None, None], "Float64"),
            "services": [2, 3, 3],
            "all_services": [3, 3, 3],
        }
    )


def losses() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "year": [2023, 2024, 2025],
            "loss_index": pd.array([2.0, 3.5, 2.75], "Float64"),
            "good_to": pd.array([1.5] * 3, "Float64"),
            "fair_to": pd.array([2.5] * 3, "Float64"),
            "poor_to": pd.array([4.0] * 3, "Float64"),
            "density_label": ["Rural"] * 3,
            "peers_index": pd.array([2.25] * 3, "Float64"),
            "services": [2, 3, 3],
            "all_services": [3, 3, 4],
        }
    )


def balance() -> pd.DataFrame:
    """900 + 100 enter, 50 are sold; of the 950 left 700 + 10 + 0 are used and 240 are lost."""
    flows = [
        ("Eau produite", "Eau introduite", 900.0),
        ("Eau achetée", "Eau introduite", 100.0),
        ("Eau introduite", "Eau vendue", 50.0),
        ("Eau introduite", "Eau distribuée", 950.0),
        ("Eau distribuée", "Eau comptée chez les abonnés", 700.0),
        ("Eau distribuée", "Usages sans compteur", 10.0),
        ("Eau distribuée", "Service du réseau", 0.0),
        ("Eau distribuée", "Pertes", 240.0),
    ]
    frame = pd.DataFrame(flows, columns=["from_label", "to_label", "volume_m3"])
    return frame.assign(year=2025, services=3, all_services=3)


def stake() -> pd.DataFrame:
    """Each point brings 2,750 € of levy; that of water shrinks by 100 € a point from 10,000."""
    points = list(range(11))
    water = [sum(10_000.0 - 100 * step for step in range(point)) for point in points]
    return pd.DataFrame(
        {
            "points": points,
            "levy_gain_eur": [2750.0 * point for point in points],
            "water_gain_eur": water,
            "gain_eur": [2750.0 * p + w for p, w in zip(points, water, strict=True)],
            "saved_m3": [w / 0.5 for w in water],
            "levy_eur": [50_000.0 - 2750 * point for point in points],
            "year": [2025] * 11,
            "services": [3] * 11,
            "all_services": [4] * 11,
        }
    )


def sectors(count: int = 5) -> pd.DataFrame:
    """12, 6, 3 and 1 m³/km/day, then one that is not known: in turn."""
    number = range(count)
    leakage = [(12.0, 6.0, 3.0, 1.0, None)[n % 5] for n in number]
    return water_frames.with_classes(
        pd.DataFrame(
            {
                "sector_id": [f"s/{n}" for n in number],
                "name": [f"Bourg <{n}>" for n in number],
                "service": ["Régie"] * count,
                "commune": ["Tours"] * count,
                "latitude_deg": [47.0 + n / 10 for n in number],
                "longitude_deg": [0.5] * count,
                "pipe_km": [24.0] * count,
                "customers": [500] * count,
                "night_m3_h": pd.array(
                    [None if one is None else one + 2 for one in leakage], "Float64"
                ),
                "night_use_m3_h": [2.0] * count,
                "leakage_m3_km_day": pd.array(leakage, "Float64"),
                "leak_m3_h": pd.array([2.0 if n % 5 == 0 else None for n in number], "Float64"),
                "eur_year": pd.array([8000.0 if n % 5 == 0 else None for n in number], "Float64"),
                "open_alerts": [int(n % 5 == 0) for n in number],
                "status": ["longueur inconnue" if n % 5 == 4 else "suivi" for n in number],
                "known_days": [30] * count,
            }
        )
    )


def services() -> pd.DataFrame:
    """4 points under its threshold, 6 above, then one without volumes."""
    return water_frames.furthest_under_first(
        pd.DataFrame(
            {
                "service_id": ["a", "b", "c"],
                "name": ["Régie <a>", "Communauté de communes du Lac", "Régie c"],
                "year": pd.array([2025, 2025, None], "Int64"),
                "yield_pct": pd.array([80.0, 71.0, None], "Float64"),
                "threshold_pct": pd.array([74.0, 75.0, None], "Float64"),
                "gap_points": pd.array([6.0, -4.0, None], "Float64"),
                "loss_index": pd.array([2.0, 5.0, None], "Float64"),
                "judgement_label": ["Bon", "Mauvais", ""],
                "lost_m3": pd.array([100.0, 200.0, None], "Float64"),
                "point_eur": pd.array([5000.0, 6000.0, None], "Float64"),
            }
        )
    )


def customers(count: int = 2) -> pd.DataFrame:
    """12 L/h less one a meter, 40 days each."""
    number = range(count)
    return pd.DataFrame(
        {
            "meter_id": [f"m<{n}>" for n in number],
            "commune": ["Tours"] * count,
            "usage_label": ["Logement"] * count,
            "since": [date(2026, 10, 12)] * count,
            "days": [40] * count,
            "litres_per_h": [12.0 - n for n in number],
            "lost_m3": [11.0] * count,
            "eur_year": pd.array([450.0 - n for n in number], "Float64"),
            "state_label": ["À traiter"] * count,
            "note": [""] * count,
        }
    )


def customer_communes(count: int = 2) -> pd.DataFrame:
    """So many communes, each losing less than the one before; the last leaks nothing."""
    number = range(count)
    return pd.DataFrame(
        {
            "commune": [f"Commune <{n}>" for n in number],
            "meters": [100] * count,
            "leaks": [2.0] * (count - 1) + [0.0] * (count > 0),
            "litres_per_h": [float(10 * (count - 1 - n)) for n in number],
            "lost_m3": [11.0] * count,
            "eur_year": pd.array([450.0 - n for n in number], "Float64"),
        }
    )


def customer_days() -> pd.DataFrame:
    """200 L, 500 L while it leaks, a day whose hours are not known."""
    return pd.DataFrame(
        {
            "day": [date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 3)],
            "volume_m3": [0.2, 0.5, 0.2],
            "least_l_per_h": pd.array([0.0, 12.0, None], "Float64"),
            "alert": [False, True, False],
        }
    )


def faults() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "meter_id": ["d1", "d2", "d2"],
            "sector_id": ["s/1", None, None],
            "sector": ["Bourg <1>", "", ""],
            "kind": ["stuck", "gap", "gap"],
            "kind_label": ["Valeur figée", "Mesures manquantes", "Mesures manquantes"],
            "first_day": [date(2026, 11, 12), date(2026, 10, 1), date(2026, 9, 1)],
            "last_day": [LAST_DAY, date(2026, 10, 3), date(2026, 9, 1)],
            "days": [10, 3, 1],
            "open": [True, False, False],
            "to_do": ["Vérifier sur place.", "Vérifier la pile.", "Vérifier la pile."],
        }
    )


def rehearsal() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "budget": list(BUDGETS),
            "alerts": [0, 2, 4, 8, 16],
            "sectors": [0, 1, 3, 5, 9],
            "open": [0, 1, 1, 2, 3],
            "lost_m3": [0.0, 1500.0, 12_000.0, 12_500.0, 13_000.0],
            "eur": pd.array([0.0, 750.0, 6000.0, 6250.0, None], "Float64"),
        }
    )


def headline() -> Headline:
    """40 of 50 sectors are judged, 3 of 4 services have declared."""
    figures = (
        KeyFigure("water_leaks", 3, facts={"sector_leaks": 2, "customer_leaks": 1}),
        KeyFigure("water_leak_m3_h", 6.5, facts={"sector_leaks": 2}),
        KeyFigure("water_leak_eur_year", 28_470.0, facts={"eur_per_m3": 0.5}),
        KeyFigure("water_yield_pct", 78.0, 74.0, 78.0, {"services": 3}),
        KeyFigure("water_loss_index", 2.75, 3.5, 2.75, {"services": 3}),
        KeyFigure("water_lost_m3", 240.0, 260.0, 240.0, {"services": 3}),
        KeyFigure("water_lost_eur", 120.0, facts={"priced_services": 2}),
        KeyFigure("water_point_eur", 12_750.0, facts={"services": 3}),
    )
    return Headline({one.key: one for one in figures}, 50, 40, 4, 3, 2025, 2024, LAST_DAY)
