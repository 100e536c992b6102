"""How a page begins: its title and what is being shown."""

from dash import html
from dash.development.base_component import Component


def page_title(title: str | Component, shown: str = "", *, shown_id: str = "") -> Component:
    """The only h1 of the page; below it, what is shown in words (announced when it changes)."""
    named = {"id": shown_id} if shown_id else {}
    words = html.P(shown, className="gb-shown", role="status", **named)
    heading = html.H1(title)
    return html.Div([heading, words] if shown or shown_id else [heading], className="gb-title")
