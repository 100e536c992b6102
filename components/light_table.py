"""A whole table as one Dash component, drawn by assets/table.js."""

from collections.abc import Sequence

from dash.development.base_component import Component


class LightTable(Component):
    """Caption, headings and rows of text; the first cell of a row heads it, and leads to its link.

    One component however many rows: Dash follows each of its components at every change, and
    thousands of cells as components freeze a browser.
    """

    _namespace = "gabare"
    _type = "LightTable"
    _prop_names = ("caption", "headings", "numeric", "rows", "links")
    _children_props: tuple[str, ...] = ()
    _base_nodes: tuple[str, ...] = ()
    _valid_wildcard_attributes: tuple[str, ...] = ()
    available_properties = _prop_names
    available_wildcard_properties: tuple[str, ...] = ()

    def __init__(
        self,
        caption: str,
        headings: Sequence[str],
        numeric: Sequence[bool],
        rows: Sequence[Sequence[str]],
        links: Sequence[str] = (),
    ) -> None:
        super().__init__(
            caption=caption, headings=headings, numeric=numeric, rows=rows, links=links
        )
