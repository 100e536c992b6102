"""Frames of activity and survey as their queries give them, made from nothing but arithmetic."""

from datetime import date

import pandas as pd


def months() -> pd.DataFrame:
    """A month known, one missing, one that is not over."""
    return pd.DataFrame(
        {
            "month": [date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)],
            "count": [100.0, None, 50.0],
            "places": [3.0, None, 2.0],
            "before": [80.0, 90.0, 70.0],
            "whole": [True, True, False],
        }
    )


def items() -> pd.DataFrame:
    """100 accompaniments; their themes are 120, since one may have several."""
    rows = [
        ("theme", "Thème", "Courriels", 70, 120),
        ("theme", "Thème", "Démarches", 50, 120),
        ("channel", "Canal", "Sur place", 100, 100),
        ("duration", "Durée", "moins de 30 min", 60, 100),
        ("duration", "Durée", "120 min et plus", 40, 100),
        ("age", "Âge", "60 ans <et> plus", 80, 100),
        ("age", "Âge", "18 à 34 ans", 20, 100),
        ("public", "Bénéficiaires", "Anonymes", 45, 100),
        ("public", "Bénéficiaires", "Suivis", 55, 100),
    ]
    columns = ["dimension", "dimension_label", "item", "count", "dimension_count"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(share_pct=frame["count"].astype(float), total=100)


def places(count: int) -> pd.DataFrame:
    """The first has `count` accompaniments, each other one less."""
    number = range(count)
    return pd.DataFrame(
        {
            "place_key": [f"p{n}" for n in number],
            "place_name": [f"Lieu {n}" for n in number],
            "commune": ["Tours"] * count,
            "count": [float(count - n) for n in number],
            "months": [2.0] * count,
            "per_month": [(count - n) / 2 for n in number],
            "anonymous_share_pct": [50.0] * count,
        }
    )


def answers(asked: int = 20) -> pd.DataFrame:
    """One question over the country's share, one without any answer."""
    return pd.DataFrame(
        {
            "question": ["numerique", "cyber"],
            "label": ["Axe", "Mesures"],
            "yes": [6, 0],
            "answered": [10, 0],
            "asked": [asked, asked],
            "yes_share_pct": [100 * 6 / 10, None],
            "answer_share_pct": [100 * 10 / asked, 0.0],
            "national_pct": [45, 70],
            "last_day": [date(2025, 10, 15), None],
        }
    )


def members() -> pd.DataFrame:
    """One member without any measure, two with both."""
    return pd.DataFrame(
        {
            "name": ["Amboise", "Blois", "Tours"],
            "member": ["1", "2", "3"],
            "cyber": [False, True, True],
            "dpo": [None, True, True],
            "yes": [0, 2, 2],
            "answered": [1, 2, 2],
            "questions": [2, 2, 2],
            "last_day": [date(2025, 10, 15)] * 3,
        }
    )
