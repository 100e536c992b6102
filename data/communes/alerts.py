"""What rings today in a commune: buildings, water, lighting; and why nothing could."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Engine

from data.buildings.alerts import open_alerts
from data.communes.figures import compared
from data.lighting.queries import cabinets
from data.selection import Selection
from data.water.alerts import UNMEASURED, tonight
from data.water.follow_up import CLOSED
from data.water.prices import indicative_prices

# Theme -> the figure whose absence says that nothing could ring.
WATCHED = {
    "buildings": "at_stake_eur_per_building",
    "water": "water_leak_m3_h",
    "lighting": "light_kwh_per_point",
}


@dataclass(frozen=True)
class Ringing:
    """The alerts of a territory by theme, dearest first, as the pages of the themes have them.

    `why`: theme -> reason of data.communes.own for which nothing could be seen, "" where it could.
    `indicative`: whether the euros of water rest on a price that nobody has checked.
    """

    frames: dict[str, pd.DataFrame]
    why: dict[str, str]
    indicative: bool


def ringing(engine: Engine, selection: Selection) -> Ringing | None:
    """The open alerts of the commune of a selection; None for another scope.

    Leaks that were closed, or are no longer measured, and cabinets that do as expected are left.
    """
    if not selection.scope.startswith("commune:"):
        return None
    leaks, lights = tonight(engine, selection), cabinets(engine, selection)
    odd = lights[lights["anomaly"] != ""]
    figures = compared(engine, selection)
    reasons = dict(zip(figures["key"], figures["why"], strict=True))
    return Ringing(
        {
            "buildings": open_alerts(engine, selection),
            "water": leaks[~leaks["state"].isin([*CLOSED, UNMEASURED])],
            "lighting": odd.sort_values("anomaly_eur", ascending=False, kind="stable"),
        },
        {theme: reasons.get(key, "not_loaded") for theme, key in WATCHED.items()},
        bool(indicative_prices(engine, selection)),
    )
