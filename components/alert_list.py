"""Alerts and anomalies as sentences, the most expensive first, each leading to its evidence."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components.findings.buildings import NO_ALERT, alert_parts
from components.findings.lighting_cabinets import NO_ANOMALY, anomaly_parts
from components.findings.water import NO_OPEN_FAULT, fault_parts
from components.findings.water_alerts import (
    CLOSED,
    NO_LEAK,
    follow_up_words,
    leak_facts,
    leak_parts,
    other_cause,
)
from components.formats import NARROW, is_missing, number
from components.maps import CABINET_SHEET
from components.tables import addresses
from components.water.water_frames import leak_address

# The table and the exports hold every alert.
TOLD = 10


def alert_list(frame: Any) -> Component:
    """One item an alert of a building, a few of them; the words when there is none."""
    items = [
        urgent_item(alert_parts(row), evidence_path(row.building_id))
        for row in frame.head(TOLD).itertuples()
    ]
    return urgent_list(items, len(frame), NO_ALERT)


def anomaly_list(frame: Any) -> Component:
    """One item a cabinet that does not behave as expected; the words when there is none."""
    told = frame.head(TOLD)
    links = addresses(told, CABINET_SHEET)
    items = [
        urgent_item(anomaly_parts(row), link)
        for row, link in zip(told.itertuples(), links, strict=True)
    ]
    return urgent_list(items, len(frame), NO_ANOMALY)


def leak_list(frame: Any, *, indicative: bool) -> Component:
    """One item a leak, a few of them: how sure it is, what else could explain it, what was done.

    `indicative`: whether costs rest on a price that the services have not given.
    """
    items = [_leak_item(row, indicative=indicative) for row in frame.head(TOLD).itertuples()]
    return urgent_list(items, len(frame), NO_LEAK)


def fault_list(frame: Any) -> Component:
    """One item a sensor that is at fault today: since when, and what to do."""
    still = frame[frame["open"].astype(bool)]
    items = [
        urgent_item(fault_parts(row), fault_address(row)) for row in still.head(TOLD).itertuples()
    ]
    return urgent_list(items, len(still), NO_OPEN_FAULT)


def fault_address(row: Any) -> str:
    """The sensors of the sector; of no sector, the view where sensors are."""
    if is_missing(row.sector_id) or not row.sector_id:
        return "/eau/capteurs"
    return f"{leak_address('sector', row.sector_id)}/capteurs"


def _leak_item(row: Any, *, indicative: bool) -> Component:
    parts = leak_parts(row, indicative=indicative)
    item = urgent_item(parts, leak_address(row.place_kind, row.place_id))
    said = html.Strong(follow_up_words(row), className="gb-urgent__state")
    cause = other_cause(row)
    facts = [*([said, " · "] if row.state != "new" else []), leak_facts(row)]
    item.children = [
        html.P(item.children),
        html.P(facts, className="gb-urgent__facts"),
        *([html.P(cause, className="gb-urgent__facts")] if cause else []),
    ]
    item.className = "gb-urgent__closed" if row.state in CLOSED else None
    return item


def urgent_list(
    items: Sequence[Component], found: int, nothing: str, first: str = "plus coûteuses"
) -> Component:
    """These items, the `first` of what was found; `nothing` when there is none."""
    if not items:
        return html.P(nothing, className="gb-urgent")
    told = html.Ol(list(items), className="gb-urgent")
    if found <= len(items):
        return told
    rest = f"Les {len(items)} {first} sur {number(found)}{NARROW}; le tableau les donne toutes."
    return html.Div([told, html.P(rest, className="gb-shown")])


def evidence_path(building_id: str) -> str:
    """The address of the follow-up of a building."""
    return f"/batiments/{quote(building_id, safe='')}/suivi"


def urgent_item(parts: tuple[str, str, str, str, str], address: str) -> Component:
    """A sentence cut around a name, which leads to its evidence, and around its cost."""
    before, name, what, cost, after = parts
    link = html.A(name, href=address, **{"data-keep-selection": "true"})
    return html.Li([before, link, what, html.Strong(cost), after])
