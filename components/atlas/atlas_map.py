"""The map of every theme as one Dash component, drawn by assets/maps/atlas.js."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash.development.base_component import Component


class AtlasMap(Component):
    """Outlines, rivers, names of towns, and the marks of layers on a canvas.

    One element however many marks. `layers`, from below to above: key, colour, side in pixels and
    points of the shape of each; `towns`: name, latitude, longitude, the first ones named first;
    `drawn`: what components.atlas.atlas_layers.columns gives by key, null for a layer that is not
    shown; `communes`: the codes that the map goes to, none for all; `sheet`: where a commune leads.
    """

    _namespace = "gabare"
    _type = "AtlasMap"
    _prop_names = (
        "id", "about", "layers", "towns", "sheet", "tiles", "attribution", "communes", "drawn",
    )  # fmt: skip
    _children_props: tuple[str, ...] = ()
    _base_nodes: tuple[str, ...] = ()
    _valid_wildcard_attributes: tuple[str, ...] = ()
    available_properties = _prop_names
    available_wildcard_properties: tuple[str, ...] = ()

    def __init__(
        self,
        id: str,
        about: str,
        layers: Sequence[Mapping[str, Any]],
        towns: Sequence[tuple[str, float, float]],
        sheet: str,
        tiles: str = "",
        attribution: str = "",
    ) -> None:
        given = {"layers": layers, "towns": towns, "sheet": sheet}
        super().__init__(id=id, about=about, tiles=tiles, attribution=attribution, **given)
