"""Where the statements of the home page lead, and where their rules are declared."""

from typing import Any

import pytest
from dash import html

import app
from components.web.router import page_at
from data.briefing.briefing import EVERY_RULE
from data.briefing.statement import QUESTIONS
from data.settings import Settings

# Evidence that names a place: works of a building, a sector.
OF_A_PLACE = ("/batiments/E%201/travaux", "/eau/secteurs/A1")


@pytest.fixture(scope="module", autouse=True)
def _registered() -> None:
    app.create_app(Settings(cache_url="null"))


@pytest.mark.parametrize("path", [*sorted({rule.href for rule in EVERY_RULE}), *OF_A_PLACE])
def test_every_statement_leads_to_a_page(path: str) -> None:
    assert page_at(path) is not None


def texts(part: Any) -> list[str]:
    """What a component says, piece by piece."""
    if isinstance(part, str):
        return [part]
    children = getattr(part, "children", None) or []
    pieces = children if isinstance(children, list) else [children]
    return [text for piece in pieces for text in texts(piece)]


def test_the_methodology_declares_every_rule() -> None:
    page = page_at("/methodologie/constats")["layout"]()
    told = {part.id: texts(part) for part in page.children if isinstance(part, html.Section)}
    by_question = sorted(EVERY_RULE, key=lambda rule: list(QUESTIONS).index(rule.question))
    assert list(told) == [rule.code for rule in by_question]
    for rule in EVERY_RULE:
        assert {rule.compares, rule.told_from, rule.weighs, rule.silent_when} <= {*told[rule.code]}
