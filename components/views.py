"""The frame of a theme whose views are pages of their own, reached by tabs."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from components.captioned import Chart, captioned
from components.filters import view_tabs
from components.headings import page_title

# Path after that of a page about every theme -> theme, label: one view each.
THEMES = {
    "": ("footfall", "Fréquentation"),
    "/batiments": ("buildings", "Bâtiments"),
    "/eclairage": ("lighting", "Éclairage"),
}
# Path after that of the theme -> label, charts.
Views = Mapping[str, tuple[str, Sequence[Chart]]]


def theme_tabs(path: str, view_path: str) -> Component:
    """The tabs of a page that has one view a theme."""
    return view_tabs({path + view: label for view, (_, label) in THEMES.items()}, path + view_path)


def view_frame(
    title: str | Component,
    shown_id: str,
    theme_path: str,
    views: Views,
    view_path: str,
    *first: Component,
) -> Component:
    """One view: title, tabs, what comes first, then its charts, loading."""
    tabs = {theme_path + path: label for path, (label, _charts) in views.items()}
    return html.Div(
        [
            page_title(title, shown_id=shown_id),
            view_tabs(tabs, theme_path + view_path),
            *first,
            *(captioned(chart) for chart in views[view_path][1]),
        ],
        className="gb-page",
    )
