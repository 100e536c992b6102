"""Fragile communes that no help is near, as sentences, each leading to its portrait."""

from typing import Any

from dash.development.base_component import Component

from components.alert_list import TOLD, urgent_item, urgent_list
from components.findings.inclusion import far_parts
from components.formats import NBSP
from components.inclusion.inclusion_columns import OF_COMMUNE
from components.tables import addresses

MOST_FRAGILE = "plus fragiles"


def far_list(frame: Any, reach_km: int) -> Component:
    """One item a commune, the most fragile first; the words when there is none."""
    told = frame.head(TOLD)
    items = [
        urgent_item(far_parts(row), link)
        for row, link in zip(told.itertuples(), addresses(told, OF_COMMUNE), strict=True)
    ]
    nothing = (
        "Aucune commune très fragile de ce territoire n’est à plus de "
        f"{reach_km}{NBSP}km d’un lieu connu."
    )
    return urgent_list(items, len(frame), nothing, MOST_FRAGILE)
