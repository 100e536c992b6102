"""The shell: landmarks, menu from the registry, footer, and what the router relies on."""

from dash import html
from dash.development.base_component import Component

from components.shell import MenuEntry, ShellFacts, menu_of, nature_of_data, shell

FACTS = ShellFacts("Syndicat d'essai", "9.8.7")


def all_of(layout: Component, kind: type) -> list[Component]:
    return [found for found in [layout, *layout._traverse()] if isinstance(found, kind)]


def test_the_menu_follows_the_registry() -> None:
    pages = [
        {"path": "/", "name": "Accueil"},
        {"path": "/panne", "name": "Panne", "menu": False},
        {"path": "/carte", "name": "Carte", "menu": True},
    ]
    menu = menu_of(pages)
    assert menu == [MenuEntry("/", "Accueil"), MenuEntry("/carte", "Carte")]
    (nav,) = all_of(shell(menu, FACTS), html.Nav)
    links = all_of(nav, html.A)
    assert [(link.href, link.children) for link in links] == [("/", "Accueil"), ("/carte", "Carte")]


def test_landmarks_come_once_and_the_skip_link_first() -> None:
    layout = shell([], FACTS)
    for landmark in (html.Header, html.Nav, html.Main, html.Footer):
        assert len(all_of(layout, landmark)) == 1
    (main,) = all_of(layout, html.Main)
    first = all_of(layout, html.A)[0]
    assert first.href == f"#{main.id}"


def test_controls_fold_and_belong_to_the_selection() -> None:
    field = html.Div(id="field")
    (folding,) = all_of(shell([], FACTS, controls=field), html.Details)
    assert folding.open is True
    slot = folding.children[1]
    assert slot.to_plotly_json()["props"]["data-selection"] == "true"
    assert (slot.id, slot.children) == ("controls", field)
    assert all_of(shell([], FACTS), html.Details) == []


def test_the_footer_says_the_version_and_the_legal_pages() -> None:
    (footer,) = all_of(shell([], FACTS), html.Footer)
    assert [link.href for link in all_of(footer, html.A)] == [
        "/donnees",
        "/ecrans",
        "/methodologie",
        "/accessibilite",
        "/mentions-legales",
    ]
    assert all_of(footer, html.P)[0].children == "Syndicat d'essai · Gabare 9.8.7"


def test_the_banner_names_the_themes_that_are_real():
    everything = {"footfall": True, "water": True}
    assert nature_of_data(everything).endswith("aucun de ces chiffres n’est réel.")
    one = nature_of_data(everything | {"inclusion": False})
    assert "sauf celles du thème Inclusion, réelles" in one
    two = nature_of_data({"footfall": True, "water": False, "inclusion": False})
    assert "sauf celles des thèmes Eau et Inclusion, réelles" in two
