"""The list of the detailed methods that serve a page."""

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

METHODS_PATH = "/methodologie/textes"


def methods_list(titles: Iterable[tuple[str, str]]) -> Component:
    """Links to the texts, from (name, title)."""
    links = [html.Li(method_link(name, title)) for name, title in titles]
    return html.Section([html.H2("Méthodes détaillées"), html.Ul(links, className="gb-methods")])


def method_link(name: str, words: str) -> Component:
    """One link to a text, alone or in a sentence."""
    return html.A(words, href=f"{METHODS_PATH}/{name}", **{"data-keep-selection": "true"})
