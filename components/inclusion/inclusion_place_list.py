"""The list of places as one Dash component, drawn by assets/places.js."""

from typing import Any

from dash.development.base_component import Component


class PlaceList(Component):
    """The cards of places; `data` is what components.inclusion.inclusion_places.place_list gives.

    One component however many places, as LightTable. `asked` holds how many (`count`) a reader
    wants, and when it was asked.
    """

    _namespace = "gabare"
    _type = "PlaceList"
    _prop_names = ("id", "data", "asked")
    _children_props: tuple[str, ...] = ()
    _base_nodes: tuple[str, ...] = ()
    _valid_wildcard_attributes: tuple[str, ...] = ()
    available_properties = _prop_names
    available_wildcard_properties: tuple[str, ...] = ()

    def __init__(self, id: str, data: dict[str, Any] | None = None) -> None:
        super().__init__(id=id, data=data)
