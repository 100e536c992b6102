"""The open alerts as sentences, the most expensive first, each leading to its evidence."""

from typing import Any
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components.findings.buildings import NO_ALERT, alert_parts
from components.formats import NARROW, number

# The table and the exports hold every alert.
TOLD = 10


def alert_list(frame: Any) -> Component:
    """One item an alert, a few of them; the words when there is none."""
    if len(frame) == 0:
        return html.P(NO_ALERT, className="gb-urgent")
    told = html.Ol([_item(row) for row in frame.head(TOLD).itertuples()], className="gb-urgent")
    if len(frame) <= TOLD:
        return told
    rest = (
        f"Les {TOLD} plus coûteuses sur {number(len(frame))}{NARROW}; le tableau les donne toutes."
    )
    return html.Div([told, html.P(rest, className="gb-shown")])


def evidence_path(building_id: str) -> str:
    """The address of the follow-up of a building."""
    return f"/batiments/{quote(building_id, safe='')}/suivi"


def _item(row: Any) -> Component:
    before, name, what, cost, after = alert_parts(row)
    link = html.A(name, href=evidence_path(row.building_id), **{"data-keep-selection": "true"})
    return html.Li([before, link, what, html.Strong(cost), after])
