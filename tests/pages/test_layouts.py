"""The layouts of all pages, as the index prepares browsers for them."""

from collections.abc import Iterator

from dash.development.base_component import Component

import app
from components.web import light_dash, router
from data.settings import Settings


def parts_of(value: object) -> Iterator[object]:
    """A component, or a list of them, and all that they hold."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from parts_of(one)
    elif isinstance(value, Component):
        yield value
        for name in value._prop_names:
            yield from parts_of(getattr(value, name, None))


def test_components_are_given_elsewhere_than_in_children_where_the_index_says_so() -> None:
    app.create_app(Settings(cache_url="null"))
    held = {
        (part._namespace, part._type, name)
        for page in router.pages()
        for part in parts_of(page["layout"]() if callable(page["layout"]) else page["layout"])
        for name in getattr(part, "_prop_names", ())
        if name != "children" and any(True for _one in parts_of(getattr(part, name, None)))
    }
    assert held == {
        (package, kind, name)
        for package, kinds in light_dash.HOLDING.items()
        for kind, names in kinds.items()
        for name in names
    }
