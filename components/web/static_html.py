"""Components as the HTML that a browser shows before any script has run."""

from collections.abc import Iterator
from html import escape
from urllib.parse import parse_qsl, urlencode

from dash import html
from dash.development.base_component import Component

VOID = frozenset({"Br", "Hr", "Img", "Input"})
NAMES = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex"}
KEPT = frozenset({*NAMES, "href", "id", "open", "hidden", "role", "title", "type"})
# The live page has the same ids at the same moment.
PREFIX = "first-"
# A field answers to nobody yet: it is drawn empty, for its label, and cannot be used.
FIELDS = {
    "Select": '<select class="form-select" id="{}" disabled></select>',
    "Input": '<input class="form-control" id="{}" disabled>',
}


def as_html(part: object, query_string: str) -> str:
    """`part` (a component, a text, a list of them, None) as HTML, every text escaped.

    Links that keep the selection have it already, from `query_string`. What is no HTML by itself
    (stores, locations) gives nothing, a form field an empty one.
    """
    if isinstance(part, list | tuple):
        return "".join(as_html(one, query_string) for one in part)
    if not isinstance(part, Component):
        return "" if part is None else escape(str(part))
    if part._namespace != html.Div._namespace:
        identity = PREFIX + str(getattr(part, "id", ""))
        return FIELDS.get(part._type, "").format(escape(identity))
    tag = part._type.lower()
    opening = f"<{tag}{''.join(_attributes(part, query_string))}>"
    if part._type in VOID:
        return opening
    return f"{opening}{as_html(getattr(part, 'children', None), query_string)}</{tag}>"


def _attributes(part: Component, query_string: str) -> Iterator[str]:
    for name, value in part.to_plotly_json()["props"].items():
        if value is None or value is False:
            continue
        if name not in KEPT and not name.startswith(("aria-", "data-")):
            continue
        if value is True:
            yield f" {name}"
        else:
            text = _value(name, str(value), part, query_string)
            yield f' {NAMES.get(name, name)}="{escape(text)}"'


def _value(name: str, text: str, part: Component, query_string: str) -> str:
    if name in ("id", "htmlFor"):
        return PREFIX + text
    if name != "href":
        return text
    if text.startswith("#"):
        return f"#{PREFIX}{text[1:]}"
    own = getattr(part, "data-keep-selection", None)
    return text if own is None else _kept(text, query_string)


def _kept(href: str, query_string: str) -> str:
    """As assets/selection.js does: the selection, then what the link sets itself."""
    path, _, own = href.partition("?")
    selected = {name: text for name, text in parse_qsl(query_string) if name != "detail"}
    query = urlencode({**selected, **dict(parse_qsl(own))})
    return f"{path}?{query}" if query else path
