"""Pages by address, without a browser: status, title, description, libraries, parameters."""

import pytest
from dash import html

from app import create_app
from components.web import router
from components.web.light_dash import LightDash
from data.settings import Settings
from tests.components.web.conftest import SAMPLE_PAGES


@pytest.mark.parametrize(
    ("path", "status", "title", "description"),
    [
        ("/", 200, "Graphique – Syndicat d&#x27;essai", "Un graphique."),
        ("/?utm_source=x&territoire=Tours", 200, "Graphique – Syndicat d&#x27;essai", None),
        ("/texte", 200, "Texte – Syndicat d&#x27;essai", "Du texte."),
        ("/texte/", 200, "Texte – Syndicat d&#x27;essai", "Du texte."),
        ("/lieux/B12", 200, "Lieu B12 – Syndicat d&#x27;essai", "Un lieu."),
        ("/lieux", 404, "Page introuvable – Syndicat d&#x27;essai", None),
        ("/lieux/B12/plus", 404, "Page introuvable – Syndicat d&#x27;essai", None),
        ("/nulle-part", 404, "Page introuvable – Syndicat d&#x27;essai", None),
        ("/texte/plus", 404, "Page introuvable – Syndicat d&#x27;essai", None),
    ],
)
def test_the_index_of_a_page(
    sample_app: LightDash, path: str, status: int, title: str, description: str | None
) -> None:
    answer = sample_app.server.test_client().get(path)
    assert answer.status_code == status
    assert f"<title>{title}</title>" in answer.text
    assert answer.text.startswith('<!DOCTYPE html>\n<html lang="fr">')
    if description:
        assert f'<meta name="description" content="{description}">' in answer.text


def test_only_the_page_with_a_map_loads_leaflet(sample_app: LightDash) -> None:
    client = sample_app.server.test_client()
    assert "dash_leaflet.js" not in client.get("/").text
    page = client.get("/carte").text
    assert f'<script src="{sample_app.bundles.url("dash_leaflet.js")}"></script>' in page
    shell = client.get("/_dash-layout").json["props"]["children"]
    (told,) = (one["props"]["data"] for one in shell if one["props"].get("id") == "addresses")
    assert told["/carte"] == ["leaflet"]
    assert told["/"] == []


def test_what_changes_at_each_load_is_not_in_the_index(sample_app: LightDash) -> None:
    client = sample_app.server.test_client()
    assert client.get("/texte").text == client.get("/texte").text


def test_what_an_address_with_a_variable_tells_of_is_not_listed(
    sample_app: LightDash, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"/a": (), "/a/<one>": (), "/a/plain": (), "/a/map": ("leaflet",), "/a/b/plain": ()}
    listed = [{"path": path, "libraries": libraries} for path, libraries in known.items()]
    monkeypatch.setattr(router, "pages", lambda: listed)
    told = router.libraries_by_address()
    assert told == {"/a": (), "/a/<one>": (), "/a/map": ("leaflet",), "/a/b/plain": ()}


@pytest.mark.parametrize(
    ("search", "parameters"),
    [
        ("?territoire=Blois&periode=2026", {"territoire": "Blois", "periode": "2026"}),
        ("territoire=Blois", {"territoire": "Blois"}),
        ("?commune=Mont%C3%A9livault&a+b=c+d", {"commune": "Montélivault", "a b": "c d"}),
        ("?a=1&a=2&vide=", {"a": "2"}),
        ("", {}),
        (None, {}),
        (12, {}),
    ],
)
def test_query_parameters(search: object, parameters: dict[str, str]) -> None:
    assert router.query_parameters(search) == parameters


def test_a_layout_may_be_a_component_or_take_the_parameters() -> None:
    fixed = html.P("fixe")
    assert router.laid_out({"layout": fixed}, "?a=1") is fixed
    page = {"layout": lambda a="0", **_: html.P(a), "variables": {}}
    assert router.laid_out(page, "?a=1&utm_source=x").children == "1"


def test_a_second_application_has_its_callbacks_too(sample_app: LightDash) -> None:
    second = create_app(Settings(database_url="sqlite://", cache_url="null"), SAMPLE_PAGES)
    assert set(second.callback_map) == set(sample_app.callback_map)


def test_what_varies_in_an_address_reaches_the_layout_before_the_query_string(
    sample_app: LightDash,
) -> None:
    page = router.page_at("/lieux/%C3%89cole%201")
    assert page["variables"] == {"place": "École 1"}
    assert router.laid_out(page, "?place=autre&x=1").children[0].children == "École 1"
