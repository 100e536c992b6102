"""The pages of the detailed methods, asked by requests: nothing of a text is lost on its page."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from app import create_app
from components.methods import METHODS_PATH
from data.methods import METHODS, Method
from data.settings import Settings
from tests.pages.callbacks import Asked
from tests.test_typography import BREAKABLE

THEMES_PATHS = {
    "footfall": "/methodologie",
    "buildings": "/methodologie/batiments",
    "lighting": "/methodologie/eclairage",
    "water": "/methodologie/eau",
    "inclusion": "/methodologie/inclusion",
    "briefing": "/methodologie/constats",
}
MARKS = re.compile(r"[*`]|\[|\]\([^)]*\)")
each_text = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """The application without a store: no text needs one."""
    absent = tmp_path_factory.mktemp("absent") / "gabare.db"
    return Asked(create_app(Settings(database_url=f"sqlite:///{absent}", cache_url="null")))


def page(asked: Asked, path: str) -> dict[str, Any]:
    """The components of a page."""
    answer = asked.answer("contenu.children", more={"url.pathname": path})
    return answer["contenu"]["children"]


def parts(component: Any, *kinds: str) -> Iterator[dict[str, Any]]:
    """The components of these kinds, in the order of the page."""
    if isinstance(component, list):
        for one in component:
            yield from parts(one, *kinds)
    elif isinstance(component, dict):
        if component["type"] in kinds:
            yield component
        yield from parts(component["props"].get("children"), *kinds)


def texts(component: Any) -> Iterator[str]:
    """The texts of a component, in the order of the page."""
    if isinstance(component, list):
        for one in component:
            yield from texts(one)
    elif isinstance(component, dict):
        yield from texts(component["props"].get("children"))
    elif component is not None:
        yield str(component)


def words(component: Any) -> str:
    """What a component says."""
    return "".join(texts(component))


def plain(text: str) -> str:
    """Every run of spaces alike."""
    return " ".join(text.split())


def typed(line: str) -> str:
    """The words of a line of Markdown."""
    return plain(MARKS.sub("", line))


@each_text
def test_every_heading_of_a_text_is_on_its_page_in_order(asked: Asked, method: Method) -> None:
    shown = page(asked, f"{METHODS_PATH}/{method.name}")
    found = [
        (int(one["type"][1]), plain(words(one)))
        for one in parts(shown, "H1", "H2", "H3", "H4", "H5", "H6")
    ]
    headings = re.findall(r"^(#+) (.*)", method.text(), re.MULTILINE)
    assert found == [(len(level), typed(heading)) for level, heading in headings]
    levels = [level for level, _heading in found]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@each_text
def test_every_row_of_a_table_is_on_its_page(asked: Asked, method: Method) -> None:
    lines = [line for line in method.text().splitlines() if line.startswith("|")]
    rows = [
        [typed(cell) for cell in line.strip("|").split("|")]
        for line in lines
        if not re.fullmatch(r"[|\s:-]+", line)
    ]
    shown = page(asked, f"{METHODS_PATH}/{method.name}")
    found = list(parts(shown, "Tr"))
    assert [[plain(words(cell)) for cell in parts(row, "Th", "Td")] for row in found] == rows
    names = [plain(words(caption)) for caption in parts(shown, "Caption")]
    assert len(set(names)) == len(list(parts(shown, "Table")))
    assert all(re.fullmatch(r"Tableau \d+ : .+", name) for name in names)
    assert all(list(parts(row, "Th")) for row in found)


@each_text
def test_every_word_of_a_text_is_on_its_page(asked: Asked, method: Method) -> None:
    told = re.findall(r"\w+", " ".join(texts(page(asked, f"{METHODS_PATH}/{method.name}"))))
    # The browser writes the numbers of a list.
    written = re.sub(r"^\d+\. ", "", method.text(), flags=re.MULTILINE)
    assert Counter(re.findall(r"\w+", written)) - Counter(told) == Counter()


@each_text
def test_no_sentence_may_break_before_its_punctuation(asked: Asked, method: Method) -> None:
    shown = page(asked, f"{METHODS_PATH}/{method.name}")
    blocks = parts(shown, "H1", "H2", "H3", "P", "Li", "Th", "Td", "Caption")
    assert [words(block) for block in blocks if BREAKABLE.search(words(block))] == []


@each_text
def test_the_methodology_leads_to_a_text_and_the_text_back(asked: Asked, method: Method) -> None:
    own = f"{METHODS_PATH}/{method.name}"
    for theme in method.themes:
        links = parts(page(asked, THEMES_PATHS[theme]), "A")
        assert [plain(words(link)) for link in links if link["props"]["href"] == own] == [
            plain(method.title)
        ]
    back, *_others = parts(page(asked, own), "A")
    assert back["props"]["href"] == THEMES_PATHS[method.themes[0]]


def test_each_text_has_its_own_title_in_the_browser(asked: Asked) -> None:
    for method in METHODS:
        answer = asked.client.get(f"{METHODS_PATH}/{method.name}")
        assert answer.status_code == 200
        assert f"<title>Méthode détaillée – {method.title}" in answer.text


@pytest.mark.parametrize("name", ["inconnu", "methods-savings.md", "..%2Fadr", "%00", "é"])
def test_an_unknown_name_leads_to_every_text(asked: Asked, name: str) -> None:
    shown = page(asked, f"{METHODS_PATH}/{name}")
    assert words(next(parts(shown, "H1"))) == "Texte inconnu"
    assert {link["props"]["href"] for link in parts(shown, "A")} >= {
        f"{METHODS_PATH}/{method.name}" for method in METHODS
    }
