"""Controls and the selection in words."""

from collections.abc import Iterator

from dash.development.base_component import Component

from components import filters
from data.selection import COMPARISONS, PERIODS
from tests.components.footfall_frames import selection


def every(component: Component) -> Iterator[Component]:
    """A component and all those inside it."""
    yield component
    yield from (found for found in component._traverse() if isinstance(found, Component))


def test_every_control_is_named_after_its_parameter_and_has_a_label() -> None:
    parts = list(every(filters.controls({"syndicat": "Syndicat"}, PERIODS, COMPARISONS)))
    named = {part.name: part.id for part in parts if getattr(part, "name", None)}
    assert set(named) == {"territoire", "periode", "du", "au", "comparaison"}
    labelled = {part.htmlFor for part in parts if getattr(part, "htmlFor", None)}
    assert labelled == {*named.values(), filters.CONTROL_LEVEL}


def test_the_selection_in_words() -> None:
    assert filters.selection_in_words(selection(30), "Touraine") == (
        "Touraine · du 1er au 30 juin 2026 · comparaison du 2 juin au 1er juillet 2025"
    )
    alone = selection(1, "aucune")
    assert filters.selection_in_words(alone, "Touraine") == "Touraine · le 1er juin 2026"
    assert filters.compared_words(alone) == ""
    assert filters.compared_words(selection()) == "l’année précédente"


def test_every_comparison_has_words() -> None:
    assert set(filters.COMPARED) == set(COMPARISONS) - {"aucune"}


def test_one_view_is_the_current_one() -> None:
    tabs = filters.view_tabs({"/a": "Un", "/a/b": "Deux"}, "/a/b")
    links = [item.children for item in tabs.children.children]
    assert [getattr(link, "aria-current", None) for link in links] == [None, "page"]
    assert [link.href for link in links] == ["/a", "/a/b"]
