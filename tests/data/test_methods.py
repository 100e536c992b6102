"""The table of the detailed methods: every text of docs/ is in it, once, under its own title."""

from pathlib import Path

from data.indicators import INDICATORS
from data.methods import BRIEFING, DOCS, METHODS, THEMES, methods_of

ROOT = Path(__file__).parents[2]


def test_every_text_is_in_the_table_once() -> None:
    assert DOCS == ROOT / "docs"
    assert sorted(method.file for method in METHODS) == sorted(
        path.name for path in DOCS.glob("methods-*.md")
    )
    assert len({method.name for method in METHODS}) == len(METHODS)


def test_every_text_serves_a_page_and_every_theme_has_one() -> None:
    assert set(THEMES) == {indicator.theme for indicator in INDICATORS.values()}
    assert all(method.themes for method in METHODS)
    for theme in (*THEMES, BRIEFING):
        assert list(methods_of(theme)), theme


def test_a_text_has_one_title_that_of_the_table() -> None:
    for method in METHODS:
        titles = [line for line in method.text().splitlines() if line.startswith("# ")]
        assert [title.replace("\u00a0", " ") for title in titles] == [
            f"# {method.title}".replace("\u00a0", " ")
        ]
