"""Frames as the footfall queries give them, made from nothing but arithmetic."""

from datetime import date, timedelta

import pandas as pd

from data.selection import Selection

FIRST_DAY = date(2026, 6, 1)
WORDS = ("Château de Chenonceau", "Château royal d’Amboise", "Camping de la Loire", "Halte vélo")


def selection(days: int = 30, comparison: str = "n-1") -> Selection:
    """The `days` days from 1 June 2026."""
    last = FIRST_DAY + timedelta(days=days - 1)
    return Selection("syndicat", "libre", FIRST_DAY, last, last, comparison)


def daily(days: int = 30) -> pd.DataFrame:
    """A weekly wave; day 4 missing, day 9 incomplete, holidays from day 20, an event on day 13."""
    number = list(range(days))
    terminals = [None if n == 4 else 300.0 + 40 * (n % 7) for n in number]
    before = [None if n == 6 else 280.0 + 40 * (n % 7) for n in number]
    return pd.DataFrame(
        {
            "day": [FIRST_DAY + timedelta(days=n) for n in number],
            "terminals": pd.array(terminals, "Float64"),
            "sessions": pd.array([t and 2 * t for t in terminals], "Float64"),
            "terminals_before": pd.array(before, "Float64"),
            "complete": [n not in (4, 9) for n in number],
            "sites_published": pd.array([231] * days, "Int64"),
            "sites_hidden": pd.array([21] * days, "Int64"),
            "school_holiday": ["Vacances d’été" if n >= 20 else None for n in number],
            "public_holiday": ["Fête <nationale>" if n == 16 else None for n in number],
            "event": ["Jazz & <b>Touraine</b>" if n == 13 else None for n in number],
            "common_terminals": pd.array(terminals, "Float64"),
            "common_terminals_before": pd.array([t and 300.0 for t in terminals], "Float64"),
            "index": pd.array([t and 100 * t / 300 for t in terminals], "Float64"),
        }
    )


def week_hours() -> pd.DataFrame:
    """Every hour from 8 to 22, but not on Monday at 8."""
    hours = [(w, h) for w in range(7) for h in range(8, 23) if (w, h) != (0, 8)]
    return pd.DataFrame(
        {
            "weekday": [w for w, _ in hours],
            "hour": [h for _, h in hours],
            "covered_pct": [37.5] * len(hours),
            "sessions_per_day": [(w + 1) * (8 - abs(15 - h)) + 0.5 for w, h in hours],
        }
    )


def sites(count: int = 4) -> pd.DataFrame:
    """Sites by decreasing terminals; the second one without comparison."""
    number = list(range(count))
    terminals = [5000.0 - 200 * n for n in number]
    before = [None if n == 1 else 4800.0 - 180 * n for n in number]
    changes = [
        None if b is None else 100 * (t - b) / b for t, b in zip(terminals, before, strict=True)
    ]
    return pd.DataFrame(
        {
            "site_id": [f"s{n}" for n in number],
            "site": [f"{WORDS[n % 4]} {n // 4 + 1}" for n in number],
            "commune": ["Tours <centre>"] * count,
            "place_kind": ["château", "château", "camping", "halte vélo"] * (count // 4)
            + ["château"] * (count % 4),
            "latitude_deg": [47.1 + 0.05 * n for n in number],
            "longitude_deg": [0.4 + 0.1 * (n % 9) for n in number],
            "terminals": pd.array(terminals, "Float64"),
            "terminals_before": pd.array(before, "Float64"),
            "change_pct": pd.array(changes, "Float64"),
            "days_hidden": pd.array(number, "Int64"),
            "status": ["publié"] * count,
        }
    )


def kinds() -> pd.DataFrame:
    """Three kinds of place: one rises, one falls, one has no comparison."""
    return pd.DataFrame(
        {
            "place_kind": ["château", "camping", "halte vélo"],
            "sites": [2, 1, 1],
            "terminals": [6000.0, 3000.0, 1000.0],
            "terminals_before": [5000.0, 4000.0, None],
            "change_pct": [20.0, -25.0, None],
            "terminals_per_site": [3000.0, 3000.0, 1000.0],
        }
    )


def dwell() -> pd.DataFrame:
    """Three classes, the last one under the threshold."""
    return pd.DataFrame(
        {
            "class_start_min": [0, 15, 240],
            "class_end_min": [15.0, 30.0, None],
            "label": ["moins de 15 min", "15 à 30 min", "4 h et plus"],
            "visits": [300.0, 700.0, None],
            "share_pct": [30.0, 70.0, None],
        }
    )


def languages() -> pd.DataFrame:
    """Three languages of terminals."""
    return pd.DataFrame(
        {
            "language": ["français", "anglais", "néerlandais"],
            "sessions": [800, 150, 50],
            "share_pct": [80.0, 15.0, 5.0],
        }
    )


def flows() -> pd.DataFrame:
    """Two pairs of sites; the second one under what chance would give."""
    return pd.DataFrame(
        {
            "site_a": ["Chenonceau", "Amboise"],
            "site_b": ["Amboise", "Halte vélo"],
            "terminals": [145, 1],
            "lift": [2.34, 0.5],
        }
    )


def counters(days: int = 10) -> pd.DataFrame:
    """Passages but on day 2, terminals but on day 3."""
    number = list(range(days))
    passages = [None if n == 2 else 1000.0 for n in number]
    terminals = [None if n == 3 else 350.0 for n in number]
    return pd.DataFrame(
        {
            "day": [FIRST_DAY + timedelta(days=n) for n in number],
            "passages": passages,
            "terminals": terminals,
            "terminals_per_passage": [None if n in (2, 3) else 35.0 for n in number],
        }
    )
