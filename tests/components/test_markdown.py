"""Markdown as components: marks, spaces, links, tables; nothing of HTML."""

import pytest
from dash import html

from components.markdown import french, rendered
from components.web.static_html import as_html

PAGES = {"methods-savings.md": "/methodologie/textes/economies-travaux"}


def drawn(text: str) -> str:
    return as_html(rendered(text, PAGES), "")


def test_the_title_is_left_to_the_page_and_headings_keep_their_level() -> None:
    assert drawn("# Titre\n\n## Deux\n\n### Trois *x*") == "<h2>Deux</h2><h3>Trois <em>x</em></h3>"


def test_paragraphs_lists_and_code() -> None:
    text = "Un\ndeux **trois**.\n\n- a\n  b\n- `c  d`\n\n1. un\n\n       x = 1\n       y = 2\n"
    assert drawn(text) == (
        "<p>Un deux <strong>trois</strong>.</p><ul><li>a b</li><li><code>c  d</code></li></ul>"
        "<ol><li><p>un</p><pre><code>x = 1\ny = 2</code></pre></li></ol>"
    )


def test_no_html_of_a_text_passes() -> None:
    text = "<script>a()</script>\n\n`<b>` et <b>gras</b> &amp; [x](javascript:a)"
    assert drawn(text) == (
        "<p>&lt;script&gt;a()&lt;/script&gt;</p>"
        "<p><code>&lt;b&gt;</code> et &lt;b&gt;gras&lt;/b&gt; &amp; [x](javascript:a)</p>"
    )


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[m](methods-savings.md)", {"href": PAGES["methods-savings.md"]}),
        ("[m](../docs/methods-savings.md#a)", {"href": PAGES["methods-savings.md"]}),
        ("[m](https://insee.fr/a)", {"href": "https://insee.fr/a", "rel": "noopener"}),
    ],
)
def test_a_link_leads_to_a_text_or_outside(link: str, expected: dict[str, str]) -> None:
    anchor = rendered(link, PAGES)[0].children[0]
    assert isinstance(anchor, html.A)
    assert anchor.children == ["m"]
    assert expected.items() <= anchor.to_plotly_json()["props"].items()


@pytest.mark.parametrize("href", ["../data/water/detection.py", "adr/0009-water.md", "#bas", "/x"])
def test_any_other_link_is_but_its_words(href: str) -> None:
    assert drawn(f"voir [le **code**]({href}) ici") == "<p>voir le <strong>code</strong> ici</p>"


def test_a_table_is_named_after_its_heading_and_heads_its_rows_and_columns() -> None:
    text = "## Preuve `x`\n\n| lieu | h | |\n|---|---:|---|\n| Tours | 4 118 | a |\n| | 2 | b |\n"
    _heading, region = rendered(text, PAGES)
    name = "Tableau 1\u00a0: Preuve x"
    props = region.to_plotly_json()["props"]
    assert (props["role"], props["tabIndex"], props["aria-label"]) == ("region", "0", name)
    caption, head, body = region.children.children
    assert caption.children == name
    cells = [
        [
            (type(cell).__name__, getattr(cell, "scope", None), cell.children)
            for cell in row.children
        ]
        for part in (head, body)
        for row in part.children
    ]
    assert cells == [
        [("Th", "col", ["lieu"]), ("Th", "col", ["h"]), ("Td", None, [])],
        [("Th", "row", ["Tours"]), ("Td", None, ["4\u202f118"]), ("Td", None, ["a"])],
        [("Td", None, []), ("Td", None, ["2"]), ("Td", None, ["b"])],
    ]
    assert body.children[0].children[1].className == "gb-number"


def test_what_no_text_needs_is_refused_rather_than_lost() -> None:
    with pytest.raises(KeyError, match="image"):
        rendered("![x](y.png)", PAGES)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            "À savoir : 8,2 % ; « oui » !",
            "À savoir\u00a0: 8,2\u202f%\u202f; «\u00a0oui\u00a0»\u202f!",
        ),
        ("1 000 000 m³ en 2021", "1\u202f000\u202f000 m³ en 2021"),
        (" : suite", "\u00a0: suite"),
        ("de 1 à 499 points", "de 1 à 499 points"),
        ("2 h 30", "2 h 30"),
    ],
)
def test_spaces_that_may_not_break(typed: str, shown: str) -> None:
    assert french(typed) == shown


def test_a_space_is_known_across_marks_and_lines() -> None:
    assert drawn("« **x** » : 5\n% ou **12** %.") == (
        "<p>«\u00a0<strong>x</strong>\u00a0»\u00a0: 5\u202f% ou <strong>12</strong>\u202f%.</p>"
    )
