"""What the atlas says: how much each layer holds, where, and the most of it."""

from collections.abc import Mapping
from typing import Any

from components.atlas.atlas_layers import LOOKS
from components.filters import Choice
from components.findings.wording import agrees, joined, named
from components.formats import NBSP, enumeration, with_unit
from components.tables import values


def layer(frame: Any, selection: Choice) -> str:
    """How many places and in how many communes, the largest value, what the map leaves out."""
    key = frame["layer"].iloc[0]
    look = LOOKS[key]
    communes = frame.loc[frame["commune"] != "", "commune"].nunique()
    unknown = int(frame["value"].isna().sum())
    clauses = [
        f"{with_unit(len(frame), look.things)} dans {with_unit(communes, 'communes')}",
        _most(frame, key),
        f"{with_unit(unknown, look.things)} {look.lacks}, en signe vide" if unknown else "",
        _unplaced(frame, look.things),
    ]
    return joined(clauses)


def _most(frame: Any, key: str) -> str:
    """The place of the largest value; nothing is said of a lone one, nor without any value."""
    known = frame[frame["value"].notna()]
    if len(known) < 2:
        return ""
    look = LOOKS[key]
    first = known.loc[known["value"].astype(float).idxmax()]
    told = with_unit(first["value"], look.unit, look.decimals)
    return f"{look.most}{NBSP}: {named(first['name'], first['commune'])}, {told}"


def _unplaced(frame: Any, things: str) -> str:
    """Those that the map cannot show: they are in the table."""
    rows = zip(values(frame, "latitude_deg"), values(frame, "longitude_deg"), strict=True)
    count = sum(None in row for row in rows)
    return f"{with_unit(count, things)} sans position, dans le tableau seul" if count else ""


def territory(counts: Mapping[str, int]) -> str:
    """What is known in the territory, alerts first, whatever layers are shown."""
    alerts = counts["alertes"]
    opened = with_unit(alerts, "alertes") if alerts else "Aucune alerte"
    told = f"{opened} {agrees(alerts, 'ouverte', 'ouvertes')}"
    places = [key for key in LOOKS if key != "alertes" and counts[key]]
    if not places:
        return f"{told}, aucun lieu connu."
    held = enumeration([with_unit(counts[key], LOOKS[key].things) for key in places])
    return f"{told}, parmi {held}."
