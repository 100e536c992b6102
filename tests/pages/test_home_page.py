"""The home page by requests: its statements, its cards, and the picture served before scripts."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import brotli
import pytest

from app import create_app
from components.views import THEMES
from data.settings import Settings
from tests.pages.callbacks import Asked
from tests.services import compressed_files

TOURS = "territoire=commune:37261"
TAG = re.compile(r"<[^>]+>")


def words(answered: object) -> str:
    """What is answered, as one text."""
    return json.dumps(answered, ensure_ascii=False)


def first_picture(asked: Asked, query: str = "") -> str:
    """What the index holds beside the place of the live page."""
    page = asked.client.get(f"/?{query}").text
    found = re.search(r'<div id="gabare-first">(.*?)</div>\n<noscript>', page, re.DOTALL)
    return found[1] if found else ""


def texts(node: object) -> list[str]:
    """Every text of an answered component, in order."""
    if isinstance(node, list):
        return [text for one in node for text in texts(one)]
    if isinstance(node, dict):
        return texts(node["props"].get("children"))
    return [] if node is None else [str(node)]


def cards_of(answered: dict) -> list:
    """The cards, after their heading."""
    return answered["home-cards"]["children"][2]["props"]["children"]


def test_three_questions_at_most_seven_statements_each_to_a_page_of_ours(asked: Asked) -> None:
    told = asked.answer("home-briefing.children")["home-briefing"]["children"]
    said = words(told)
    for question in ("Ce qui change", "Ce que cela coûte", "Ce qu’il faut décider"):
        assert question in said
    links = re.findall(r'"href": "([^"]+)", "className": "gb-statement"', said) or re.findall(
        r'"className": "gb-statement"[^}]*?"href": "([^"]+)"', said
    )
    assert 1 <= len(links) <= 7
    for link in links:
        assert asked.client.get(link).status_code == 200, link


def test_a_card_a_theme_with_its_figure_and_its_freshness(asked: Asked) -> None:
    cards = cards_of(asked.answer("home-cards.children"))
    assert len(cards) == len(THEMES)
    for card, (path, (_theme, label)) in zip(cards, THEMES.items(), strict=True):
        said = "".join(texts(card))
        assert said.startswith(label)
        assert f'"href": "{path or "/frequentation"}"' in words(card)
        assert re.search(r"\d.*(à jour|sources? )", said)
    together = words(cards)
    for target in ("l’objectif 2030", "du décret", "par rapport à l’année précédente"):
        assert target in together


def test_only_a_commune_leads_to_its_sheet(asked: Asked) -> None:
    assert "/communes/37261" in words(asked.answer("home-briefing.children", query=TOURS))
    assert "/communes/" not in words(asked.answer("home-briefing.children"))


def test_an_unknown_territory_is_said(asked: Asked) -> None:
    answered = asked.answer("home-briefing.children", query="territoire=lune")
    assert "n’est pas connu" in words(answered)
    # The period rules the cards, not the statements.
    assert answered["home-shown"]["children"] == "Tout le syndicat"
    period = answered["home-cards"]["children"][1]["props"]["children"]
    assert period.startswith("Tout le syndicat · du ")


@pytest.mark.parametrize("query", ["", TOURS, f"{TOURS}&periode=mois&comparaison=aucune"])
def test_the_first_picture_says_what_the_live_page_will(asked: Asked, query: str) -> None:
    picture = unescape(TAG.sub("", first_picture(asked, query)))
    answered = asked.answer("home-briefing.children", query=query)
    for slot in ("home-shown", "home-briefing", "home-cards"):
        for text in texts(answered[slot]["children"]):
            assert text in picture


def test_links_of_the_first_picture_keep_the_selection(asked: Asked) -> None:
    picture = first_picture(asked, TOURS)
    kept = "territoire=commune%3A37261"
    assert f'href="/eau?{kept}"' in picture
    assert f'href="/communes/37261?{kept}"' in picture
    statements = re.findall(r'<a href="([^"]+)"[^>]*class="gb-statement"', picture)
    assert statements or re.findall(r'class="gb-statement"', picture)
    assert all(kept in unescape(link) for link in statements)


def test_the_first_picture_is_small_and_asked_again(asked: Asked) -> None:
    answer = asked.client.get("/")
    assert answer.headers["Cache-Control"] == "no-cache"
    # Within a warm visit of 10 KB, beside the answers of the live page.
    assert len(brotli.compress(answer.data, quality=5)) <= 5500
    assert len(answer.data) <= 24_000


def test_only_the_home_page_has_a_first_picture(asked: Asked) -> None:
    for path in ("/eau", "/donnees", "/nulle-part"):
        page = asked.client.get(path).text
        assert "gabare-first" not in page
        assert "localStorage" not in page


@pytest.mark.parametrize(
    "query", ["territoire=<script>alert(1)</script>", '"><script>alert(1)</script>', "=&&%ff%00"]
)
def test_nothing_of_the_address_becomes_markup(asked: Asked, query: str) -> None:
    answer = asked.client.get("/", query_string=query)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_the_policy_allows_the_script_that_remembers_and_no_other(asked: Asked) -> None:
    answer = asked.client.get("/")
    inline = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    assert any("gabare.territory" in script for script in inline)
    policy = answer.headers["Content-Security-Policy"]
    for script in inline:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "'unsafe-inline'" not in policy.partition("style-src")[0]


def test_the_legal_notice_says_what_the_browser_keeps(asked: Asked) -> None:
    said = words(asked.answer("contenu.children", more={"url.pathname": "/mentions-legales"}))
    assert "aucun cookie" in said
    assert "retenu par votre navigateur" in said


# After what asks the demonstration: the application reads one store at a time.
@pytest.fixture
def asked_of(tmp_path: Path) -> Callable[[str], Asked]:
    """An application that reads another store."""

    def start(database_url: str) -> Asked:
        return Asked(
            create_app(
                Settings(
                    database_url=database_url,
                    cache_url=f"file:{tmp_path / 'answers'}",
                    web_cache_dir=compressed_files().name,
                )
            )
        )

    return start


def test_an_empty_store_judges_nothing_and_says_so(
    asked_of: Callable[[str], Asked], sqlite_store: str
) -> None:
    empty = asked_of(sqlite_store)
    answered = empty.answer("home-briefing.children")
    assert "Rien ne peut être jugé ici" in words(answered)
    cards = cards_of(answered)
    assert all("jamais chargée" in "".join(texts(card)) for card in cards)
    assert "Rien ne peut être jugé ici" in first_picture(empty)


def test_a_store_that_is_away_fails_and_says_so(asked_of: Callable[[str], Asked]) -> None:
    away = asked_of("sqlite:////nowhere/at/all.db")
    assert "gb-state--failed" in words(away.answer("home-briefing.children"))
    assert "gb-state--failed" in first_picture(away)
    assert away.client.get("/").status_code == 200
